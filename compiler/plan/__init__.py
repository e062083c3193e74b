"""Program -> Plan: which stack owns what, and the filters of each Region in their ranks."""

from ..diagnostics import Diagnostic
from ..model.plan import Plan
from ..model.program import Program
from .filters import filter_problems, parts_in
from .fitting import fitted_filters, merged_problems
from .moves import move_problems
from .rules import bus_problems, buses_of
from .scans import by_account_and_region
from .stacks import account_stacks, administrator_stack, management_stacks
from .uniqueness import name_problems


def plan(program: Program) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """One stack a Region in the administrator account, by the Regions' names.

    Before them come those that delegate to it, after them those of other accounts into which something
    is deployed. Beside the plan come the problems that only packing and naming show; with an error among
    them, the plan has no stacks.
    """
    organization, scans = program.organization, by_account_and_region(program.scans)
    buses, merged_rules, problems = buses_of(program)
    merged = [*merged_rules]
    administrators = []
    for region in organization.regions:
        fitted = fitted_filters(program.filters, organization, region)
        limits = [*filter_problems(fitted, program, region)]
        has_room = not any(problem.is_error for problem in limits)
        filters = parts_in(fitted.filters, region, organization.existing_detectors) if has_room else ()
        rules = buses[organization.administrator.account_id, region]
        administrators.append(administrator_stack(program, region, filters, scans, rules))
        problems += limits
        merged += [fitted.merged] if fitted.merged and has_room else []
    problems += bus_problems(buses, organization)
    stacks = (*management_stacks(organization), *administrators, *account_stacks(program, scans, buses))
    problems += (*name_problems(stacks), *move_problems(stacks), *merged_problems(merged, organization))
    is_broken = any(problem.is_error for problem in problems)
    return Plan(organization.name, () if is_broken else stacks, organization.pack, tuple(merged)), tuple(problems)
