"""What is known of many findings beside what matches them: how many there are of what, and when. Constant memory."""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..meaning.evaluation import Finding
from .distinct import Distinct

_KINDS = 10_000  # that are counted one by one; findings are untrusted, and may have any number
_MONTH = len("2026-11")


@dataclass
class Overview:
    """``unmatched_types`` and ``unmatched_accounts`` are of the findings that no filter and no suppression matches.

    ``without_detector`` are in Regions where the organization has none. ``identified`` have an id: those with the same
    one are states of one finding. A month is that of the last update.
    """

    ids: Distinct = field(default_factory=Distinct)
    months: Counter[str] = field(default_factory=Counter)
    unmatched_types: Counter[str] = field(default_factory=Counter)
    unmatched_accounts: Counter[str] = field(default_factory=Counter)
    without_detector: int = 0
    identified: int = 0

    @property
    def updates(self) -> int:
        """How many findings are newer or older states of another."""
        return max(0, self.identified - len(self.ids))

    def add(self, finding: Finding, regions: Container[Any], *, is_matched: bool) -> None:
        identity, updated = finding.get("id"), finding.get("updatedAt")
        if type(identity) is str:
            self.identified += 1
            self.ids.add(identity)
        if type(updated) is str:
            _add(self.months, updated[:_MONTH])
        if finding.get("region") not in regions:
            self.without_detector += 1
        if not is_matched:
            _add(self.unmatched_types, finding["type"])
            _add(self.unmatched_accounts, str(finding.get("accountId")))

    def merge(self, other: "Overview") -> None:
        self.ids.merge(other.ids)
        self.months.update(other.months)
        self.unmatched_types.update(other.unmatched_types)
        self.unmatched_accounts.update(other.unmatched_accounts)
        self.without_detector += other.without_detector
        self.identified += other.identified

    def by_month(self) -> Mapping[str, int]:
        """Sorted, and without what is no month."""
        return {month: n for month, n in sorted(self.months.items()) if _is_month(month)}


def _is_month(text: str) -> bool:
    return len(text) == _MONTH and text[4] == "-" and (text[:4] + text[5:]).isdecimal() and text.isascii()


def _add(counter: Counter[str], key: str) -> None:
    if key in counter or len(counter) < _KINDS:
        counter[key] += 1
