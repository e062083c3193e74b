"""What only the whole company shows; the rest of it stands in tests/errors."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ORGANIZATION, problems_of


def test_more_accounts_than_an_administrator_can_invite(specs: Callable[..., Path]) -> None:
    entries = (f'  - {{name: a{n}, id: "{n:012}", email: a{n}@example.com}}\n' for n in range(1, 5002))
    (problem,) = problems_of(specs(team="team: fraud\naccounts:\n" + "".join(entries)))
    assert (problem.code, problem.span.line) == ("too-many-members", 5003)


def test_more_rules_than_a_bus_takes(specs: Callable[..., Path]) -> None:
    """Long values: each of these filters needs eight event patterns."""
    values = ", ".join(f"{'x' * 190}{n:02}" for n in range(60))
    where = f"{{resource.accessKeyDetails.principalId: {{equals: [{values}]}}}}"
    filters = "".join(f"  - {{name: f{n}, route: soc, where: {where}}}\n" for n in range(40))
    routes = 'routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}\n'
    folder = specs(ORGANIZATION + routes, team=f"team: fraud\nfilters:\n{filters}")
    assert [problem.code for problem in problems_of(folder) if problem.is_error] == ["too-many-rules"]


@pytest.mark.parametrize("broken", ["team: [", "- not a mapping", "teem: fraud"])
def test_a_file_that_cannot_be_read_makes_no_reference_dangling(broken: str, specs: Callable[..., Path]) -> None:
    uses = "team: fraud\naccess_keys: [{name: key, user: svc, account: perhaps-there}]"
    found = {problem.code for problem in problems_of(specs(uses=uses, accounts=broken))}
    assert "unknown-reference" not in found
    assert found & {"yaml-syntax", "not-a-document"}


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
    ("day", "longest", "codes"),
    [
        ("2027-02-01", None, ["expired"]),
        ("2027-01-31", None, ["expires-soon"]),
        ("2027-01-01", None, ["expires-soon"]),
        ("2026-12-31", None, []),
        ("2026-12-31", 31, []),
        ("2026-12-30", 31, ["expires-late"]),
    ],
)
def test_the_end_of_a_suppression(day: str, longest: int | None, codes: list[str], specs: Callable[..., Path]) -> None:
    rules = f"rules: {{suppressions: {{max_days: {longest}}}}}\n" if longest else ""
    found = problems_of(specs(ORGANIZATION + rules, team=ENDS), date.fromisoformat(day))
    assert [problem.code for problem in found] == codes
