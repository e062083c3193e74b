"""The rules of Program: a module for each subject. A new rule is a function and a line in its module's ``RULES``."""

from ..rule import Rule
from . import (
    accounts,
    asset_rules,
    export,
    filters,
    grants,
    lists,
    organization,
    protections,
    routed,
    routes,
    scan_results,
    scans,
    spec_tests,
    suppression_rules,
    suppressions,
)

RULES: tuple[Rule, ...] = (
    *filters.RULES,
    *suppressions.RULES,
    *routed.RULES,
    *routes.RULES,
    *accounts.RULES,
    *protections.RULES,
    *organization.RULES,
    *lists.RULES,
    *scans.RULES,
    *scan_results.RULES,
    *export.RULES,
    *spec_tests.RULES,
    *suppression_rules.RULES,
    *asset_rules.RULES,
    *grants.RULES,
)
"""Every rule of what is declared; those of what Terraform does are in ``replacements``."""
