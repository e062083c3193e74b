"""Program -> Plan: which stack owns what, and the filters of each Region in their ranks."""

from ..diagnostics import Diagnostic
from ..model.plan import Plan
from ..model.program import Program
from .filters import filter_problems, parts_of
from .moves import move_problems
from .rules import bus_problems, buses_of
from .scans import by_account_and_region
from .stacks import account_stacks, administrator_stack, management_stacks
from .uniqueness import name_problems


def plan(program: Program) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """One stack a Region in the administrator account, by the Regions' names.

    Before them come those that delegate to it, after them those of other accounts into which something
    is deployed. Beside the plan come the problems that only packing and naming show; with any of them,
    the plan has no stacks.
    """
    organization, scans = program.organization, by_account_and_region(program.scans)
    buses, problems = buses_of(program)
    administrators = []
    for region in organization.regions:
        excess = [*filter_problems(program, region)]
        filters = () if excess else parts_of(program, region)
        rules = buses[organization.administrator.account_id, region]
        administrators.append(administrator_stack(program, region, filters, scans, rules))
        problems += excess
    problems += bus_problems(buses, organization)
    stacks = (*management_stacks(organization), *administrators, *account_stacks(program, scans, buses))
    problems += (*name_problems(stacks), *move_problems(stacks))
    return Plan(organization.name, () if problems else stacks), tuple(problems)
