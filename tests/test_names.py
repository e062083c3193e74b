"""Names: they fit, and whatever the specs call things, no two resources share an address or a name in AWS."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.model.criteria import Criteria, Criterion
from compiler.model.filters import RoutedFindings
from compiler.model.lists import AddressList, Lists
from compiler.model.plan import Plan, Stack
from compiler.model.program import Program
from compiler.model.resources.events import EventRule, LogResourcePolicy
from compiler.model.resources.guardduty import RankedFilter, ThreatIntelSet
from compiler.model.resources.policies import ServiceRole
from compiler.model.routes import Route, Service, Target
from compiler.model.scans import MalwareScan
from compiler.plan import plan
from compiler.plan.aws_names import filter_name
from compiler.plan.names import terraform_name
from compiler.terraform.synthesis import synthesize
from tests.conftest import ORGANIZATION, program_of
from tests.samples import NAME, buckets_filter, names, origin

REGIONS = ("eu-west-1", "us-east-1")
TERRAFORM_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# What else is a construct of a stack: the provider, the backend, the outputs.
OTHER_CONSTRUCTS = {"aws", "backend", "detector_id", "filter_arns", "member_ids"}

# Words that the compiler itself writes into names, and what holds them together.
WORDS = ("soc", "scan", "role", "policy", "log_policy", "route", "bucket", "threats", "list", "sns", "a", "3d")
JOINTS = ("_", "__", "-", "-2", "-3", "")
joined = st.lists(st.sampled_from(WORDS + JOINTS), min_size=1, max_size=5).map("".join)
similar = joined.filter(lambda text: NAME.fullmatch(text) is not None)
TRICKY = (
    *("a", "b", "c", "a__b", "b__c", "soc", "sns", "soc__sns", "scan", "role", "policy", "log_policy", "route"),
    *("bucket", "bucket_soc", "bucket__soc", "route_soc", "route__soc", "threats", "threats_a", "list__a"),
)
buckets = st.lists(st.sampled_from(["soc", "route", "scan", ".", "-"]), min_size=1, max_size=5).map("".join)


@dataclass(frozen=True)
class Company:
    """Its names; ``assets`` are teams with the names of their filters."""

    assets: list[tuple[str, str]]
    routes: set[str]
    lists: set[str]
    buckets: set[str]


companies = st.builds(
    Company,
    assets=st.lists(st.tuples(similar, similar), min_size=1, max_size=8, unique=True),
    routes=st.sets(similar, min_size=1, max_size=3),
    lists=st.sets(similar, max_size=3),
    buckets=st.sets(buckets.filter(lambda name: name[0].isalpha() and name[-1].isalpha()), max_size=3),
)


TARGETS = (
    Target(Service.SNS, "arn:aws:sns:{region}:999988887777:soc"),
    Target(Service.LOGS, "arn:aws:logs:{region}:999988887777:log-group:soc"),
)


def program(company: Company, empty: Program, sizes: list[int], adopted: list[str | None]) -> Program:
    """``sizes`` and ``adopted`` are repeated: the values of each filter, and the name that it has in AWS already."""
    filters, routed = [], []
    for index, (team, name) in enumerate(company.assets):
        size, existing = sizes[index % len(sizes)], adopted[index % len(adopted)]
        ids = {"us-east-1": existing} if existing else {}
        filter_ = replace(buckets_filter(team, name, values=size), regions=REGIONS, existing=ids, origin=origin(index))
        route = sorted(company.routes)[index % len(company.routes)]
        filters.append(filter_)
        routed.append(RoutedFindings(team, name, route, principals(size), REGIONS, origin(index), {}))
    organization = replace(
        empty.organization,
        regions=REGIONS,
        existing_detectors={"us-east-1": "12abc34d567e8fa901bc2d34e56789f0"},
        routes=tuple(Route(name, TARGETS) for name in sorted(company.routes)),
        lists=Lists(None, tuple(threats(name) for name in sorted(company.lists))),
    )
    scans = tuple(scan(bucket) for bucket in sorted(company.buckets))
    return replace(empty, organization=organization, filters=tuple(filters), routed=tuple(routed), scans=scans)


def principals(count: int) -> Criteria:
    """More than about thirty are too long for one event pattern."""
    return (Criterion("resource.accessKeyDetails.principalId", equals=tuple(f"{'x' * 60}{n}" for n in range(count))),)


def threats(name: str) -> AddressList:
    return AddressList(name, "s3://acme-lists/a.txt", "TXT", True, {}, ())


def scan(bucket: str) -> MalwareScan:
    return MalwareScan("data", bucket, bucket, "999988887777", "us-east-1", (), False, None, {}, origin())


@pytest.fixture
def empty(specs: Callable[..., Path]) -> Program:
    """With a filter for everything that is declared: what is merged has fewer names."""
    return program_of(specs(ORGANIZATION + "filters: {pack: asset}\n"))


def assert_names_are_unique(planned: Plan) -> None:
    """Held against the names themselves, not against what the compiler considers unique."""
    roles = [role.body.name.lower() for stack in planned.stacks for role in stack.of(ServiceRole)]
    assert len(set(roles)) == len(roles)
    assert len({stack.name for stack in planned.stacks}) == len(planned.stacks)
    for stack in planned.stacks:
        constructs = [resource.address.name for resource in stack.resources]
        assert len(set(constructs)) == len(constructs)
        assert OTHER_CONSTRUCTS.isdisjoint(constructs)
        assert all(TERRAFORM_NAME.fullmatch(name) for name in constructs)
        for of_one_type in aws_names(stack):
            assert len(set(of_one_type)) == len(of_one_type)


def aws_names(stack: Stack) -> tuple[list[str], ...]:
    return (
        [ranked.body.name for ranked in stack.of(RankedFilter)],
        [rule.body.name for rule in stack.of(EventRule)],
        [threats.body.name for threats in stack.of(ThreatIntelSet)],
        [policy.body.name for policy in stack.of(LogResourcePolicy)],
    )


FIXTURE = [HealthCheck.function_scoped_fixture]


def test_different_names_never_meet(empty: Program) -> None:
    """Every team, filter, route, list and bucket out of the words that the compiler itself writes into names.

    Nothing is split and nothing adopted, so there is nothing that two names could have in common.
    """
    company = Company([*product(TRICKY, TRICKY)], set(TRICKY), set(TRICKY), {"soc", "route.soc", "bucket.soc", "a.b"})
    _, problems = plan(program(company, empty, [1], [None]))
    assert [problem for problem in problems if problem.code not in ("too-many-filters", "too-many-rules")] == []


@settings(max_examples=200, suppress_health_check=FIXTURE)
@given(
    company=companies,
    sizes=st.lists(st.sampled_from([1, 40, 120]), min_size=1, max_size=8),
    adopted=st.lists(st.none() | st.builds("{}.{}".format, similar, similar), min_size=1, max_size=8),
)
def test_names_that_meet_are_problems(
    company: Company, sizes: list[int], adopted: list[str | None], empty: Program
) -> None:
    planned, problems = plan(program(company, empty, sizes, adopted))
    assert {problem.code for problem in problems} <= {"duplicate-name"}
    assert bool(planned.stacks) != bool(problems)
    assert_names_are_unique(planned)


@settings(max_examples=8, suppress_health_check=FIXTURE)
@given(company=companies)
def test_any_names_pass_through_cdktf(company: Company, empty: Program) -> None:
    planned, _ = plan(program(company, empty, [1], [None]))
    assert synthesize(planned)


@pytest.mark.parametrize(
    ("company", "sizes", "adopted", "messages"),
    [
        (
            Company([("fraud", "a"), ("fraud", "a-2")], {"soc"}, set(), set()),
            [120, 1],
            [None],
            ["a filter named fraud.a-2 already exists"],
        ),
        (
            Company([("fraud", "a"), ("fraud", "a-2")], {"soc"}, set(), set()),
            [45, 1],
            [None],
            ["a rule named guardduty-fraud.a-2 already exists"],
        ),
        (
            Company([("fraud", "a"), ("fraud", "b")], {"soc"}, set(), set()),
            [1],
            [None, "fraud.a"],
            ["a filter named fraud.a already exists"],
        ),
        (
            Company([("fraud", "a"), ("fraud", "b")], {"soc", "SOC"}, set(), set()),
            [1],
            [None],
            [f"a role named guardduty-route-soc-{region} already exists" for region in REGIONS],
        ),
        (
            Company([("fraud", "a"), ("fraud", "a")], {"soc"}, set(), set()),
            [1],
            [None],
            ["a filter named fraud.a already exists"],
        ),
    ],
    ids=["a part of a filter", "a part of a rule", "an adopted filter", "roles but for their case", "the same"],
)
def test_a_name_that_is_taken_is_a_problem(
    company: Company, sizes: list[int], adopted: list[str | None], messages: list[str], empty: Program
) -> None:
    planned, problems = plan(program(company, empty, sizes, adopted))
    assert [problem.message for problem in problems] == messages
    assert {problem.help for problem in problems} == {"rename one of the two"}
    assert planned.stacks == ()


@given(st.sets(st.tuples(names, names), max_size=30))
def test_terraform_names_are_valid_and_one_to_one(pairs: set[tuple[str, str]]) -> None:
    made = {terraform_name(f"{team}.{name}") for team, name in pairs}
    assert len(made) == len(pairs)
    assert all(TERRAFORM_NAME.fullmatch(text) for text in made)


def test_terraform_names_that_would_collide() -> None:
    assert len({terraform_name(name) for name in ("a.b__c", "a__b.c", "a_.b", "a__.b", "3d.b", "d.b")}) == 6


@given(names, names, st.integers(1, 12))
def test_filter_names_fit(team: str, name: str, part: int) -> None:
    made = filter_name(f"{team}.{name}", part)
    assert re.fullmatch(r"[a-zA-Z0-9_.-]{3,64}", made)
    assert (made == f"{team}.{name}") == (part == 1 and len(f"{team}.{name}") <= 64)
