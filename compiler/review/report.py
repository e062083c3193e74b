"""Two versions of a company -> everything that a change does, judged and sorted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model.plan import Plan
from ..model.program import Program
from ..source import Span
from .accepted import Accepted
from .change import Change, Level, Subject, meaning
from .lasting import lasting
from .pair import Pair
from .replacements import replacements
from .replay import Replayed
from .rules import RULES
from .stacks import StackChange, stack_changes

BASE_BROKEN = "base-broken"


@dataclass(frozen=True)
class Version:
    """A version of the specs. ``revision`` is what people call it in git, None for a folder; ``folder`` is the specs'.

    ``program`` is None where none could be read, and ``plan`` where the specs have errors: ``errors`` is their number.
    """

    revision: str | None
    folder: str
    program: Program | None
    plan: Plan | None
    errors: int = 0

    @property
    def title(self) -> str:
        return self.revision or self.folder

    def place(self, span: Span) -> str:
        """A place in a file of this version, in the form that ``git show`` accepts: ``main:specs/fraud.yaml:3``."""
        return f"{self.revision}:{self.path(span)}:{span.line}" if self.revision else f"{self.path(span)}:{span.line}"

    def path(self, span: Span) -> str:
        """A file, from the folder of the repository."""
        return span.source.name if self.folder == "." else f"{self.folder}/{span.source.name}"


@dataclass(frozen=True)
class Report:
    """What a change does. ``changes`` are sorted, the worst first; ``stacks`` are in the order of applying.

    ``lasting`` is what reverting does not bring back. ``accepted`` are the acceptances by the fingerprints of the
    changes that they are for, and ``unused`` those that are for none. ``replayed`` is what becomes of past findings,
    None where there are none to judge.
    """

    before: Version
    after: Version
    changes: tuple[Change, ...]
    stacks: tuple[StackChange, ...]
    lasting: tuple[str, ...]
    accepted: dict[str, Accepted]
    unused: tuple[Accepted, ...]
    replayed: Replayed | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not (self.changes or self.stacks)

    def of(self, level: Level) -> list[Change]:
        """The changes of a level that nobody has accepted."""
        return [change for change in self.changes if change.level is level and change.fingerprint not in self.accepted]

    @property
    def already_accepted(self) -> list[Change]:
        return [change for change in self.changes if change.fingerprint in self.accepted]

    def fails(self, level: Level) -> bool:
        """Whether a change of this level or a worse one has not been accepted."""
        levels = list(Level)
        return any(self.of(worse) for worse in levels[: levels.index(level) + 1])


def report(before: Version, after: Version, accepted: Sequence[Accepted] = ()) -> Report:
    """What the change from one version to another does. The version after has no errors."""
    assert after.program is not None, "a version with errors is not judged"
    assert after.plan is not None, "a version with errors is not judged"
    stacks = stack_changes(before.plan, after.plan) if before.plan else ()
    changes = [*_broken(before), *_declared(before.program, after.program)]
    changes += replacements(before.plan, after.plan, stacks) if before.plan else ()
    found = tuple(sorted(changes, key=lambda change: change.order))
    fingerprints = {change.fingerprint for change in found}
    return Report(
        before,
        after,
        found,
        stacks,
        lasting(found, stacks),
        {each.fingerprint: each for each in accepted if each.fingerprint in fingerprints},
        tuple(each for each in accepted if each.fingerprint not in fingerprints),
    )


def changes_between(before: Program, after: Program) -> list[Change]:
    """What changes in what is declared, in the order of the rules."""
    pair = Pair(before, after)
    return [change for rule in RULES for change in rule.changes(pair)]


def _declared(before: Program | None, after: Program) -> Iterable[Change]:
    return changes_between(before, after) if before else ()


def _broken(before: Version) -> Iterable[Change]:
    """A version with errors is history: what of it cannot be read may be lost, and nobody can tell."""
    if before.errors:
        errors = f"{before.errors:,} error{'' if before.errors == 1 else 's'}"
        sentence = f"{before.title} has {errors}: what only its unreadable parts declare is not compared"
        subject = Subject("specs", "base")
        yield Change(Level.REVIEW, BASE_BROKEN, subject, sentence, None, None, meaning(before.errors), meaning(None))
