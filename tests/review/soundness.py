"""Judges a change by the rules and by brute force, and compares."""

import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml

from compiler.diagnostics import SpecError
from compiler.model.program import Program
from compiler.review.change import Change, Level
from compiler.review.report import changes_between
from compiler.review.rules import RULES
from tests.conftest import program_of
from tests.review.companies import Company, changed, company
from tests.review.findings import findings
from tests.review.goods import Good, goods

MANY = 4  # changes at once, at most
# How often findings are made anew while nothing is lost: a change that is called blind may lose what few findings have,
# and one that is made up for by other entries has to stand more of them.
_ROUNDS = {Level.BLIND: 40}
_ROUNDS_OF_COVERED = 8
_COVERED = {rule.code for rule in RULES if rule.code.endswith(("-covered", "-repeated"))}


class Judged(NamedTuple):
    """A change: what it does to a company, what the rules say, and what is lost by brute force."""

    edits: list[str]
    changes: list[Change]
    lost: set[Good]
    findings: int

    @property
    def worst(self) -> Level:
        return min((change.level for change in self.changes), key=list(Level).index, default=Level.SAFE)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is lost by a change that is called safe."""
        return not self.lost or self.worst is not Level.SAFE


@dataclass
class Figures:
    """``said`` are the levels that the rules give single edits by which nothing is lost.

    ``needed`` are rules that alone told of a loss: without one of them, the change would have been called safe.
    """

    pairs: int = 0
    findings: int = 0
    losing: int = 0
    single: int = 0
    said: Counter[Level] = field(default_factory=Counter)
    reviewed: Counter[str] = field(default_factory=Counter)
    blind: Counter[str] = field(default_factory=Counter)
    needed: Counter[str] = field(default_factory=Counter)

    def add(self, judged: Judged) -> None:
        self.pairs += 1
        self.findings += judged.findings
        self.losing += bool(judged.lost)
        telling = {change.rule for change in judged.changes if change.level is not Level.SAFE}
        if judged.lost and len(telling) == 1:
            self.needed.update(telling)
        if len(judged.edits) == 1:
            self.single += 1
            if not judged.lost:
                self.said[judged.worst] += 1
                reasons = {Level.REVIEW: self.reviewed, Level.BLIND: self.blind}.get(judged.worst)
                if reasons is not None:
                    reasons[judged.edits[0]] += 1

    @property
    def needless(self) -> float:
        """How often single edits that lose nothing are called review or blind."""
        return (self.said[Level.REVIEW] + self.said[Level.BLIND]) / max(1, sum(self.said.values()))

    def __str__(self) -> str:
        right = sum(self.said.values())
        return (
            f"{self.pairs:,} changes of companies, {self.findings:,} findings; {self.losing:,} changes lose something. "
            f"Of {self.single:,} single edits, {right:,} lose nothing: {self.said[Level.SAFE]:,} are called safe, "
            f"{self.said[Level.REVIEW]:,} review and {self.said[Level.BLIND]:,} blind ({self.needless:.1%})"
        )


def judged(seed: int) -> Judged | None:
    """The change of this number; None where one of the two companies does not compile."""
    random = Random(seed)
    before = company(random)
    after, edits = changed(random, before, random.choice((1, 1, random.randint(2, MANY))))
    programs = [_compiled(each) for each in (before, after)]
    if programs[0] is None or programs[1] is None:
        return None
    changes = changes_between(programs[0], programs[1])
    found = Judged(edits, changes, set(), 0)
    rounds = max(_ROUNDS.get(found.worst, 1), _ROUNDS_OF_COVERED * any(c.rule in _COVERED for c in changes))
    while not found.lost and rounds:
        some = findings(random, (programs[0], programs[1]))
        lost = goods(programs[0], some) - goods(programs[1], some)
        found, rounds = found._replace(lost=lost, findings=found.findings + len(some)), rounds - 1
    return found


def _compiled(each: Company) -> Program | None:
    with tempfile.TemporaryDirectory() as folder:
        for name, document in {"organization": each["organization"], **{t["team"]: t for t in each["teams"]}}.items():
            Path(folder, f"{name}.yaml").write_text(yaml.safe_dump(document), "utf-8")
        try:
            return program_of(Path(folder))
        except SpecError:
            return None
