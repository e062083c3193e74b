"""Checks of the company as a whole; what they print is in tests/errors."""

from collections import Counter
from collections.abc import Callable
from cProfile import Profile
from datetime import date
from pathlib import Path
from pstats import Stats
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.checks import CHECKS, Check, check
from compiler.checks.acceptance import without_accepted
from compiler.checks.archiving import Archivers, Archiving
from compiler.checks.company import company_of
from compiler.checks.coverage import WatchedAccounts
from compiler.checks.reach import reached_above
from compiler.docstrings import examples, repeated
from compiler.link import link
from compiler.load import load
from compiler.meaning.comparison import excludes, implies
from compiler.model.criteria import Criteria, Criterion, by_field
from compiler.model.filters import Action, Filter, Justification, RoutedFindings
from compiler.model.origin import Origin
from compiler.plan import plan
from compiler.source import Source, Span
from compiler.validate import validate
from tests.conftest import ORGANIZATION, problems_of
from tests.examples import codes_of_checks
from tests.reference import criteria_of_some

DAY = date(2027, 1, 1)


def name_of(documented: Callable[..., object]) -> str:
    return f"{documented.__module__.rpartition('.')[2]}.{documented.__name__}"


@pytest.mark.parametrize("run", CHECKS, ids=name_of)
def test_a_check_reports_its_example_and_no_other_check_does(run: Check, specs: Callable[..., Path]) -> None:
    folder = example_of(run, specs)
    (code,) = {problem.code for problem in problems_of(folder, DAY)}
    company = company_of(link(validate(load(folder))), DAY)
    assert {problem.code for problem in run(company)} == {code}
    assert code in codes_of_checks()[run.__module__.rpartition(".")[2]]


def test_an_acceptance_that_nothing_needs_is_reported(specs: Callable[..., Path]) -> None:
    assert {p.code for p in problems_of(example_of(without_accepted, specs), DAY)} == {"unused-acceptance"}


def example_of(documented: Callable[..., object], specs: Callable[..., Path]) -> Path:
    (example,) = map(repeated, examples(documented))
    has_organization = any(part.startswith("organization:") for part in example.split("---\n"))
    return specs(organization="" if has_organization else ORGANIZATION, example=example)


def test_every_code_of_the_checks_has_an_example(specs: Callable[..., Path]) -> None:
    documented: tuple[Callable[..., object], ...] = (*CHECKS, without_accepted)
    seen = {problem.code for run in documented for problem in problems_of(example_of(run, specs), DAY)}
    assert seen == set().union(*codes_of_checks().values())


def test_no_two_modules_of_checks_report_one_code() -> None:
    counts = Counter(code for codes in codes_of_checks().values() for code in codes)
    assert set(counts.values()) == {1}


def test_more_rules_than_a_bus_accepts(specs: Callable[..., Path]) -> None:
    """Long values: each of these filters needs eight event patterns."""
    values = ", ".join(f"{'x' * 190}{n:02}" for n in range(60))
    where = f"{{resource.accessKeyDetails.principalId: {{equals: [{values}]}}}}"
    filters = "".join(f"  - {{name: f{n}, route: soc, where: {where}}}\n" for n in range(40))
    routes = 'routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}\n'
    folder = specs(ORGANIZATION + routes, team=f"team: fraud\nfilters:\n{filters}")
    assert [problem.code for problem in problems_of(folder) if problem.is_error] == ["too-many-rules"]


@pytest.mark.parametrize(
    ("region", "condition", "count", "problem"),
    [
        ("us-east-1", "equals: [a<N>]", 101, None),
        ("af-south-1", "equals: [a<N>]", 100, None),
        ("af-south-1", "equals: [a<N>]", 101, "101 rules for routes in af-south-1; EventBridge accepts 100 on a bus"),
        ("us-east-1", 'matches: ["a*<N>"]', 30, None),
        ("us-east-1", 'matches: ["a*<N>"]', 31, "31 rules with wildcards for routes in us-east-1; "),
        ("us-east-1", 'not_matches: ["a*", "*<N>"]', 31, "31 rules with wildcards"),
        ("us-east-1", 'matches: ["a*", "*<N>"]', 31, None),
    ],
)
def test_the_quotas_of_an_event_bus(
    region: str, condition: str, count: int, problem: str | None, specs: Callable[..., Path]
) -> None:
    """A rule for each filter. With 101 there are also too many filters, which is another problem."""
    where = f"{{service.action.awsApiCallAction.api: {{{condition}}}}}"
    filters = [f"  - {{name: f{n}, route: soc, where: {where.replace('<N>', f'{n:03}')}}}\n" for n in range(count)]
    routes = 'routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}\n'
    team = f"team: fraud\nfilters:\n{''.join(filters)}"
    folder = specs(ORGANIZATION.replace("us-east-1", region) + routes, team=team)
    messages = [each.message for each in problems_of(folder) if each.code == "too-many-rules"]
    assert [message.startswith(problem or "") for message in messages] == ([True] if problem else [])


