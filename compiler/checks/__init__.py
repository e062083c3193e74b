"""Linked -> problems: what only the company as a whole shows to be wrong.

A check is a function in a module about one subject. Its docstring has the smallest spec that it refuses.
"""

from collections.abc import Callable, Iterator
from datetime import date

from ..diagnostics import Diagnostic, by_place
from ..link import Linked
from . import (
    adopted_roles,
    ai_findings,
    availability,
    buckets,
    coverage,
    expiry,
    finding_files,
    grants,
    limits,
    membership,
    muting,
    overrides,
    ownership,
    protections,
    renames,
    routes,
    rules,
    shadowing,
    uniqueness,
    views,
)
from .acceptance import without_accepted
from .company import Company, company_of

Check = Callable[[Company], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    uniqueness.organization_documents,
    uniqueness.account_ids,
    uniqueness.account_emails,
    uniqueness.entry_names,
    uniqueness.filter_names,
    uniqueness.scanned_buckets,
    buckets.in_one_place,
    buckets.declared_once,
    uniqueness.team_owners,
    renames.teams,
    renames.entries,
    renames.routes,
    renames.lists,
    membership.invitations,
    membership.adopted_members,
    membership.protections_of_invited,
    membership.protections_under_a_policy,
    membership.deployment_roles,
    rules.classifications,
    rules.classified_assets,
    rules.required_keys,
    rules.severity_limit,
    rules.severity_limit_without_ai,
    rules.never_muted,
    rules.required_protections,
    ownership.suppressed_accounts,
    ownership.scanned_accounts,
    grants.teams,
    grants.files,
    grants.accounts,
    grants.assets,
    grants.filters,
    grants.acceptances,
    grants.overrides,
    grants.adoptions,
    adopted_roles.in_the_account,
    adopted_roles.not_terraforms_own,
    overrides.answers,
    routes.reachable_targets,
    routes.archived_routes,
    routes.accounts_of_targets,
    routes.uncovered_runtime,
    shadowing.shadowed_filters,
    shadowing.partly_shadowed_filters,
    shadowing.duplicate_filters,
    protections.never_detected,
    protections.partly_detected,
    protections.unscanned_buckets,
    protections.unused_protections,
    availability.types,
    coverage.regions,
    coverage.accounts,
    muting.without_accounts,
    muting.without_types,
    muting.severe_findings,
    muting.ai_findings,
    muting.attack_sequences,
    ai_findings.excluded_types,
    ai_findings.excluded_from_routes,
    views.adopted_filters,
    limits.members,
    limits.scans,
    limits.fields_of_the_partition,
    finding_files.existing,
    expiry.expired,
    expiry.too_late,
    expiry.soon,
)


def check(linked: Linked, as_of: date | None = None) -> tuple[Diagnostic, ...]:
    """The problems of all stages so far, by place, without those that are accepted.

    Only with ``as_of`` is the end of suppressions compared with a day: what is compiled does not depend
    on the clock.
    """
    company = company_of(linked, as_of)
    problems = [problem for run in CHECKS for problem in run(company)]
    return by_place(without_accepted(company, (*linked.problems, *problems)))
