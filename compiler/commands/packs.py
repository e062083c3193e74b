"""``packs``: the packs of conditions, or one with all that it stands for; and where a company uses them."""

import json
import sys
from collections.abc import Iterator
from typing import NamedTuple

from ..catalog.packs import PACKS, Pack
from ..diagnostics import suggest
from ..model.program import Program
from ..terminal import Column, Screen, screen_of
from .exit_codes import CLEAN
from .options import Packs
from .printing import usage

_COLUMNS = (Column("pack"), Column("for"), Column("matches", folds=True))
_USED = (Column("filter", folds=True), Column("pack"), Column("before you rely on it", folds=True))


class PackRow(NamedTuple):
    """A filter or suppression that uses a pack, with what to know about it."""

    name: str
    pack: str
    caveat: str
    spec: str


def list_packs(options: Packs) -> int:
    if options.name is None:
        rows = ((name, _section(pack), pack.about) for name, pack in PACKS.items())
        print(screen_of(sys.stdout).table(_COLUMNS, rows))
        return CLEAN
    if options.name not in PACKS:
        return usage(f"there is no pack {options.name!r}; {suggest(options.name, PACKS).text()}")
    print("\n".join(_lines(options.name, PACKS[options.name])))
    return CLEAN


def pack_rows(program: Program) -> list[PackRow]:
    """In the order of teams and names."""
    rows = (PackRow(u.full_name, u.pack, PACKS[u.pack].caveat, u.origin.label) for u in program.packs)
    return sorted(rows)


def pack_table(program: Program, screen: Screen) -> Iterator[str]:
    rows = pack_rows(program)
    if rows:
        yield f"packs in use\n{screen.table(_USED, [row[:3] for row in rows])}"


def _section(pack: Pack) -> str:
    return "suppressions" if pack.suppresses else "filters"


def _lines(name: str, pack: Pack) -> Iterator[str]:
    """As an entry would have it without the pack."""
    yield f"{name}, for {_section(pack)}: {pack.about}"
    yield f"Before you rely on it: {pack.caveat}"
    if pack.needs:
        yield f"The entry adds conditions on: {', '.join(pack.needs)}"
    yield "where:"
    yield from (f"  {field}: {json.dumps(conditions)}" for field, conditions in pack.where.items())
