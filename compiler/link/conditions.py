"""Filters and suppressions with the conditions of their packs and of the assets that they are for.

From here on, they are as if every condition had been written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..diagnostics import Diagnostic, Key, Path, Problem
from ..language.base.nameable import Nameable
from ..language.base.section import Section
from ..language.where.assets import Limits, joined
from ..language.where.model import FieldConditions
from ..language.where.section import ConditionedSection
from ..validate import Checked, Entry, Team
from .names import Names
from .unusable import unusable
from .uses import Use, conditions_of_pack


def completed(checked: Checked, names: Names) -> Checked:
    """All entries with all their conditions, and the problems that this brings."""
    teams = tuple(_team(team, names) for team in checked.teams)
    return replace(checked, teams=teams, problems=(*checked.problems, *_new_problems(checked.teams, teams)))


def _new_problems(before: Sequence[Team], after: Sequence[Team]) -> Iterator[Diagnostic]:
    for old, new in zip(before, after, strict=True):
        for section, entries in new.sections.items():
            for was, entry in zip(old.sections[section], entries, strict=True):
                yield from entry.problems[len(was.problems) :]


def _team(team: Team, names: Names) -> Team:
    name = team.head.name or ""
    sections = {
        section: tuple(_entry(entry, name, names) for entry in entries) for section, entries in team.sections.items()
    }
    return replace(team, sections=sections)


def _entry(entry: Entry[Section], team: str, names: Names) -> Entry[Section]:
    """The entry as it is where a name is not known: the reference is reported, or what has the name has errors."""
    spec = entry.spec
    if not isinstance(spec, ConditionedSection) or spec.is_written:
        return entry
    pack, assets = names.packs.get(spec.pack or ""), [names.asset(team, name) for name in spec.for_]
    known = [asset for asset in assets if asset is not None]
    if (spec.pack and pack is None) or len(known) < len(assets):
        return entry
    where = {**(conditions_of_pack(pack) if pack else {}), **spec.where}
    return _completed(entry, Use(names, team, spec, pack, where), known)


def _completed(entry: Entry[Section], use: Use, assets: Sequence[Nameable]) -> Entry[Section]:
    limits = _limits(use, assets)
    whole = use.spec.with_conditions(*_conditions(use, limits))
    wrong = [*_problems(use, assets, limits)] or [*_of_all_conditions(use.spec, whole)]
    standing = replace(entry, stand_ins=_stand_ins(use, limits))
    found = tuple(standing.diagnostic(problem) for problem in wrong)
    is_usable = not any(problem.is_error for problem in wrong)
    return replace(standing, spec=whole if is_usable else None, problems=(*entry.problems, *found))


def _of_all_conditions(written: ConditionedSection, whole: ConditionedSection) -> Iterator[Problem]:
    """What is wrong with them together, and has not been reported of those that are written.

    A pattern without a wildcard is only a mistake of an author: an asset can have patterns and a name as alternatives.
    """
    reported = [*written.problems()]
    problems = (problem for problem in whole.problems() if problem not in reported)
    return (each for each in problems if each.code != "invalid-pattern" or each.path[1] in written.where)


def _stand_ins(use: Use, limits: Limits | None) -> dict[str, Path]:
    """By field, the name that has the condition on it, if that is not written in ``where``; also of ``regions``."""
    of_assets: dict[str, Path] = dict.fromkeys(limits.where, ("for",)) if limits else {}
    of_assets |= {"regions": ("for",)} if limits and not use.spec.regions else {}
    names: dict[str, Path] = {**of_assets, **dict.fromkeys(use.of_pack, ("pack",))}
    return {field: path for field, path in names.items() if field not in use.spec.where}


def _limits(use: Use, assets: Sequence[Nameable]) -> Limits | None:
    each = [use.limits(asset) for asset in assets]
    known = [limits for limits in each if limits]
    return joined(known) if known and len(known) == len(each) else None


def _conditions(use: Use, limits: Limits | None) -> tuple[dict[str, FieldConditions], tuple[str, ...] | None]:
    regions = use.spec.regions or (limits.regions if limits else None)
    return {**(limits.where if limits else {}), **use.where}, regions


def _problems(use: Use, assets: Sequence[Nameable], limits: Limits | None) -> Iterator[Problem]:
    yield from _written_twice(use)
    yield from (_unlimited(use, assets) if assets and limits is None else ())
    yield from (_beside_assets(use, limits) if limits else ())
    yield from (_missing(use) if not assets else ())


def _written_twice(use: Use) -> Iterator[Problem]:
    """Conditions on fields of the pack: two conditions on one field would both have to hold."""
    for field, conditions in use.of_pack.items():
        if use.where[field] != conditions:
            message = f"pack {use.spec.pack} has a condition on {field!r} already"
            help_ = "remove it, or write all conditions yourself"
            yield Problem(("where", Key(field)), "invalid-value", message, help_)


def _missing(use: Use) -> Iterator[Problem]:
    for field in use.needs:
        help_, needs = f"add where: {{{field}: {{equals: [ … ]}}}}", (("where", field),)
        message = f"pack {use.spec.pack} needs a condition on {field}"
        yield Problem(("pack",), "missing-key", message, help_, needs=needs)


def _unlimited(use: Use, assets: Sequence[Nameable]) -> Iterator[Problem]:
    wrong = [unusable(use, asset, index) for index, asset in enumerate(assets) if use.limits(asset) is None]
    yield from wrong
    if not wrong:
        message = "one filter cannot match exactly these assets: they differ in more than one field"
        yield Problem(("for",), "invalid-value", message, "write an entry for each")


def _beside_assets(use: Use, limits: Limits) -> Iterator[Problem]:
    names = ", ".join(use.spec.for_)
    for field, conditions in limits.where.items():
        if field in use.spec.where and use.spec.where[field] != conditions:
            message = f"for: {names} has a condition on {field!r} already"
            help_ = "remove it, or remove for and write all conditions yourself"
            yield Problem(("where", Key(field)), "invalid-value", message, help_)
    for index, region in enumerate(use.spec.regions or ()):
        if limits.regions is not None and region not in limits.regions:
            message = f"{names} is not in {region}"
            yield Problem(("regions", index), "invalid-value", message, f"remove it; for: {names} sets the Region")
