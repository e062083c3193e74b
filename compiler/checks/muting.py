"""Muting: what a suppression archives that its author may not have meant."""

from collections.abc import Iterable, Iterator

from ..catalog.finding_types import AI_PROTECTION, all_types
from ..diagnostics import Diagnostic
from ..language.team.suppressions import SuppressionSpec
from ..model.filters import Filter
from .company import Company
from .reach import archivable_types, matching_types, names_types, reached_above, some
from .visibility import scope_of

_ATTACK_SEQUENCE = "AttackSequence"
_SHORT = 5  # accounts that a help repeats
_WEAKENS = "; GuardDuty also leaves archived findings out of attack sequences"
_LEAVE_OUT = "leave these types out, or accept this with a reason"


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
            help_ = f"add accountId: {{equals: [{_accounts(company, suppression)}]}} to where"
            yield Diagnostic("narrowed-suppression", message, suppression.origin.span, help_)


def _accounts(company: Company, suppression: Filter) -> str:
    """The accounts that it is limited to, as an author writes them, if a help can repeat them."""
    limit = next(criterion.equals for criterion in suppression.criteria if criterion.field == "accountId")
    names = [company.account_names.get(account, account).rpartition(".")[2] for account in limit]
    return ", ".join(names) if len(names) <= _SHORT else "…"


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
            types = f"it archives every type{_including(suppression)}"
            message = f"suppression {suppression.full_name} has no type condition: {types}"
            help_ = "add type: {equals: […]} to where"
            yield Diagnostic("broad-suppression", message, suppression.origin.span, help_)


def severe_findings(company: Company) -> Iterator[Diagnostic]:
    """A suppression can archive findings that are High or Critical, attack sequences aside.

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
        severe = tuple(n for n in reached_above(suppression.criteria, "medium") if not _is_attack_sequence(n))
        if severe:
            message = f"suppression {suppression.full_name} can archive High or Critical findings: {some(severe)}"
            help_ = _LEAVE_OUT if _always_severe(severe) else "add severity: {equals: [low, medium]} to where"
            yield Diagnostic("mutes-severe", message, suppression.origin.span, help_)


def ai_findings(company: Company) -> Iterator[Diagnostic]:
    """A suppression archives findings of AI Protection, which are all Low, and are signals of attack sequences.

    Extended Threat Detection leaves archived findings out (user guide, guardduty-extended-threat-detection), and has
    AI Protection among its signals since 17 September 2026.

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
        if names and _has_ai_protection(company, suppression):
            what = f"AI Protection findings, which are always Low: {some(names)}"
            message = f"suppression {suppression.full_name} archives {what}{_WEAKENS}"
            yield Diagnostic("mutes-ai-findings", message, suppression.origin.span, _LEAVE_OUT)


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
    """
    for suppression in _with_types(company):
        sequences = tuple(filter(_is_attack_sequence, reached_above(suppression.criteria, "high")))
        if sequences:
            message = f"suppression {suppression.full_name} archives attack sequences: {some(sequences)}"
            yield Diagnostic("mutes-attack-sequences", message, suppression.origin.span, _LEAVE_OUT)


def _with_types(company: Company) -> Iterator[Filter]:
    """The suppressions with a condition on the type; for the others that is reported, and not every type."""
    return (suppression for suppression in company.suppressions if names_types(suppression.criteria))


def _is_attack_sequence(name: str) -> bool:
    return all_types()[name].purpose == _ATTACK_SEQUENCE


def _always_severe(names: Iterable[str]) -> bool:
    """Whether a condition on the severity would leave nothing of the types."""
    return not any(all_types()[name].severity_varies for name in names)


def _has_ai_protection(company: Company, suppression: Filter) -> bool:
    """Whether AI Protection is on for findings that the suppression can archive, as far as the specs say."""
    visibility, source = company.visibility, frozenset((AI_PROTECTION,))
    return visibility is not None and not visibility.missing(source, scope_of(suppression))[1]


def _including(suppression: Filter) -> str:
    """Which of the types that nobody would mute on purpose the conditions leave in, as a part of a sentence."""
    kinds = matching_types(suppression.criteria)
    kept = {
        "AI Protection": any(kind.needs == AI_PROTECTION for kind in kinds),
        "attack sequences": any(kind.purpose == _ATTACK_SEQUENCE for kind in kinds),
    }
    names = " and ".join(name for name, is_kept in kept.items() if is_kept)
    return f", including {names}" if names else " that its severity condition allows"