@pytest.mark.parametrize("broken", ["team: [", "- not a mapping", "teem: fraud"])
def test_a_file_that_cannot_be_read_makes_no_reference_dangling(broken: str, specs: Callable[..., Path]) -> None:
    uses = "team: fraud\naccess_keys: [{name: key, user: svc, account: perhaps-there}]"
    codes = {problem.code for problem in problems_of(specs(uses=uses, accounts=broken))}
    assert "unknown-reference" not in codes
    assert codes & {"yaml-syntax", "not-a-document"}


def test_a_broken_organization_document_is_not_called_missing(specs: Callable[..., Path]) -> None:
    (problem,) = problems_of(specs(organization="organization: ["))
    assert problem.code == "yaml-syntax"


ENDS = """\
team: fraud
accounts: [{name: prod, id: "123456789012", email: aws@example.com}]
suppressions:
  - name: scanner
    reason: Our own
    expires: 2027-01-31
    where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [prod]}}
"""


@pytest.mark.parametrize(
    ("day", "max_days", "codes"),
    [
        ("2027-02-01", None, ["expired"]),
        ("2027-01-31", None, ["expires-soon"]),
        ("2027-01-01", None, ["expires-soon"]),
        ("2026-12-31", None, []),
        ("2026-12-31", 31, []),
        ("2026-12-30", 31, ["expires-late"]),
        ("2017-02-02", None, []),
        ("2017-02-01", None, ["expires-late"]),
        ("2017-02-01", 3650, ["expires-late"]),
    ],
)
def test_the_end_of_a_suppression(day: str, max_days: int | None, codes: list[str], specs: Callable[..., Path]) -> None:
    rules = f"rules: {{suppressions: {{max_days: {max_days}}}}}\n" if max_days else ""
    problems = problems_of(specs(ORGANIZATION + rules, team=ENDS), date.fromisoformat(day))
    assert [problem.code for problem in problems] == codes


@pytest.mark.parametrize(
    ("conditions", "severe"),
    [
        ({"equals": ("UnauthorizedAccess:EC2/SSHBruteForce",)}, ("UnauthorizedAccess:EC2/SSHBruteForce",)),
        ({"equals": ("Recon:EC2/Portscan",)}, ()),
    ],
)
def test_a_type_whose_severity_varies_may_be_severe(conditions: dict[str, Any], severe: tuple[str, ...]) -> None:
    """A brute-force finding is Low where the instance is the target, and High where it is the source."""
    assert reached_above((Criterion("type", **conditions),), "medium") == severe


# The index of suppressions gives what comparing every filter with every suppression gives.

ORIGIN = Origin("team.yaml: filters x", Span(Source("", "", ""), 1, 1, 1, 1))
JUSTIFICATION = Justification("Ours", date(2027, 1, 31), None, None, is_narrowed=False)
REGIONS = st.sets(st.sampled_from(["eu-west-1", "us-east-1"]), min_size=1).map(lambda found: tuple(sorted(found)))
Watcher = Filter | RoutedFindings


@st.composite
def watchers(draw: st.DrawFn) -> list[Watcher]:
    """Filters, suppressions and routes whose conditions are taken from a few, so that many imply each other."""
    pool = [
        criterion for criteria in draw(st.lists(criteria_of_some, min_size=1, max_size=4)) for criterion in criteria
    ]
    some = st.lists(st.sampled_from(pool), max_size=3, unique_by=lambda criterion: criterion.field)
    kinds = st.sampled_from(["filter", "suppression", "route"])
    found = draw(st.lists(st.tuples(kinds, some, some, REGIONS), max_size=12))
    return [
        watcher(number, kind, by_field(*criteria), tuple(facts), r)
        for number, (kind, criteria, facts, r) in enumerate(found)
    ]


def watcher(number: int, kind: str, criteria: Criteria, facts: Criteria, regions: tuple[str, ...]) -> Watcher:
    team, name = f"team-{number % 3}", f"n{number}"
    if kind == "route":
        return RoutedFindings(team, name, "soc", criteria, regions, ORIGIN, {}, facts)
    if kind == "suppression":
        return Filter(team, name, Action.ARCHIVE, "", criteria, regions, {}, JUSTIFICATION, ORIGIN, {})
    return Filter(team, name, Action.NOOP, "", criteria, regions, {}, None, ORIGIN, {}, facts)


