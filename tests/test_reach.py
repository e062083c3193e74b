"""Reach: a suppression archives only findings of its own team's accounts, judged by what is planned."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.diagnostics import SpecError
from compiler.meaning.evaluation import predicate
from compiler.model.criteria import Criterion
from compiler.model.filters import Action
from compiler.model.plan import Plan
from compiler.model.resources.guardduty import MalwareProtectionPlan, RankedFilter
from compiler.pipeline import compile_specs
from tests.conftest import TESTS

ADMINISTRATOR = "999988887777"
OWN = [f"1111111111{number:02}" for number in range(60)]  # more than fit into one condition
FOREIGN = ["222222222222", "333333333333"]
UNKNOWN = ["444444444444", "555555555555"]  # accounts that AWS enrols and that no team declares
EVERY_ACCOUNT = [*OWN, *FOREIGN, *UNKNOWN, ADMINISTRATOR]

NAMES = ["own-0", "own-1", OWN[0], OWN[1], FOREIGN[0], "administrator"]
PATTERNS = ["1111*", "*", "2*", "*0?", "11111111110?", "?2222*", "9*", "5*"]


def some_of(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


conditions_on_the_account = st.fixed_dictionaries(
    {},
    optional={
        "equals": some_of(NAMES),
        "not_equals": some_of(NAMES),
        "matches": some_of(PATTERNS),
        "not_matches": some_of(PATTERNS),
    },
)
wheres = st.fixed_dictionaries(
    {"type": st.just({"equals": ["Recon:EC2/Portscan"]})},
    optional={"accountId": conditions_on_the_account, "severity": st.just({"less_than": 4})},
)


@st.composite
def companies(draw: st.DrawFn) -> tuple[list[str], list[dict[str, Any]]]:
    """The ids of a team's accounts, and its documents beside those of another team."""
    own = OWN[: draw(st.sampled_from([0, 1, 2, 60]))]
    organization = {
        "organization": "acme",
        "administrator": {"account": ADMINISTRATOR},
        "membership": {"mode": "organization", "auto_enable": "all"},
        "regions": ["us-east-1"],
        "filters": {"pack": draw(st.sampled_from(["asset", "team", "organization"]))},
    }
    suppressions = [
        {"name": f"s{n}", "reason": "Ours", "expires": "2027-01-31", "where": where}
        for n, where in enumerate(draw(st.lists(wheres, min_size=1, max_size=2)))
    ]
    team = {"team": "fraud", "accounts": accounts("own", own), "suppressions": suppressions}
    return own, [organization, {"team": "victim", "accounts": accounts("prod", FOREIGN)}, team]


def accounts(name: str, ids: list[str]) -> list[dict[str, str]]:
    return [{"name": f"{name}-{n}", "id": id_, "email": f"{name}-{n}@example.com"} for n, id_ in enumerate(ids)]


def compiled(documents: list[dict[str, Any]]) -> Plan | None:
    """The plan; None where the specs are refused."""
    with TemporaryDirectory() as folder:
        text = "\n---\n".join(map(json.dumps, documents))
        Path(folder, "company.yaml").write_text(text, encoding="utf-8")
        try:
            return compile_specs(Path(folder)).plan
        except SpecError:
            return None


def archiving(plan: Plan) -> list[RankedFilter]:
    ranked = [planned.body for stack in plan.stacks for planned in stack.of(RankedFilter)]
    return [body for body in ranked if body.action is Action.ARCHIVE]


@given(companies())
def test_a_suppression_archives_only_findings_of_its_own_teams_accounts(
    company: tuple[list[str], list[dict[str, Any]]],
) -> None:
    own, documents = company
    plan = compiled(documents)
    rest = {"type": "Recon:EC2/Portscan", "severity": 2}
    for body in archiving(plan) if plan else ():
        archived = [account for account in EVERY_ACCOUNT if predicate(body.criteria)({**rest, "accountId": account})]
        assert archived, "a suppression without an effect is refused"
        assert set(archived) <= set(own)
        assert not predicate(body.criteria)(rest), "a finding that names no account"


def documents_with(where: dict[str, Any], own: list[str]) -> list[dict[str, Any]]:
    organization = {
        "organization": "acme",
        "administrator": {"account": ADMINISTRATOR},
        "membership": {"mode": "invitation"},
        "regions": ["us-east-1"],
    }
    suppression = {"name": "s", "reason": "Ours", "expires": "2027-01-31", "where": where}
    return [organization, {"team": "fraud", "accounts": accounts("own", own), "suppressions": [suppression]}]


def test_a_condition_without_equals_becomes_the_ids_of_the_accounts_that_meet_it() -> None:
    for condition, left in (
        ({"not_equals": ["own-0"]}, OWN[1:3]),
        ({"matches": ["*1"]}, OWN[1:2]),
        ({"not_matches": ["*0"], "not_equals": ["own-2"]}, OWN[1:2]),
    ):
        plan = compiled(documents_with({"severity": {"equals": ["low"]}, "accountId": condition}, OWN[:3]))
        assert plan is not None
        (body,) = archiving(plan)
        (account,) = (criterion for criterion in body.criteria if criterion.field == "accountId")
        assert account == Criterion("accountId", equals=tuple(left))


def test_a_condition_that_no_own_account_meets_is_refused() -> None:
    for condition in ({"not_equals": ["own-0"]}, {"not_matches": ["1111*"]}, {"matches": ["2*"]}):
        assert compiled(documents_with({"severity": {"equals": ["low"]}, "accountId": condition}, OWN[:1])) is None


@pytest.mark.parametrize(
    "golden", sorted(path.parent for path in (TESTS / "golden").glob("*/specs")), ids=lambda path: path.name
)
def test_every_scan_is_planned(golden: Path) -> None:
    company = compile_specs(golden / "specs")
    planned = {p.body.bucket for stack in company.plan.stacks for p in stack.of(MalwareProtectionPlan)}
    assert planned == {scan.bucket for scan in company.program.scans}
