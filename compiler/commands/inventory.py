"""``inventory``: a row for each asset, or what differs from the list of a discovery tool."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from ..catalog.assets import ASSET_KINDS
from ..diagnostics.shown import shown
from ..inventory.compare import Comparison, NotAList, compare, found_in
from ..inventory.formats import csv_text, cyclonedx
from ..inventory.rows import Row, rows_of
from ..pipeline import compile_specs
from ..terminal import Column, screen_of
from .assets import switched_on_elsewhere
from .exit_codes import CLEAN, PROBLEMS
from .options.reporting import Inventory
from .printing import print_json, usage

_LARGEST = 50_000_000  # bytes of a list
_SHOWN, _LONGEST = 10, 60  # unknown kinds that are printed, and the characters of each
_COLUMNS = (
    Column("asset", folds=True),
    Column("kind"),
    Column("owner", folds=True),
    Column("account"),
    Column("named"),
    Column("off", folds=True),
    Column("filters", is_number=True),
    Column("routes", is_number=True),
    Column("suppressions", folds=True),
)
_UNDECLARED = (Column("account"), Column("kind"), Column("name", folds=True))
_MISSING = (Column("asset", folds=True), Column("kind"), Column("account"), Column("spec", folds=True))


def list_assets(options: Inventory) -> int:
    program = compile_specs(options.specs).program
    rows = rows_of(program)
    if options.compare:
        return _compare(rows, options.compare, options.format)
    if options.format == "json":
        print_json([asdict(row) for row in rows], indent=2)
    elif options.format == "cyclonedx":
        print_json(cyclonedx(rows, program.organization.name), indent=2)
    elif options.format == "csv":
        print(csv_text(rows), end="")
    else:
        print(screen_of(sys.stdout).table(_COLUMNS, map(_cells, rows)))
        print("".join(f"\n{line}\n" for line in switched_on_elsewhere((row.asset, row.kind) for row in rows)), end="")
    return CLEAN


def _cells(row: Row) -> tuple[str, ...]:
    off = ", ".join(name for name, is_on in row.protections.items() if not is_on)
    counts = (str(len(row.filters)), str(len(row.routes)))
    return (row.asset, row.kind, row.owner, row.account, row.named, off, *counts, ", ".join(row.suppressions))


def _compare(rows: Sequence[Row], path: Path, form: str) -> int:
    if form not in ("text", "json"):
        return usage("--compare takes --format text or json")
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            return usage(f"{path.as_posix()} is larger than {_LARGEST:,} bytes")
        comparison = compare(rows, found_in(data.decode("utf-8-sig")))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        return usage(f"cannot read {path.as_posix()}: {reason}")
    except NotAList as error:
        return usage(f"{path.as_posix()} is not a list of assets: {error}")
    _print(comparison, form)
    return PROBLEMS if comparison.undeclared or comparison.missing else CLEAN


def _print(comparison: Comparison, form: str) -> None:
    if form == "json":
        undeclared = [entry._asdict() for entry in comparison.undeclared]
        missing, unknown = [asdict(row) for row in comparison.missing], comparison.unknown_kinds
        print_json({"undeclared": undeclared, "missing": missing, "unknown_kinds": unknown}, indent=2)
        return
    screen = screen_of(sys.stdout)
    found = [tuple(map(shown, entry)) for entry in comparison.undeclared]
    gone = [(row.asset, row.kind, row.account, row.spec) for row in comparison.missing]
    texts = [f"found and not declared: {len(found)}", *([screen.table(_UNDECLARED, found)] if found else [])]
    texts += [f"declared and not found: {len(gone)}", *([screen.table(_MISSING, gone)] if gone else [])]
    texts += _unknown(comparison.unknown_kinds)
    print("\n".join(texts))


def _unknown(kinds: Sequence[str]) -> Iterator[str]:
    """What the list calls a kind and the inventory does not."""
    if kinds:
        more = f" and {len(kinds) - _SHOWN} more" if len(kinds) > _SHOWN else ""
        words = ", ".join(shown(kind[:_LONGEST]) for kind in kinds[:_SHOWN])
        yield f"no kinds of the inventory, so nothing was compared with them: {words}{more}"
        yield f"kinds are {', '.join(ASSET_KINDS)}"