@given(watchers())
def test_the_index_finds_the_same_suppressions_as_comparing_all(found: list[Watcher]) -> None:
    filters = [item for item in found if isinstance(item, Filter)]
    suppressions = sorted((item for item in filters if item.justification), key=lambda item: item.rank_order)
    archiving = Archiving((item for item in filters if item.justification), found)
    for item in found:
        everything = [
            s for s in suppressions if set(item.regions) <= set(s.regions) and implies(item.known, s.criteria)
        ]
        assert archiving.all_of(item) == archivers(everything)
    for item in filters:
        before = [s for s in suppressions if not item.justification or s.rank_order < item.rank_order]
        part = [s for s in before if set(item.regions) & set(s.regions) and implies(s.known, item.criteria)]
        assert archiving.some_of(item) == archivers(part)


def archivers(suppressions: list[Filter]) -> Archivers:
    return Archivers(suppressions[0] if suppressions else None, len(suppressions))


IDS = [f"{number:012}" for number in range(6)]
on_account = st.builds(
    Criterion,
    st.just("accountId"),
    equals=st.lists(st.sampled_from(IDS), max_size=2, unique=True).map(tuple),
    not_equals=st.lists(st.sampled_from(IDS), max_size=2, unique=True).map(tuple),
    matches=st.lists(st.sampled_from(["*", "*1", "00*", "0?0*", "11*", IDS[2]]), max_size=2, unique=True).map(tuple),
    not_matches=st.lists(st.sampled_from(["*0", "00*", "11*"]), max_size=1).map(tuple),
)


@given(st.sets(st.lists(on_account, max_size=2).map(tuple), max_size=4))
def test_an_account_is_covered_where_a_filter_can_match_its_findings(conditions: set[Criteria]) -> None:
    watched = WatchedAccounts(conditions)
    for account_id in IDS:
        own = (Criterion("accountId", equals=(account_id,)),)
        assert (account_id in watched) is any(not excludes(criteria, own) for criteria in conditions)


# The work grows as the company does.


def many_datasets(number: int) -> str:
    """Datasets of ten accounts, and for each tenth a suppression and a route, and a test with a misspelled name."""
    accounts = [f'  - {{name: a{n}, id: "{n:012}", email: aws-{n}@example.com}}\n' for n in range(1, 11)]
    watch = ["", ", watch: [exfiltration]", ", watch: [impact, policy]", ", route: soc"]
    datasets = [
        f"  - {{name: d{n}, bucket: acme-d{n}, account: a{n % 10 + 1}, region: us-east-1{watch[n % 4]}}}\n"
        for n in range(number)
    ]
    muted = ['type: {equals: ["Policy:S3/BucketPublicAccessGranted"]}', 'type: {matches: ["Impact:S3/*"]}', ""]
    suppressions = [
        f"  - name: s{n}\n    reason: Ours\n    expires: 2027-12-31\n    where:\n"
        f"      accountId: {{equals: [a{n % 10 + 1}]}}\n"
        f"      resource.s3BucketDetails.name: {{equals: [acme-d{n}]}}\n      {muted[n % 3]}\n"
        for n in range(0, number, 10)
    ]
    tests = [f"  - {{finding: a.json, matches: [fraud.data-{n}]}}\n" for n in range(0, number, 10)]
    sections = {"accounts": accounts, "datasets": datasets, "suppressions": suppressions, "tests": tests}
    return "team: fraud\n" + "".join(f"{name}:\n{''.join(entries)}" for name, entries in sections.items())


def many_teams(number: int) -> str:
    """Teams of five accounts, three of which hold something, and a suppression that every team has."""
    return "---\n".join(
        f"team: t{n}\naccounts:\n"
        + "".join(f'  - {{name: a{a}, id: "{n * 10 + a:012}", email: aws-{n}-{a}@example.com}}\n' for a in range(5))
        + f"datasets: [{{name: d, bucket: acme-{n}, account: a1, region: us-east-1, route: soc}}]\n"
        + "services: [{name: s, service: bedrock, account: a2}]\n"
        + f"access_keys: [{{name: k, id: AKIA{n:016}, account: a3}}]\n"
        + "filters: [{name: severe, where: {severity: {at_least: high}}}]\n"
        + "suppressions:\n  - name: s\n    reason: Ours\n    expires: 2027-12-31\n"
        + '    where: {type: {equals: ["Recon:EC2/Portscan"]}}\n'
        + "    accept: [{problem: narrowed-suppression, reason: All of them}]\n"
        for n in range(number)
    )


def calls(folder: Path) -> int:
    """How many function calls it takes from the specs to the plan: a measure without a clock."""
    with Profile() as profile:
        linked = link(validate(load(folder)))
        check(linked, DAY)
        assert linked.program
        plan(linked.program)
    return int(Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("company", [many_datasets, many_teams])
def test_twice_the_company_is_twice_the_work(company: Callable[[int], str], specs: Callable[..., Path]) -> None:
    routes = 'routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}\n'
    calls(specs(ORGANIZATION + routes, team=company(10)))  # what is cached for good is not counted
    once, twice = (calls(specs(ORGANIZATION + routes, team=company(number))) for number in (200, 400))
    assert twice < 2.2 * once
