"""The rules of ``diff``: each has an example that shows it, a mirror or a reason, and together they see everything."""

from dataclasses import fields
from pathlib import Path

import pytest

from compiler.change_pages import CODES, example, judged_example, markdown
from compiler.model import accounts, assets, export, filters, limits, lists, organization, program, routes, scans
from compiler.model.resources import Body
from compiler.review.replacements import REPLACE_RULES
from compiler.review.rule import Rule
from compiler.review.rules import RULES
from compiler.review.stacks import IGNORED, RECREATED_BY
from compiler.terraform.kinds import KINDS
from tests.conftest import ROOT

BY_CODE = {rule.code: rule for rule in RULES}
EXAMPLES = ROOT / "compiler" / "review" / "examples"

# What the rules compare of everything that is declared, by class and field; or why a field is not compared. A field
# that is new has to be decided on here.
LABEL = "where it is written, or what it is called, and not what it does"
ADOPTED = "taken-over"
FORMER = "which entry before it is"
MADE_FOR_IT = "what is made for it is in filters and routed: filter-narrowed and routing-narrowed see it"
COMPARED = {
    program.Program: {
        "organization": "below",
        "accounts": "account-removed",
        "filters": "filter-removed",
        "scans": "scan-narrowed",
        "routed": "routing-removed",
        "scan_results": "scan-results-removed",
        "tests": "test-weakened",
        "assets": "classification-lowered",
        "packs": "what they stand for is in the criteria of filters: filter-narrowed sees it",
        "acceptances": "warning-accepted",
        "owners": LABEL,
    },
    accounts.Account: {
        "account_id": "account-removed",
        "name": LABEL,
        "team": "account-moved",
        "role": "without it nothing is deployed into the account: scans are gone, and stack-gone says so",
        "owner": LABEL,
        "email": "used once, when the account becomes a member",
        "invitation": "used once, when the account becomes a member",
        "override": "protection-off",
        "existing": ADOPTED,
        "origin": LABEL,
    },
    accounts.Override: {
        "protections": "protection-off",
        "expires": "override-shortened",
        "reason": "override-answered",
        "ticket": "override-answered",
        "approved_by": "override-answered",
    },
    filters.Filter: {
        "team": "filter-renamed",
        "name": "filter-renamed",
        "action": "filters and suppressions are compared apart",
        "description": LABEL,
        "criteria": "filter-narrowed",
        "regions": "filter-left-region",
        "existing": ADOPTED,
        "justification": "suppression-shortened",
        "origin": LABEL,
        "tags": LABEL,
        "facts": "true of what it matches anyway",
        "members": "only packing fills it",
        "was": FORMER,
        "expected": "follows from the criteria",
        "is_shared": "who declares it, and not what it matches",
    },
    filters.Justification: {
        "reason": "suppression-answered",
        "expires": "suppression-shortened",
        "ticket": "suppression-answered",
        "approved_by": "suppression-answered",
        "is_narrowed": "the criteria say so",
    },
    filters.RoutedFindings: {
        "team": "routing-renamed",
        "name": "routing-renamed",
        "route": "routing-moved",
        "criteria": "routing-narrowed",
        "regions": "routing-left-region",
        "origin": LABEL,
        "tags": LABEL,
        "facts": "true of what is sent anyway",
        "was": FORMER,
        "expected": "follows from the criteria",
        "is_shared": "who declares it, and not what is sent",
    },
    scans.MalwareScan: {
        "team": LABEL,
        "name": LABEL,
        "bucket": "scan-narrowed",
        "account_id": "scan-moved",
        "region": "scan-moved",
        "prefixes": "scan-narrowed",
        "tag_objects": "scan-tags-off",
        "kms_key_arn": "scan-key-removed",
        "tags": LABEL,
        "origin": LABEL,
        "existing_plan": ADOPTED,
        "existing_role": ADOPTED,
    },
    scans.RoutedScanResults: {
        "team": LABEL,
        "name": LABEL,
        "route": "scan-results-moved",
        "bucket": "scan-results-removed",
        "account_id": "scan-moved",
        "region": "scan-moved",
        "statuses": "scan-results-removed",
        "tags": LABEL,
        "origin": LABEL,
    },
    program.FindingTest: {
        "team": "test-weakened",
        "finding": "test-weakened",
        "matches": "test-weakened",
        "not_matches": "test-weakened",
        "suppressed": "test-weakened",
        "routes": "test-weakened",
        "occurs": "test-weakened",
        "origin": LABEL,
    },
    organization.Organization: {
        "name": "every stack is called after it, so stack-gone says so",
        "versions": "versions-changed",
        "administrator": "administrator-changed",
        "management": "its stacks come and go, so stack-gone says so",
        "membership": "membership-mode",
        "regions": "region-removed",
        "publish_every": "publishing-slower",
        "existing_detectors": ADOPTED,
        "protections": "protection-off",
        "regional_protections": "protection-off",
        "lists": "threats-removed",
        "export": "export-off",
        "existing_exports": ADOPTED,
        "routes": "route-target-removed",
        "runtime_coverage_route": "coverage-route-removed",
        "packs": "what they stand for is in the criteria of filters: filter-narrowed sees it",
        "pack": "merges filters without changing what they match",
        "views": "views-off",
        "suppression_rules": "suppression-limit-loosened",
        "asset_rules": "classification-loosened",
        "owner": "approver-changed",
        "teams": "grant-widened",
        "backend": "state-moved",
        "aws_provider": "Terraform's own",
        "tags": LABEL,
        "origin": LABEL,
    },
    organization.Membership: {
        "mode": "membership-mode",
        "auto_enable": "auto-enable-lowered",
        "auto_enable_by_feature": "auto-enable-lowered",
    },
    organization.Protection: {
        "feature": "protection-off",
        "enabled": "protection-off",
        "agents": "protection-off",
        "in_organization": "follows from the feature",
    },
    lists.Lists: {
        "trusted": "trust-granted",
        "threats": "threats-removed",
        "bucket": "where entries are uploaded: another bucket recreates the files, and recreated says so",
    },
    lists.AddressList: {
        "name": "threats-removed",
        "location": "threats-unclear",
        "format": "threats-unclear",
        "activate": "threats-removed",
        "existing": ADOPTED,
        "was": "threats-removed",
        "entries": "threats-removed",
    },
    export.Export: {"bucket_arn": "export-moved", "kms_key_arn": "export-moved"},
    export.CreatedExport: {
        "bucket": "export-moved",
        "retention_days": "retention-shortened",
        "object_lock": "export-lock-loosened",
    },
    export.ObjectLock: {"mode": "export-lock-loosened", "days": "export-lock-loosened"},
    routes.Route: {
        "name": "route-target-removed",
        "targets": "route-target-removed",
        "message": "message-shortened",
        "role": "route-role",
        "dead_letters": "dead-letters-off",
        "retry": "retry-shortened",
        "topic": "route-target-removed",
        "was": FORMER,
    },
    routes.Retry: {"attempts": "retry-shortened", "seconds": "retry-shortened"},
    limits.SuppressionRules: {
        "max_days": "suppression-limit-loosened",
        "organization_wide": "suppression-reach-granted",
        "max_severity": "suppression-severity-loosened",
        "require": "suppression-keys-optional",
        "never_mute": "muting-allowed",
    },
    limits.AssetRules: {
        "classifications": "classification-loosened",
        "require_classification": "classification-optional",
        "require_protections": "protection-optional",
    },
    limits.Classification: {
        "watch": "classification-loosened",
        "malware_scan": "classification-loosened",
        "whole_scan": "classification-loosened",
        "route": "classification-loosened",
        "export": "classification-loosened",
    },
    limits.Grant: {
        "name": "grant-widened",
        "files": "grant-widened",
        "owner": "approver-changed",
        "accounts": "grant-widened",
        "filters": "grant-widened",
        "accept": "grant-widened",
        "override": "grant-widened",
        "adopt": "grant-widened",
    },
    program.AcceptedWarning: {
        "problem": "warning-accepted",
        "reason": LABEL,
        "team": "warning-accepted",
        "section": "warning-accepted",
        "entry": "warning-accepted",
        "origin": LABEL,
    },
    assets.Asset: {
        "team": LABEL,
        "owner": LABEL,
        "section": LABEL,
        "name": LABEL,
        "kind": LABEL,
        "naming": "follows from the section and what it names",
        "account_id": MADE_FOR_IT,
        "regions": MADE_FOR_IT,
        "names": MADE_FOR_IT,
        "facts": "classification-lowered",
        "filters": MADE_FOR_IT,
        "routes": MADE_FOR_IT,
        "mentions": "follows from what it names; only explain shows it",
        "origin": LABEL,
    },
}


