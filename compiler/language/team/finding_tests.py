"""`tests`: sample findings and what has to happen to them; `watchspec test` runs them.

Example::

    accounts:
      - {name: fraud-prod, id: "123456789012", email: aws-fraud-prod@example.com}
    access_keys:
      - {name: trainer, id: AKIAIOSFODNN7EXAMPLE, account: fraud-prod}
    tests:
      - {finding: findings/stolen-key.json, matches: [example.trainer], suppressed: false}

The file is read relative to the folder of the spec file. It may hold one finding or several; each of them
has to meet every expectation.
"""

from collections.abc import Iterator

from ...diagnostics import Problem
from ...model.program import FindingTest
from ..base.section import Context, Reference, Section
from ..base.types import Name, PathBeside


class TestSpec(Section):
    """A file of findings and what has to happen to each; nothing of it reaches AWS."""

    finding: PathBeside
    """The path of the file, relative to the folder of the spec file: .json or .jsonl, also with .gz.
    Example: findings/stolen-key.json"""
    matches: tuple[str, ...] = ()
    """Filters and suppressions that have to match, each as TEAM.NAME. Example: [fraud-detection.transactions]"""
    not_matches: tuple[str, ...] = ()
    """Filters and suppressions that must not match, each as TEAM.NAME. Example: [support-copilot.severe]"""
    suppressed: bool | None = None
    """Whether a suppression has to archive the finding (true) or must not (false). If omitted, either is fine.
    Example: false"""
    routes: tuple[Name, ...] | None = None
    """All routes that the finding has to be sent to; `[]` for none. If omitted, any. Example: [soc]"""
    occurs: bool | None = None
    """Whether GuardDuty can create the finding: its type must need no protection that is off for its account. If
    omitted, a finding that cannot occur is only noted. Example: true"""

    def problems(self) -> Iterator[Problem]:
        expectations = (self.suppressed, self.routes, self.occurs)
        if not (self.matches or self.not_matches) and all(expected is None for expected in expectations):
            help_ = "add matches, not_matches, suppressed, routes or occurs"
            yield Problem((), "missing-key", "this test checks nothing", help_)

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
            occurs=self.occurs,
            origin=context.origin,
        )
