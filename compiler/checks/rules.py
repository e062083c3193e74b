"""Rules: what the organization requires of assets and suppressions."""

from collections.abc import Iterator

from ..catalog.finding_types import AI_PROTECTION, of_protection
from ..diagnostics import Diagnostic
from ..language.team.datasets import DatasetSpec
from ..language.team.suppressions import SuppressionSpec
from . import protections
from .classified import assets, breaches_of_asset, breaches_of_dataset
from .company import Company
from .reach import archivable_types, names_types, reached_above, some


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
        if not name and document.spec.rules.require_classification:
            message = f"dataset {dataset.spec.name} has no classification, which the organization requires"
            related = (("the rule is here", document.span("rules", "require_classification")),)
            yield Diagnostic("rule-breach", message, dataset.span("name"), "add classification: …", related)
        rule = document.spec.rules.classifications.get(name)
        breaches = breaches_of_dataset(document.spec, rule, dataset.spec) if rule else []
        if breaches:
            message = f"dataset {dataset.spec.name} is classified as {name}, but {_listed(breaches)}"
            related = ((f"the rule for {name} is here", document.span("rules", "classifications", name)),)
            yield Diagnostic("rule-breach", message, dataset.span("name"), related=related)


def classified_assets(company: Company) -> Iterator[Diagnostic]:
    """An identity, workload, database or model does what is required for its classification: `watch` and `route`.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        protections: {rds: true}
        rules: {classifications: {restricted: {route: true}}}
        ---
        team: fraud
        databases:
          - {name: kb, cluster: kb, account: administrator, region: us-east-1, classification: restricted}
    """
    document = company.document
    if document is None:
        return
    for declared in assets(company):
        name = declared.spec.classification or ""
        rule = document.spec.rules.classifications.get(name)
        breaches = breaches_of_asset(rule, declared.spec) if rule else []
        if breaches:
            message = f"{declared.team}.{declared.spec.name} is classified as {name}, but {_listed(breaches)}"
            related = ((f"the rule for {name} is here", document.span("rules", "classifications", name)),)
            yield Diagnostic("rule-breach", message, declared.span("name"), related=related)


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


def never_muted(company: Company) -> Iterator[Diagnostic]:
    """A suppression does not archive findings that the organization never lets be muted.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        rules: {suppressions: {never_mute: [policy]}}
        ---
        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: root-user
            reason: We use the root user
            expires: 2027-12-31
            where: {type: {equals: ["Policy:IAMUser/RootCredentialUsage"]}, accountId: {equals: [prod]}}
    """
    document = company.document
    types = document.spec.rules.suppressions.never_muted_types if document else frozenset()
    for suppression in company.suppressions if document and types else ():
        names = tuple(kind.name for kind in archivable_types(suppression.criteria) if kind.name in types)
        if document and names:
            what = f"suppression {suppression.full_name} can archive"
            message = f"{what} findings that rules.suppressions.never_mute protects: {some(names)}"
            related = (("the rule is here", document.span("rules", "suppressions", "never_mute")),)
            help_ = "list the types that you mean in where, without these"
            yield Diagnostic("rule-breach", message, suppression.origin.span, help_, related)


def severity_limit_without_ai(company: Company) -> Iterator[Diagnostic]:
    """The limit on the severity does not stop suppressions of AI Protection findings, which are always Low.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        protections: {ai: true}
        rules: {suppressions: {max_severity: low}}
        ---
        team: fraud
        services: [{name: scorer, service: bedrock, account: administrator}]
    """
    document = company.document
    if document is None or "ai" not in document.spec.protections.switched_on():
        return
    limits = document.spec.rules.suppressions
    if limits.max_severity and not of_protection(AI_PROTECTION) <= limits.never_muted_types:
        message = "max_severity does not keep AI Protection findings from being muted: they are always Low"
        span = document.span("rules", "suppressions", "max_severity")
        yield Diagnostic("max-severity-misses-ai", message, span, "add never_mute: [ai] beside it")


def required_protections(company: Company) -> Iterator[Diagnostic]:
    """A filter needs a protection that the organization requires, and it is off there.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        rules: {require_protections: [s3]}
        ---
        team: fraud
        datasets:
          - {name: raw, bucket: acme-raw, account: administrator, region: us-east-1, watch: [exfiltration]}
    """
    sources, document = protections.required(company), company.document
    for shortfall in company.shortfalls if document else ():
        breach = shortfall.of(sources)
        if document and breach:
            message = f"{protections.share(breach)} {protections.lacking(company, breach)}"
            related = (("the rule is here", document.span("rules", "require_protections")),)
            help_ = protections.remedy(breach)
            yield Diagnostic("rule-breach", message, breach.origin.span, help_, related)


def _listed(clauses: list[str]) -> str:
    *others, last = clauses
    return f"{', '.join(others)}, and {last}" if others else last
