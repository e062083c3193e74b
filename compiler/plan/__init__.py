"""Program -> Plan: which stack owns what, and the filters of each in their ranks."""

from compiler.diagnostics import Diagnostic
from compiler.model.plan import Plan
from compiler.model.program import Program
from compiler.plan.filters import filter_problems, parts_of, ranked
from compiler.plan.routes import route_problems
from compiler.plan.scans import scan_problems
from compiler.plan.stacks import account_stacks, administrator_stack, management_stack


def plan(program: Program) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """One stack a Region in the administrator account, by the Regions' names.

    Before them stand those that delegate to it, behind them those of other accounts that something
    is deployed into. Beside the plan come the limits that only packing shows to be exceeded; where
    one is an error, the plan has no stacks.
    """
    organization = program.organization
    parts = {region: parts_of(program, region) for region in organization.regions}
    problems = [p for region, here in parts.items() for p in filter_problems(here, program, region)]
    problems += [*scan_problems(program.scans), *route_problems(program)]
    if problems:
        return Plan(organization.name, ()), tuple(problems)
    management = organization.management
    delegations = [management_stack(organization, management, region) for region in parts] if management else []
    stacks = [administrator_stack(program, region, ranked(here)) for region, here in parts.items()]
    return Plan(organization.name, (*delegations, *stacks, *account_stacks(program))), ()
