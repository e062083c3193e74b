"""Overrides: an account that turns off a protection of the organization, which is stronger than any suppression."""

from collections.abc import Iterator

from ..catalog.protections import PROTECTIONS
from ..diagnostics import Diagnostic
from ..language.team.accounts import AccountSpec, Overrides
from ..model.organization import Protection
from .company import Company, Declared, Document


def answers(company: Company) -> Iterator[Diagnostic]:
    """With ``teams``, an override that turns something off needs what a suppression needs.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: organization, auto_enable: new}
        regions: [us-east-1]
        protections: {s3: true}
        teams: {fraud: {files: "**", accounts: ["123456789012"], override: [s3]}}
        ---
        team: fraud
        accounts:
          - {name: lab, id: "123456789012", email: aws-lab@example.com, protections: {s3: false}}
        datasets: [{name: raw, bucket: acme-raw, account: lab, region: us-east-1}]
        filters: [{name: severe, where: {severity: {at_least: high}}}]
    """
    document = company.document
    if document is None or not document.spec.teams:
        return
    required = ("reason", "expires", *(document.spec.rules.suppressions.require or ()))
    for account in company.of(AccountSpec):
        written = account.spec.protections
        missing = [key for key in required if written and getattr(written, key) is None]
        off = _turned_off(document, written) if written else []
        if off and missing:
            yield _diagnostic(account, off, missing)


def _turned_off(document: Document, written: Overrides) -> list[str]:
    """The protections that the organization has on in some Region, at least an agent of them, and the account off."""
    organization = document.organization
    somewhere = [p for region in organization.regions for p in organization.protections_in(region)]
    off = {o.feature for o in written.overrides() for p in somewhere if p.feature == o.feature and _is_less(o, p)}
    return [f"protections.{name}" for name, known in PROTECTIONS.items() if known.feature in off]


def _is_less(override: Protection, organization: Protection) -> bool:
    agents = dict(override.agents)
    agents_off = any(is_on and not agents.get(name) for name, is_on in organization.agents)
    return organization.enabled and (not override.enabled or agents_off)


def _diagnostic(account: Declared[AccountSpec], off: list[str], missing: list[str]) -> Diagnostic:
    message = f"account {account.spec.name} turns off {', '.join(off)} without {', '.join(missing)}"
    help_ = f"add to its protections: {', '.join(f'{key}: …' for key in missing)}"
    return Diagnostic("unexplained-override", message, account.span("protections"), help_)
