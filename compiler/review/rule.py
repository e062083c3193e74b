"""A rule: it finds one kind of difference between two versions, and says how much it matters."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ..model.origin import Origin
from .change import Change, Level, Subject, meaning
from .pair import Pair


@dataclass(frozen=True)
class Difference:
    """What a rule has found. ``what`` names it in a sentence, ``detail`` says what exactly is different.

    ``before`` and ``after`` are where it comes from, ``old`` and ``new`` what it means there, as JSON data.
    """

    subject: Subject
    before: Origin | None
    after: Origin | None
    old: Any
    new: Any
    what: str
    detail: str = ""

    @property
    def mirror(self) -> "Difference":
        return replace(self, before=self.after, after=self.before, old=self.new, new=self.old)


def of_document(pair: Pair, section: str, name: str, old: Any, new: Any, what: str, detail: str = "") -> Difference:
    """A difference in the organization document, in one of its keys."""
    before, after = (organization.origin for organization in pair.organizations)
    return Difference(Subject(section, name), before, after, old, new, what, detail)


Find = Callable[[Pair], Iterable[Difference]]


class Says(NamedTuple):
    """How a rule judges: its code, its level, its sentence, and the same for all of its kind in general.

    In ``sentence``, ``{what}``, ``{detail}``, ``{regions}``, ``{old}`` and ``{new}`` are replaced.
    """

    code: str
    level: Level
    sentence: str
    meaning: str


@dataclass(frozen=True)
class Rule:
    """``mirror`` is the code of the rule that finds the change back; where that is itself or none, ``waiver`` says why.

    The rule of which ``is_mirror`` looks at the change back, and turns what it finds there around.
    """

    says: Says
    find: Find
    mirror: str
    waiver: str = ""
    is_mirror: bool = False

    @property
    def code(self) -> str:
        return self.says.code

    def changes(self, pair: Pair) -> Iterator[Change]:
        """What the rule finds, judged."""
        if self.is_mirror:
            yield from (self._change(difference.mirror) for difference in self.find(pair.mirror))
        else:
            yield from (self._change(difference) for difference in self.find(pair))

    def _change(self, found: Difference) -> Change:
        regions = f" in {', '.join(found.subject.regions)}" if found.subject.regions else ""
        return Change(
            level=self.says.level,
            rule=self.code,
            subject=found.subject,
            sentence=self.says.sentence.format(
                what=found.what, detail=found.detail, regions=regions, old=found.old, new=found.new
            ),
            before=found.before.span if found.before else None,
            after=found.after.span if found.after else None,
            old=meaning(found.old),
            new=meaning(found.new),
        )


def both(find: Find, there: Says, back: Says) -> tuple[Rule, Rule]:
    """A rule and its mirror: one function finds what is lost, and what is gained is what the change back loses."""
    return Rule(there, find, back.code), Rule(back, find, there.code, is_mirror=True)


def alone(find: Find, says: Says, waiver: str) -> tuple[Rule]:
    """A rule that finds the change back as well, or that has no opposite."""
    return (Rule(says, find, says.code, waiver),)


def alone_mirrored(find: Find, says: Says, waiver: str) -> tuple[Rule]:
    """The same for what would be lost by the change back: of suppressions, more is worse."""
    return (Rule(says, find, says.code, waiver, is_mirror=True),)
