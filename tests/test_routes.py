"""Routes: what lets rules deliver, and what their targets receive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.catalog import quotas
from compiler.model.organization import Route, Service, Target
from compiler.model.program import Program
from compiler.model.resources.events import EventRule, LogResourcePolicy
from compiler.model.resources.policies import ServiceRole
from compiler.plan.route_access import access_resources, log_policy_problems
from compiler.terraform.policy import policy_document
from tests.conftest import ORGANIZATION, TESTS, compile_folder, program_of

LOG_GROUP = "arn:aws:logs:{region}:999988887777:log-group:"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Program:
    folder = tmp_path_factory.mktemp("specs")
    (folder / "organization.yaml").write_text(ORGANIZATION)
    return program_of(folder)


log_groups = st.lists(st.text("abc._/#-", min_size=1, max_size=200), min_size=1, max_size=45)


@given(names=log_groups)
def test_a_log_policy_that_is_too_long_is_a_problem(names: list[str], empty: Program) -> None:
    """And one with room to spare is none: the estimate is at most a quarter above the text that AWS gets."""
    organization = empty.organization
    targets = (Target(Service.LOGS, f"{LOG_GROUP}{name}") for name in names)
    routes = [Route(str(number), (target,)) for number, target in enumerate(targets)]
    (policy,) = access_resources(routes, organization, "ap-southeast-1")
    assert isinstance(policy.body, LogResourcePolicy)
    length = len(policy_document(policy.body.statements))
    is_problem = bool([*log_policy_problems(routes, organization, "ap-southeast-1")])
    assert is_problem or length <= quotas.LOG_POLICY_LENGTH
    assert not is_problem or length > 0.75 * quotas.LOG_POLICY_LENGTH


def test_only_our_own_rules_can_use_the_role_of_a_route() -> None:
    """Each rule of the stack meets the condition on ``aws:SourceArn``, whose ``*`` is any text."""
    for stack in compile_folder(TESTS / "golden" / "routes" / "specs").stacks:
        arn = f"arn:aws:events:{stack.provider.region}:{stack.provider.account_id}:rule/"
        for role in stack.of(ServiceRole):
            account, rules = role.body.conditions
            assert account == ("StringEquals", "aws:SourceAccount", stack.provider.account_id)
            assert rules == ("ArnLike", "aws:SourceArn", f"{arn}guardduty-*")
        assert all(rule.body.name.startswith("guardduty-") for rule in stack.of(EventRule))
