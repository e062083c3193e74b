"""Muting: what a suppression archives that its author may not have meant."""

from collections.abc import Iterator

from compiler.catalog.finding_types import AI_PROTECTION
from compiler.checks.company import Company
from compiler.checks.reach import archivable_types, names_types, reached_above, reached_types, some
from compiler.diagnostics import Diagnostic
from compiler.language.team.suppressions import SuppressionSpec
from compiler.model.program import Filter

_ATTACK_SEQUENCE = "AttackSequence"


def without_accounts(company: Company) -> Iterator[Diagnostic]:
    """A suppression that does not name accounts is limited to those of its team that meet its condition.

    Example::

        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2027-12-31
            where: {type: {equals: ["Recon:EC2/Portscan"]}}
    """
    conditions = {declared.span("name"): declared.spec.where for declared in company.of(SuppressionSpec)}
    for suppression in company.suppressions:
        if suppression.justification and suppression.justification.is_narrowed:
            accounts = f"limited to team {suppression.team}'s accounts"
            what = f"has no accountId condition: {accounts}"
            if "accountId" in conditions[suppression.origin.span]:
                what = f"does not name accounts with equals: {accounts} that meet its condition"
            message = f"suppression {suppression.full_name} {what}"
            help_ = "add accountId: {equals: […]} to where"
            yield Diagnostic("narrowed-suppression", message, suppression.origin.span, help_)


def without_types(company: Company) -> Iterator[Diagnostic]:
    """A suppression without a condition on the type archives findings of every type.

    Example::

        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: lab
            reason: Only a lab
            expires: 2027-12-31
            where: {accountId: {equals: [prod]}}
    """
    for suppression in company.suppressions:
        if not names_types(suppression.criteria):
            types = "it archives every type, including AI Protection and attack sequences"
            message = f"suppression {suppression.full_name} has no type condition: {types}"
            help_ = "add type: {equals: […]} to where"
            yield Diagnostic("broad-suppression", message, suppression.origin.span, help_)


def severe_findings(company: Company) -> Iterator[Diagnostic]:
    """A suppression can archive findings that are High or Critical.

    Example::

        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2027-12-31
            where: {type: {equals: ["UnauthorizedAccess:EC2/MetadataDNSRebind"]}, accountId: {equals: [prod]}}
    """
    for suppression in _with_types(company):
        severe = reached_above(suppression.criteria, "medium")
        if severe:
            message = f"suppression {suppression.full_name} can archive High or Critical findings: {some(severe)}"
            help_ = "add severity: {equals: [low, medium]} to where"
            yield Diagnostic("mutes-severe", message, suppression.origin.span, help_)


def ai_findings(company: Company) -> Iterator[Diagnostic]:
    """A suppression archives findings of AI Protection, which are all Low.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        protections: {ai: true}
        ---
        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: exercise
            reason: A red team exercise
            expires: 2027-12-31
            where: {type: {equals: ["Impact:IAMUser/CostHarvesting"]}, accountId: {equals: [prod]}}
    """
    for suppression in _with_types(company):
        names = tuple(kind.name for kind in archivable_types(suppression.criteria) if kind.needs == AI_PROTECTION)
        if names:
            what = f"AI Protection findings, which are always Low: {some(names)}"
            message = f"suppression {suppression.full_name} archives {what}"
            yield Diagnostic("mutes-ai-findings", message, suppression.origin.span)


def attack_sequences(company: Company) -> Iterator[Diagnostic]:
    """A suppression archives attack sequences.

    Example::

        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: exercise
            reason: A red team exercise
            expires: 2027-12-31
            where:
              type: {equals: ["AttackSequence:IAM/CompromisedCredentials"]}
              accountId: {equals: [prod]}
              severity: {less_than: 7}
    """
    for suppression in _with_types(company):
        kinds = reached_types(suppression.criteria)
        sequences = tuple(kind.name for kind in kinds if kind.purpose == _ATTACK_SEQUENCE)
        if sequences:
            message = f"suppression {suppression.full_name} archives attack sequences: {some(sequences)}"
            yield Diagnostic("mutes-attack-sequences", message, suppression.origin.span)


def _with_types(company: Company) -> Iterator[Filter]:
    """The suppressions with a condition on the type; for the others that is reported, and not every type."""
    return (suppression for suppression in company.suppressions if names_types(suppression.criteria))
