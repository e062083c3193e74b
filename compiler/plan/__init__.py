"""Program -> Plan: which stack owns what, and the filters of each Region in their ranks."""

from ..diagnostics import Diagnostic
from ..model.plan import Plan
from ..model.program import Program
from .filters import filter_problems, parts_of
from .moves import move_problems
from .route_access import log_policy_problems
from .routes import routed_patterns, routes_in_use, rule_problems
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
    administrators, problems = [], []
    for region in organization.regions:
        excess = [*filter_problems(program, region)]
        filters = () if excess else parts_of(program, region)
        routed, unroutable = routed_patterns(program, region)
        administrators.append(administrator_stack(program, region, filters, routed, scans))
        problems += [*excess, *unroutable]
        problems += rule_problems(routed, organization, region)
        problems += log_policy_problems(routes_in_use(routed, organization), organization, region)
    stacks = (*management_stacks(organization), *administrators, *account_stacks(program, scans))
    problems += (*name_problems(stacks), *move_problems(stacks))
    return Plan(organization.name, () if problems else stacks), tuple(problems)
