"""What can be suggested: an entry of a section, its YAML, and the texts of findings that may be in it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..catalog.filter_fields import field_of_findings
from ..meaning.evaluation import Finding, values_of
from ..model.accounts import Account

KEY = "resource.accessKeyDetails.accessKeyId"
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:@+=-]{0,199}")  # no wildcard, nothing that a spec refuses or hides
_LASTING_KEY = re.compile(r"AKIA[A-Z0-9]{16}")
_NAME_LENGTH = 40
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{3,}")  # needs no quotes in YAML: too long for yes, no, on and off
_BARE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_WORDS = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")
_TRIED = {"expires": "2030-01-01", "reason": "To try it", "ticket": "To try it", "approved_by": "To try it"}


class NoSuggestion(Exception):
    """There is nothing to suggest; the message says why."""


@dataclass(frozen=True)
class Suggestion:
    """An entry of a section, as keys and values; ``blank`` are the keys that a person has to fill in.

    ``deciding`` is the field that the entry is about, ``file`` the spec of the team that has the account.
    """

    section: str
    name: str
    account: Account
    entry: tuple[tuple[str, str], ...]
    where: tuple[tuple[str, str], ...]
    deciding: str
    blank: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return self.account.origin.span.source.path

    @property
    def full_name(self) -> str:
        return f"{self.account.team}.{self.name}"

    @property
    def is_suppression(self) -> bool:
        return self.section == "suppressions"

    def text(self, *, is_tried: bool = False) -> str:
        """The section in YAML. What a person has to fill in is empty, or something to try it with."""
        rows = [
            ("name", _named(self.name)),
            *self.entry,
            *((key, _filled(key) if is_tried else "") for key in self.blank),
        ]
        lines = [f"{self.section}:"] + [
            f"{'  - ' if not n else '    '}{k}: {v}".rstrip() for n, (k, v) in enumerate(rows)
        ]
        if self.where:
            lines += ["    where:", *(f"      {field}: {condition}" for field, condition in self.where)]
        return "\n".join(lines) + "\n"

    def with_blank(self, *keys: str) -> "Suggestion":
        return replace(self, blank=(*self.blank, *keys))


def value_at(finding: Finding, field: str) -> str | None:
    """The first value of a field that can be written into a spec as it is, and that lasts."""
    return next((value for value in texts_at(finding, field) if PLAIN.fullmatch(value)), None)


def texts_at(finding: Finding, field: str) -> Iterator[str]:
    """The texts of a field, but for keys that do not last."""
    for value in values_of(finding, field_of_findings(field)):
        if isinstance(value, str) and (field != KEY or _LASTING_KEY.fullmatch(value)):
            yield value


def free_name(text: str, team: str, taken: set[str]) -> str:
    """A name that the team has not used."""
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", text)[:_NAME_LENGTH].strip("-_")
    number = 1
    while f"{team}.{name}" in taken:
        number += 1
        name = f"{name[: _NAME_LENGTH - 4].rstrip('-_')}-{number}"
    return name


def written(value: str) -> str:
    """A text as YAML has it."""
    return value if _BARE.fullmatch(value) and value.lower() not in _WORDS else json.dumps(value)


def _named(name: str) -> str:
    return name if _BARE_NAME.fullmatch(name) and name.lower() not in _WORDS else json.dumps(name)


def _filled(key: str) -> str:
    """For the name of an asset, something that most of them can be called."""
    return _TRIED.get(key, "unnamed")
