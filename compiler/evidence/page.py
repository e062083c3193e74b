"""Report -> one HTML page that needs nothing else: no script, no font, no network. The only module that knows Jinja.

Every value is escaped by the templates (autoescape), so nothing here makes HTML.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..model.assets import MEANINGS, Naming
from .facts import Asset, Cell
from .kinds import KINDS
from .pictures import ends, matrix, months
from .report import Report
from .requirements import Answer
from .rows import Coverage, Level, Row, State, state_of

_TEMPLATES = Path(__file__).parent / "templates"
_LEVEL_CLASSES = {Level.ON: "on", Level.NEW: "new", Level.UNKNOWN: "unknown", Level.PART: "part", Level.OFF: "off"}
_COVERAGE_CLASSES = {Coverage.COVERED: "on", Coverage.DEPENDS: "new", Coverage.PART: "part", Coverage.NOT: "off"}


def page(report: Report) -> str:
    cells = _by_asset(report.facts.cells)
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"class_of": _class_of, "where": _where, "kinds": _kinds, "state": state_of, "named": _named}
    return environment.get_template("page.html").render(
        report=report,
        facts=report.facts,
        basis=report.basis,
        matrices={team: matrix(assets, cells) for team, assets in report.by_team.items()},
        calendar=ends(report.facts.mutes, report.facts.as_of),
        agreement=report.agreement,
        happened=report.happened,
        months=months(report.happened.totals) if report.happened else None,
        needs={name: _needs(of_asset) for name, of_asset in cells.items()},
        levels=tuple(Level),
        states=tuple(State),
    )


def _by_asset(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    by_asset: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_asset[cell.asset].append(cell)
    return by_asset


def _needs(cells: Iterable[Cell]) -> list[tuple[str, Level, tuple[str, ...]]]:
    """What the finding types of an asset need, with its level and the Regions in which that is so."""
    regions: dict[tuple[str, Level], dict[str, None]] = defaultdict(dict)
    for cell in cells:
        for source, level in cell.needs:
            regions[source, level][cell.region] = None
    return [(source, level, tuple(sorted(found))) for (source, level), found in sorted(regions.items())]


def _where(row: Row) -> list[tuple[str, tuple[str, ...]]]:
    """Each address of a row once, with its stacks."""
    stacks: dict[str, list[str]] = defaultdict(list)
    for stack, address in row.resources:
        stacks[address].append(stack)
    return [(address, tuple(names)) for address, names in stacks.items()]


class _Shown(NamedTuple):
    """A kind of facts for a requirement: how many rows show something, in which states, and how many have gaps."""

    kind: str
    section: str
    present: int
    states: Mapping[State, int]
    gaps: int
    rows: int


def _kinds(answer: Answer) -> list[_Shown]:
    """Each that it names. A row that shows nothing, such as a service without a guardrail, is only among the gaps."""
    found: list[_Shown] = []
    for kind in answer.requirement.facts:
        rows = [each for each in answer.support if each.kind == kind]
        states = Counter(each.state for each in rows if not each.is_absent)
        gaps = sum(bool(each.gaps) for each in rows)
        found.append(_Shown(kind, KINDS[kind].section, states.total(), states, gaps, len(rows)))
    return found


def _named(row: Asset) -> str:
    """What the report says of an asset that no filter names."""
    naming = Naming(row.named)
    return "" if naming is Naming.NAMED else MEANINGS[naming]


def _class_of(value: Level | Coverage | Asset) -> str:
    if isinstance(value, Coverage):
        return _COVERAGE_CLASSES[value]
    return _LEVEL_CLASSES[value] if isinstance(value, Level) else ""
