"""Program, Plan -> Facts."""

from collections.abc import Iterable, Iterator
from datetime import date

from ..findings.spec_tests import Result
from ..model.plan import Plan
from ..model.program import Program
from .decisions import acceptances, overrides
from .facts import Cell, Facts, Stack
from .inventory import Inventory
from .keeping import protections, retention, routes
from .mutes import mutes
from .rows import Resource
from .settings import Settings
from .since import Beginnings
from .traces import Traces, place_of
from .watching import Watching


def facts_of(program: Program, plan: Plan, results: Iterable[Result], as_of: date, began: Beginnings) -> Facts:
    """What the specs show on a day. ``results`` are of the tests in the specs, ``began`` of their history."""
    traces, settings = Traces(plan, results), Settings(program, plan)
    inventory, muted = Inventory(program, traces, settings), mutes(program, as_of, traces, began)
    watching = Watching(settings, traces, program.organization.administrator.account_id)
    cells: dict[str, list[Cell]] = {}
    for asset in sorted(program.assets, key=lambda asset: asset.full_name):
        cells.setdefault(asset.full_name, []).extend(watching.cells(asset, inventory.filters_of(asset)))
    return Facts(
        organization=program.organization.name,
        as_of=as_of,
        regions=program.organization.regions,
        protections=tuple(protections(program, settings, traces)),
        accounts=tuple(inventory.accounts()),
        assets=tuple(inventory.assets(cells, muted)),
        cells=tuple(cell for of_asset in cells.values() for cell in of_asset),
        mutes=muted,
        overrides=overrides(program, as_of, traces, began),
        acceptances=acceptances(program, began),
        routes=tuple(routes(program, traces)),
        retention=tuple(retention(program, traces)),
        stacks=tuple(_stacks(program, plan)),
    )


def _stacks(program: Program, plan: Plan) -> Iterator[Stack]:
    """In the order in which they can be applied."""
    for stack in plan.stacks:
        yield Stack(
            spec=place_of(program.organization.origin),
            resources=(Resource(stack.name, ""),),
            name=stack.name,
            account_id=stack.provider.account_id,
            region=stack.provider.region,
            blocks=len(stack.resources),
        )
