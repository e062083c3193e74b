"""Finding types that cannot occur because what they need is off: compared with a count over the catalog."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.catalog.finding_types import FindingType, live_types
from compiler.catalog.protections import PROTECTIONS, SOURCES, is_available
from compiler.checks.reach import matching_types
from compiler.checks.visibility import BUCKET
from compiler.diagnostics import Diagnostic
from compiler.findings.occurrence import Occurrence
from compiler.model.criteria import Criteria, Criterion
from tests.conftest import problems_of, program_of
from tests.reference import naive_like
from tests.samples import finding

REGIONS = ["ap-east-2", "eu-west-1", "us-east-1"]  # the first has no RDS Protection
ADMINISTRATOR = "999988887777"
IDS = {"administrator": ADMINISTRATOR, **{f"a{n}": f"12345678901{n}" for n in range(3)}}
PATTERNS = ["*", "AttackSequence:*", "Discovery:S3/*", "Impact:*", "*:IAMUser/*", "*:RDS/*", "*:Runtime/*", "*:S3/*"]
OF_INTEREST = [
    {"equals": ["Impact:IAMUser/CostHarvesting", "Object:S3/MaliciousFile"]},
    {"equals": ["Impact:S3/MaliciousIPCaller", "Object:S3/MaliciousFile", "Policy:S3/BucketPublicAccessGranted"]},
]
OTHERS = [known for name, known in SOURCES.items() if name != "malware_scan"]

Company = dict[str, Any]


def settings_of(switches: dict[str, bool]) -> dict[str, Any]:
    return {name: {"ec2": True} if name == "runtime" and on else on for name, on in switches.items()}


switches = st.fixed_dictionaries({}, optional={name: st.booleans() for name in SOURCES if name != "malware_scan"})
some_regions = st.lists(st.sampled_from(REGIONS), min_size=1, unique=True)
where_type = st.one_of(
    st.fixed_dictionaries(
        {"equals": st.lists(st.sampled_from(list(live_types())), min_size=1, max_size=8, unique=True)}
    ),
    st.fixed_dictionaries({"matches": st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=2, unique=True)}),
)


def are_all_about_buckets(types: dict[str, list[str]]) -> bool:
    """A condition on the bucket beside other types would be an error."""
    return all(":S3/" in name for names in types.values() for name in names)


@st.composite
def companies(draw: st.DrawFn) -> Company:
    """Protections of an organization and of accounts, scanned buckets, and a filter on types, accounts and buckets."""
    invites = draw(st.booleans())
    accounts = draw(st.lists(st.sampled_from(["a0", "a1", "a2"]), unique=True))
    regions = draw(some_regions)
    names = st.sampled_from(["administrator", *accounts])
    types = draw(st.one_of(where_type, *map(st.just, OF_INTEREST)))
    return {
        "invites": invites,
        "managed": not invites and draw(st.integers(0, 9)) == 0,
        "regions": regions,
        "protections": draw(switches),
        "differing": draw(st.dictionaries(st.sampled_from(regions), switches, max_size=2)),
        "accounts": {name: {} if invites else draw(switches) for name in accounts},
        "scans": draw(st.lists(st.tuples(names, st.sampled_from(regions)), max_size=2, unique=True)),
        "types": types,
        "named": draw(st.one_of(st.none(), st.lists(names, min_size=1, unique=True))),
        "bucket": draw(st.sampled_from(["acme-0", "acme-9"])) if are_all_about_buckets(types) else None,
        "deployed": draw(st.lists(st.sampled_from(regions), min_size=1, unique=True)),
    }


def documents(company: Company) -> list[dict[str, Any]]:
    """The specs; JSON is YAML."""
    membership = {"mode": "invitation"} if company["invites"] else {"mode": "organization", "auto_enable": "new"}
    protections = {**settings_of(company["protections"]), "where_missing": "skip"}
    differing = {
        region: settings_of(there) for region, there in company["differing"].items() if differs(company, there)
    }
    protections |= {"in_regions": differing} if differing else {}
    role = "arn:aws:iam::{}:role/deployer"
    accounts = [
        {"name": name, "id": IDS[name], "email": f"{name}@example.com", "role": role.format(IDS[name])}
        | ({"protections": settings_of(own)} if own and not company["managed"] else {})
        for name, own in company["accounts"].items()
    ]
    datasets = [
        {"name": f"d{n}", "bucket": f"acme-{n}", "account": a, "region": r, "watch": ["malware"], "malware_scan": {}}
        for n, (a, r) in enumerate(company["scans"])
    ]
    where = {"type": company["types"]}
    where |= {"accountId": {"equals": company["named"]}} if company["named"] else {}
    where |= {"resource.s3BucketDetails.name": {"equals": [company["bucket"]]}} if company["bucket"] else {}
    return [
        {
            "organization": "acme",
            "administrator": {"account": ADMINISTRATOR},
            "membership": membership,
            "regions": company["regions"],
            "protections": {"managed_by": "organization-policy"} if company["managed"] else protections,
        },
        {
            "team": "fraud",
            "accounts": accounts,
            "datasets": datasets,
            "filters": [{"name": "f", "where": where, "regions": company["deployed"]}],
        },
    ]


def differs(company: Company, there: dict[str, bool]) -> bool:
    return any(is_on is not company["protections"].get(name, False) for name, is_on in there.items())


def warnings_of(company: Company) -> list[Diagnostic]:
    """The warnings about the filter for something that is off."""
    with TemporaryDirectory() as folder:
        for number, document in enumerate(documents(company)):
            (Path(folder) / f"{number}.yaml").write_text(json.dumps(document), encoding="utf-8")
        problems = problems_of(Path(folder))
    assert not [problem for problem in problems if problem.is_error]
    return [p for p in problems if p.code in ("protection-off", "protection-off-in-part", "unscanned-bucket")]


def named_types(company: Company) -> list[FindingType]:
    equals, patterns = company["types"].get("equals", ()), company["types"].get("matches", ())
    return [k for n, k in live_types().items() if n in equals or any(naive_like(n, pattern) for pattern in patterns)]


def is_off(company: Company, source: str, account: str, region: str) -> bool:
    (name,) = (name for name, feature in SOURCES.items() if feature == source)
    own, there = company["accounts"].get(account, {}), company["differing"].get(region, {})
    is_on = own.get(name, there.get(name, company["protections"].get(name, False)))
    return not is_available(source, region) or not is_on


def places_without(company: Company, kind: FindingType) -> list[bool]:
    """For each place that is meant, whether the type cannot occur there.

    A place is a Region and an account if accounts are named, and a Region if not.
    """
    sources = kind.signals or {kind.needs or ""}
    if "MALWARE_PROTECTION_PLAN" in sources:
        scanned = [
            f"acme-{n}"
            for n, (account, region) in enumerate(company["scans"])
            if region in company["deployed"] and account in (company["named"] or IDS)
        ]
        return [company["bucket"] not in scanned if company["bucket"] else not scanned]
    if company["managed"] or not sources <= set(OTHERS):
        return [False]
    everybody = ["somebody else", *IDS]

    def without(account: str, region: str) -> bool:
        return all(is_off(company, source, account, region) for source in sources)

    if company["named"]:
        return [without(account, region) for region in company["deployed"] for account in company["named"]]
    return [all(without(account, region) for account in everybody) for region in company["deployed"]]


@settings(max_examples=400)
@given(companies())
def test_the_warnings_name_as_many_types_as_a_count_over_the_catalog(company: Company) -> None:
    types = named_types(company)
    problems = {problem.code: problem for problem in warnings_of(company) if problem.message.startswith("fraud.f")}
    missing = [kind for kind in types if any(places_without(company, kind))]
    unscanned = [kind for kind in missing if kind.needs == "MALWARE_PROTECTION_PLAN"]
    count = len(missing) - len(unscanned)
    if len(types) == len(live_types()) or not missing:
        assert not problems
    elif all(all(places_without(company, kind)) for kind in types):
        assert set(problems) == {"protection-off"}
    else:
        wanted = {"protection-off-in-part": count > 0, "unscanned-bucket": bool(unscanned)}
        assert set(problems) == {code for code, is_wanted in wanted.items() if is_wanted}
        partly = problems.get("protection-off-in-part")
        verb = "needs" if count == 1 else "need"
        assert not partly or partly.message.startswith(f"fraud.f: {count} of {len(types)} finding types {verb} ")


@given(companies())
def test_where_everything_is_on_nothing_is_missing(company: Company) -> None:
    everything = dict.fromkeys(set(SOURCES) - {"malware_scan"}, True)
    company |= {"protections": everything, "regions": ["us-east-1"], "deployed": ["us-east-1"], "bucket": None}
    company |= {"accounts": {name: {} for name in company["accounts"]}, "scans": [("administrator", "us-east-1")]}
    company |= {"named": ["administrator"], "differing": {}}
    assert warnings_of(company) == []


@given(companies())
def test_turning_on_what_a_warning_names_removes_it(company: Company) -> None:
    """Where it is the organization that has it off, and the protection exists in the Region."""
    company |= {"named": None, "deployed": [r for r in company["deployed"] if r != "ap-east-2"] or company["regions"]}
    company |= {"differing": {}}
    for name in set(SOURCES) - {"malware_scan"}:
        if (
            any(f"protections.{name}" in p.message for p in warnings_of(company))
            and "ap-east-2" not in company["deployed"]
        ):
            company["protections"] = {**company["protections"], name: True}
            assert not [p for p in warnings_of(company) if f"protections.{name}" in p.message]


@pytest.mark.parametrize(
    ("region", "account", "obstacle"),
    [
        ("us-east-1", ADMINISTRATOR, None),
        ("eu-north-1", ADMINISTRATOR, "which is off in eu-north-1"),
        ("eu-north-1", "123456789012", None),
    ],
)
def test_a_finding_cannot_occur_where_its_protection_is_off_in_a_region(
    region: str, account: str, obstacle: str | None, specs: Callable[..., Path]
) -> None:
    organization = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: organization, auto_enable: new}
regions: [us-east-1, eu-north-1]
protections: {s3: true, in_regions: {eu-north-1: {s3: false}}}
"""
    override = '{name: a, id: "123456789012", email: a@example.com, protections: {s3: true}}'
    occurrence = Occurrence(program_of(specs(organization, fraud=f"team: fraud\naccounts: [{override}]\n")))
    found = occurrence.obstacle(finding(type="Impact:S3/MaliciousIPCaller", region=region, accountId=account))
    assert (found is None) if obstacle is None else (found or "").endswith(obstacle)


def test_every_source_of_findings_is_a_protection_or_a_malware_scan() -> None:
    produced = {source for kind in live_types().values() for source in kind.sources}
    assert set(SOURCES.values()) <= produced
    assert {p.feature for p in PROTECTIONS.values() if not p.has_findings} == {"AI_ANALYST"}


@pytest.mark.parametrize(
    ("criteria", "matched"),
    [
        ((), {"AI_PROTECTION", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"}),
        ((Criterion("severity", greater_than_or_equal=7),), {"RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"}),
        ((Criterion(BUCKET, equals=("acme-raw",)),), {"AI_PROTECTION", "S3_DATA_EVENTS"}),
        ((Criterion(BUCKET, not_equals=("acme-raw",)),), {"AI_PROTECTION", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"}),
        ((Criterion("type", matches=("*:RDS/*",)),), {"RDS_LOGIN_EVENTS"}),
    ],
)
def test_a_protection_is_used_where_its_findings_can_meet_the_conditions(criteria: Criteria, matched: set[str]) -> None:
    """AI findings are all Low, and a login to a database names no bucket."""
    sources = frozenset[str]().union(*(kind.sources for kind in matching_types(criteria)))
    assert sources & {"AI_PROTECTION", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"} == matched