@pytest.mark.parametrize("kind", COMPARED, ids=lambda kind: kind.__name__)
def test_every_field_is_compared_or_has_a_reason(kind: type) -> None:
    assert set(COMPARED[kind]) == {field.name for field in fields(kind)}
    assert all(" " in why or why in BY_CODE or why in CODES or why == "below" for why in COMPARED[kind].values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_mirror_or_a_reason_to_have_none(rule: Rule) -> None:
    mirror = BY_CODE[rule.mirror]
    assert (mirror.mirror, mirror.find) == (rule.code, rule.find)
    assert (rule is mirror) == bool(rule.waiver)
    assert rule is mirror or rule.is_mirror is not mirror.is_mirror


def test_codes_are_unique() -> None:
    codes = [rule.code for rule in RULES] + [rule.code for rule in REPLACE_RULES]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_a_rule_shows_it(code: str) -> None:
    assert code in {change.rule for change in judged_example(code).changes}


def test_every_example_is_of_a_rule() -> None:
    used = {example(code).file for code in CODES}
    assert {Path(name).stem for name in used} == {path.stem for path in EXAMPLES.glob("*.yaml")}


def test_every_resource_says_what_recreates_it() -> None:
    assert set(RECREATED_BY) == set(KINDS)
    for body, names in (*RECREATED_BY.items(), *IGNORED.items()):
        assert issubclass(body, Body)
        assert set(names) <= {field.name for field in fields(body)}  # type: ignore[arg-type]


def test_the_pages_in_docs_are_up_to_date() -> None:
    assert (ROOT / "docs" / "changes.md").read_text("utf-8") == markdown(CODES.values())
