"""A change: one difference between two versions of a company, judged."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from ..source import Span

_FINGERPRINT_LENGTH = 24  # hexadecimal digits: nobody finds another change with the same ones


class Level(StrEnum):
    """How much a change matters, the worst first."""

    BLIND = "blind"
    REPLACE = "replace"
    REVIEW = "review"
    SAFE = "safe"


LEVELS = {
    Level.BLIND: "something that was shown, routed, scanned, exported or protected may no longer be",
    Level.REPLACE: "Terraform destroys or recreates something",
    Level.REVIEW: "whether something is lost could not be proven, or more is allowed than before",
    Level.SAFE: "nothing is lost",
}
"""What each level means, the worst first."""


@dataclass(frozen=True)
class Subject:
    """What has changed: an entry of a section, of a team, an account or in some Regions, as far as it has them."""

    section: str
    name: str
    team: str = ""
    account: str = ""
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """``before`` and ``after`` are where it is written in the two versions, None where it is not in one.

    ``old`` and ``new`` are what it means there, as :func:`meaning` writes it.
    """

    level: Level
    rule: str
    subject: Subject
    sentence: str
    before: Span | None
    after: Span | None
    old: str
    new: str

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same change, wherever it is written and however it is worded."""
        subject = [self.subject.section, self.subject.team, self.subject.name, self.subject.account]
        data = [self.rule, *subject, list(self.subject.regions), self.old, self.new]
        return hashlib.sha256(meaning(data).encode()).hexdigest()[:_FINGERPRINT_LENGTH]

    @property
    def order(self) -> tuple[Any, ...]:
        """The worst first, then by what has changed."""
        subject = self.subject
        place = (subject.team, subject.section, subject.name, subject.account, subject.regions)
        return (list(Level).index(self.level), *place, self.rule, self.old, self.new)


def meaning(data: Any) -> str:
    """JSON data as text, the same for the same data."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def counts(changes: Iterable[Change]) -> dict[Level, int]:
    """How many changes there are of each level."""
    counted = Counter(change.level for change in changes)
    return {level: counted[level] for level in Level}
