"""``packs``: the packs of conditions, or one with all that it stands for; and where a company uses them."""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..catalog.packs import INSTEAD, PACKS
from ..diagnostics import suggest
from ..diagnostics.shown import shown, whole
from ..model.condition_packs import ConditionPack
from ..model.program import Program
from ..pipeline import declared
from ..terminal import Column, Screen, screen_of
from .exit_codes import CLEAN
from .options.printing import Packs
from .printing import print_json, usage

_COLUMNS = (Column("pack"), Column("for"), Column("matches", folds=True))
_WITH_COMPANY = (Column("pack"), Column("of"), Column("for"), Column("matches", folds=True))
_USED = (Column("filter", folds=True), Column("pack"), Column("before you rely on it", folds=True))
_OURS = "watchspec"


class PackRow(NamedTuple):
    """A filter or suppression that uses a pack, with what to know about it."""

    name: str
    pack: str
    caveat: str
    spec: str


def list_packs(options: Packs) -> int:
    """Those of watchspec, and with specs those of the company. It is no error if there are no specs to read."""
    packs, note = _known(options)
    if note:
        print(note, file=sys.stderr)
    if options.name is not None and options.name not in packs:
        advice = INSTEAD.get(options.name) or suggest(options.name, packs).text()
        return usage(f"there is no pack {options.name!r}; {advice}")
    chosen = packs if options.name is None else {options.name: packs[options.name]}
    if options.format == "json":
        print_json([_as_data(name, pack) for name, pack in chosen.items()], indent=2)
    elif options.name is None:
        print(_table(packs, screen_of(sys.stdout)))
    else:
        print("\n".join(_lines(options.name, packs[options.name])))
    return CLEAN


def pack_rows(program: Program) -> list[PackRow]:
    """In the order of teams and names."""
    rows = (PackRow(used.full_name, used.pack, shown(used.caveat), used.origin.label) for used in program.packs)
    return sorted(rows)


def pack_table(program: Program, screen: Screen) -> Iterator[str]:
    rows = pack_rows(program)
    if rows:
        yield f"packs in use\n{screen.table(_USED, [row[:3] for row in rows])}"


def _known(options: Packs) -> tuple[Mapping[str, ConditionPack], str | None]:
    """The packs by name, and why those of the company are not among them."""
    if not options.specs.is_dir():
        return PACKS, None
    program = declared(options.specs).program
    if program is None:
        where = shown(options.specs.as_posix())
        return PACKS, f"{_OURS}: {where} has no organization document without errors: its packs are left out"
    return {**PACKS, **program.organization.packs}, None


def _table(packs: Mapping[str, ConditionPack], screen: Screen) -> str:
    if not any(pack.company for pack in packs.values()):
        return screen.table(_COLUMNS, [(name, pack.section, pack.about) for name, pack in packs.items()])
    rows = [(name, pack.company or _OURS, pack.section, shown(pack.about)) for name, pack in packs.items()]
    return screen.table(_WITH_COMPANY, rows)


def _lines(name: str, pack: ConditionPack) -> Iterator[str]:
    """As an entry would have it without the pack."""
    owner = f" of {pack.company}" if pack.company else ""
    yield f"{name}, for {pack.section}{owner}: {shown(pack.about)}"
    yield f"Before you rely on it: {shown(pack.caveat)}"
    if pack.inferred:
        yield f"Inferred, so test it on findings of yours: {pack.inferred}"
    if pack.needs:
        yield f"The entry adds conditions on: {', '.join(pack.needs)}, in where or with for"
    yield "where:"
    yield from (whole(f"  {field}: {json.dumps(conditions)}") for field, conditions in pack.where.items())


def _as_data(name: str, pack: ConditionPack) -> dict[str, object]:
    return {
        "name": name,
        "of": pack.company or _OURS,
        "for": pack.section,
        "about": pack.about,
        "caveat": pack.caveat,
        "inferred": pack.inferred,
        "needs": list(pack.needs),
        "where": pack.where,
    }
