"""`tests`: findings, and what has to become of them; run by `main.py test`.

Example::

    accounts:
      - {name: fraud-prod, id: "123456789012", email: aws-fraud-prod@example.com}
    access_keys:
      - {name: trainer, id: AKIAIOSFODNN7EXAMPLE, account: fraud-prod}
    tests:
      - {finding: findings/stolen-key.json, matches: [example.trainer], suppressed: false}

The file is read from the folder of the spec; it may hold one finding or several, of each of which
everything said has to be true.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator

from compiler.diagnostics import Problem
from compiler.language.base.section import Context, Reference, Section
from compiler.language.base.spec import fault
from compiler.language.base.types import Name
from compiler.model.program import FindingTest


def _path(value: str) -> str:
    if value.startswith("/") or "\\" in value or ".." in value.split("/") or not value.strip():
        raise fault("invalid-path", f"{value!r} cannot be the file of a finding", "a path below the spec's own folder")
    return value


class TestSpec(Section):
    """A finding, or several, and what has to become of each."""

    finding: Annotated[str, AfterValidator(_path)]
    """A file with findings, from the folder of the spec: .json, .jsonl, also with .gz."""
    matches: tuple[str, ...] = ()
    """Filters and suppressions that have to match: TEAM.NAME."""
    not_matches: tuple[str, ...] = ()
    """Filters and suppressions that must not."""
    suppressed: bool | None = None
    """Whether a suppression has to archive it, or none may."""
    routes: tuple[Name, ...] | None = None
    """The routes that it has to be sent on, all of them; [] for none."""

    def problems(self) -> Iterator[Problem]:
        if not (self.matches or self.not_matches or self.suppressed is not None or self.routes is not None):
            help_ = "add matches, not_matches, suppressed or routes"
            yield Problem(("finding",), "missing-key", "this test expects nothing", help_)

    def references(self) -> Iterator[Reference]:
        for key, names in (("matches", self.matches), ("not_matches", self.not_matches)):
            for index, name in enumerate(names):
                yield Reference((key, index), "filter", name)
        for index, name in enumerate(self.routes or ()):
            yield Reference(("routes", index), "route", name)

    def lower(self, context: Context) -> Iterator[FindingTest]:
        yield FindingTest(
            team=context.team,
            finding=self.finding,
            matches=self.matches,
            not_matches=self.not_matches,
            suppressed=self.suppressed,
            routes=self.routes,
            origin=context.origin,
        )
