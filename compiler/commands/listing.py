"""``filters``: what stands in each Region, whose it is, and how much of GuardDuty's limit is used."""

import argparse
import json
from collections.abc import Iterator

from compiler.catalog import quotas
from compiler.commands.printing import CLEAN, report
from compiler.diagnostics import SpecError
from compiler.model.program import Program
from compiler.pipeline import compile_specs
from compiler.plan.filters import Part, parts_of


def list_filters(options: argparse.Namespace) -> int:
    try:
        program = compile_specs(options.specs).program
    except SpecError as error:
        return report(options, error.diagnostics)
    regions = {region: parts_of(program, region) for region in program.organization.regions}
    if options.format == "json":
        print(json.dumps({region: [*_data(parts, program)] for region, parts in regions.items()}, indent=2))
    else:
        print("\n\n".join("\n".join(_text(region, parts, program)) for region, parts in regions.items()))
    return CLEAN


def _text(region: str, parts: tuple[Part, ...], program: Program) -> Iterator[str]:
    yield f"{region}: {len(parts)} of {quotas.FILTERS_PER_DETECTOR} filters"
    rows = [[str(row[key]) for key in ("rank", "name", "action", "owner")] for row in _data(parts, program)]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    for row, part in zip(rows, parts, strict=True):
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if part.asked.members:
            yield f"  {' ' * widths[0]}  merged: {', '.join(part.asked.members)}"


def _data(parts: tuple[Part, ...], program: Program) -> Iterator[dict[str, object]]:
    for rank, part in enumerate(parts, start=1):
        tags = part.asked.tags
        is_shared = part.asked.team == program.organization.name and part.asked.members
        yield {
            "rank": rank,
            "name": part.name,
            "action": part.asked.action.value,
            "owner": tags.get("owner") or tags.get("team") or ("several teams" if is_shared else part.asked.team),
            "merged": list(part.asked.members),
            "spec": part.asked.origin.label,
        }
