"""What the organization's rules ask of datasets and suppressions, and what a suppression may reach."""

from collections.abc import Iterable, Iterator

from compiler.diagnostics import Diagnostic, Problem, suggest
from compiler.language.base.section import Section
from compiler.language.organization.document import OrganizationSpec
from compiler.language.organization.rules import Classification
from compiler.language.team.datasets import DatasetSpec
from compiler.language.team.suppressions import SuppressionSpec
from compiler.link.company import Company
from compiler.link.reach import names_types, reached_above, some
from compiler.model.program import Asked, Filter
from compiler.validate import Checked, Entry


def rule_problems(checked: Checked, company: Company, lowered: Iterable[Asked]) -> Iterator[Diagnostic]:
    """Breaches of the rules, at the team's line, with the rule's line beside it."""
    if company.organization is None or company.organization.spec is None:
        return
    organization, spec = company.organization, company.organization.spec
    yield from _unknown_teams(checked, organization, spec)
    for team, _, entry in checked.entries():
        if isinstance(entry.spec, DatasetSpec):
            yield from _classification(organization, spec, entry, entry.spec)
        if isinstance(entry.spec, SuppressionSpec):
            yield from _unsaid(organization, spec, entry, entry.spec)
            yield from _foreign(company, spec, team, entry, entry.spec)
    for asked in lowered:
        if isinstance(asked, Filter) and asked.justification:
            yield from _too_severe(organization, spec, asked)


def _unknown_teams(
    checked: Checked, organization: Entry[OrganizationSpec], spec: OrganizationSpec
) -> Iterator[Diagnostic]:
    teams = sorted({team.head.name for team in checked.teams if team.head.name})
    for index, name in enumerate(spec.rules.suppressions.organization_wide):
        if name not in teams and checked.complete:
            path, choice = ("rules", "suppressions", "organization_wide", index), suggest(name, teams, "teams")
            problem = Problem(path, "unknown-reference", f"there is no team {name!r}", choice=choice)
            yield organization.diagnostic(problem)


def _classification(
    organization: Entry[OrganizationSpec], spec: OrganizationSpec, entry: Entry[Section], dataset: DatasetSpec
) -> Iterator[Diagnostic]:
    known, name = spec.rules.classifications, dataset.classification
    if not known or name is None:
        return
    if name not in known:
        message, choice = f"the organization has no classification {name!r}", suggest(name, known, "classifications")
        yield entry.diagnostic(Problem(("classification",), "unknown-reference", message, choice=choice))
        return
    found = _breaches(spec, known[name], dataset)
    if found:
        related = ((f"the rule for {name} is here", organization.span("rules", "classifications", name)),)
        message = f"{dataset.name} is {name}, and {', '.join(found)}"
        yield Diagnostic("rule-breach", message, entry.span("name"), related=related)


def _breaches(spec: OrganizationSpec, rule: Classification, dataset: DatasetSpec) -> list[str]:
    """What a dataset misses, each as the end of a sentence."""
    unwatched = [word for word in rule.watch or () if not dataset.watches(word)]
    breaches = {
        f"does not watch {', '.join(unwatched)}": bool(unwatched),
        "has no malware_scan": rule.malware_scan and dataset.malware_scan is None,
        "has no route": rule.route and dataset.route is None,
        "is in an organization without export": rule.export and spec.export is None,
    }
    return [what for what, is_breach in breaches.items() if is_breach]


def _unsaid(
    organization: Entry[OrganizationSpec], spec: OrganizationSpec, entry: Entry[Section], suppression: SuppressionSpec
) -> Iterator[Diagnostic]:
    for key in spec.rules.suppressions.require or ():
        if getattr(suppression, key) is None:
            message = f"suppression {suppression.name} does not say {key}"
            related = (("the rule is here", organization.span("rules", "suppressions", "require")),)
            yield Diagnostic("rule-breach", message, entry.span("name"), f"add {key}: …", related)


def _foreign(
    company: Company, spec: OrganizationSpec, team: str, entry: Entry[Section], suppression: SuppressionSpec
) -> Iterator[Diagnostic]:
    """Accounts of others, and nothing to narrow it to."""
    if team in spec.rules.suppressions.organization_wide:
        return
    account, names, own = suppression.where.get("accountId"), company.accounts_of(team), company.ids_of(team)
    help_ = f"add {team} to rules.suppressions.organization_wide in the organization document, if it may"
    for index, value in enumerate(account.equals or () if account else ()):
        if names.get(str(value), own) not in own:
            message = f"{value} is not an account of team {team}, and a suppression reaches its own team only"
            path = ("where", "accountId", "equals", index)
            yield Diagnostic("foreign-account", message, entry.span(*path), help_)
    if not own and not (account and account.equals):
        message = f"team {team} has no accounts that this suppression could hold for"
        yield Diagnostic("foreign-account", message, entry.span("name"), help_)


def _too_severe(
    organization: Entry[OrganizationSpec], spec: OrganizationSpec, suppression: Filter
) -> Iterator[Diagnostic]:
    level = spec.rules.suppressions.max_severity
    severe = reached_above(suppression.criteria, level) if level else ()
    if severe:
        reached = some(severe) if names_types(suppression.criteria) else "any type"
        message = f"{suppression.full_name} may mute findings above {level}: {reached}"
        related = (("the rule is here", organization.span("rules", "suppressions", "max_severity")),)
        help_ = f"add severity to where, so that nothing above {level} is left"
        yield Diagnostic("rule-breach", message, suppression.origin.span, help_, related)
