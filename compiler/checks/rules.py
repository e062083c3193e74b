"""Rules: what the organization requires of datasets and suppressions."""

from collections.abc import Iterator

from compiler.checks.company import Company
from compiler.checks.reach import names_types, reached_above, some
from compiler.diagnostics import Diagnostic
from compiler.language.organization.document import OrganizationSpec
from compiler.language.organization.rules import Classification
from compiler.language.team.datasets import DatasetSpec
from compiler.language.team.suppressions import SuppressionSpec


def classifications(company: Company) -> Iterator[Diagnostic]:
    """A dataset has what the rule for its classification requires.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        rules: {classifications: {restricted: {malware_scan: true}}}
        ---
        team: fraud
        datasets:
          - {name: raw, bucket: acme-raw, account: administrator, region: us-east-1, classification: restricted}
    """
    document = company.document
    if document is None:
        return
    for dataset in company.of(DatasetSpec):
        name = dataset.spec.classification or ""
        rule = document.spec.rules.classifications.get(name)
        breaches = _breaches(document.spec, rule, dataset.spec) if rule else []
        if breaches:
            message = f"dataset {dataset.spec.name} is classified as {name}, but {_listed(breaches)}"
            related = ((f"the rule for {name} is here", document.span("rules", "classifications", name)),)
            yield Diagnostic("rule-breach", message, dataset.span("name"), related=related)


def required_keys(company: Company) -> Iterator[Diagnostic]:
    """A suppression has the keys that the organization requires.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        rules: {suppressions: {require: [ticket]}}
        ---
        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2027-12-31
            where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [prod]}}
    """
    document = company.document
    if document is None:
        return
    for suppression in company.of(SuppressionSpec):
        for key in document.spec.rules.suppressions.require or ():
            if getattr(suppression.spec, key) is None:
                message = f"suppression {suppression.spec.name} has no {key}, which the organization requires"
                related = (("the rule is here", document.span("rules", "suppressions", "require")),)
                yield Diagnostic("rule-breach", message, suppression.span("name"), f"add {key}: …", related)


def severity_limit(company: Company) -> Iterator[Diagnostic]:
    """A suppression archives no findings above the severity that the organization allows.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        rules: {suppressions: {max_severity: low}}
        ---
        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2027-12-31
            where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [prod]}}
    """
    document = company.document
    level = document.spec.rules.suppressions.max_severity if document else None
    if document is None or level is None:
        return
    for suppression in company.suppressions:
        severe = reached_above(suppression.criteria, level)
        if severe:
            types = some(severe) if names_types(suppression.criteria) else "any type"
            message = f"suppression {suppression.full_name} can archive findings above {level}: {types}"
            related = (("the rule is here", document.span("rules", "suppressions", "max_severity")),)
            help_ = f"add severity to where, so that it excludes findings above {level}"
            yield Diagnostic("rule-breach", message, suppression.origin.span, help_, related)


def _breaches(organization: OrganizationSpec, rule: Classification, dataset: DatasetSpec) -> list[str]:
    """What a dataset lacks, each as the end of a sentence."""
    unwatched = [word for word in rule.watch or () if not dataset.watches(word)]
    breaches = {
        f"it does not watch {', '.join(unwatched)}": bool(unwatched),
        "it has no malware_scan": rule.malware_scan and dataset.malware_scan is None,
        "it has no route": rule.route and dataset.route is None,
        "the organization has no export": rule.export and organization.export is None,
    }
    return [what for what, is_breach in breaches.items() if is_breach]


def _listed(clauses: list[str]) -> str:
    *others, last = clauses
    return f"{', '.join(others)}, and {last}" if others else last
