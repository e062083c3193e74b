"""What only the whole company shows; the rest of it stands in tests/errors."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import problems_of


def test_more_accounts_than_an_administrator_can_invite(specs: Callable[..., Path]) -> None:
    entries = (f'  - {{name: a{n}, id: "{n:012}", email: a{n}@example.com}}\n' for n in range(1, 5002))
    (problem,) = problems_of(specs(team="team: fraud\naccounts:\n" + "".join(entries)))
    assert (problem.code, problem.span.line) == ("too-many-members", 5003)


@pytest.mark.parametrize("broken", ["team: [", "- not a mapping", "teem: fraud"])
def test_a_file_that_cannot_be_read_makes_no_reference_dangling(broken: str, specs: Callable[..., Path]) -> None:
    uses = "team: fraud\naccess_keys: [{name: key, user: svc, account: perhaps-there}]"
    found = {problem.code for problem in problems_of(specs(uses=uses, accounts=broken))}
    assert "unknown-reference" not in found
    assert found & {"yaml-syntax", "not-a-document"}


def test_a_broken_organization_document_is_not_called_missing(specs: Callable[..., Path]) -> None:
    (problem,) = problems_of(specs(organization="organization: ["))
    assert problem.code == "yaml-syntax"
