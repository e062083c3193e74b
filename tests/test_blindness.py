"""What cannot be seen of an asset because a protection is off is said: by ``validate`` or by ``inventory``."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.catalog.assets import ASSET_KINDS
from compiler.catalog.finding_types import MALWARE_PLAN, all_types
from compiler.catalog.protections import PROTECTIONS, SOURCES
from compiler.inventory.rows import Row, rows_of
from compiler.model.program import Program
from tests.asset_entries import ENTRIES as EVERY_KIND
from tests.asset_entries import Entry
from tests.conftest import problems_of, program_of

HERE = "account: prod, region: us-east-1"


def least_of(entry: Entry) -> str:
    """The keys of an entry without those that name others or say what is watched."""
    place = HERE if entry.is_regional else "account: prod"
    return f"{place}, {re.split(', (?:watch|callers|of):', entry.text)[0]}"


# By the word of the kind, which is the key of the entry: the section, and the keys.
ENTRIES = {entry.text.partition(":")[0]: (entry.section, least_of(entry)) for entry in EVERY_KIND}
BESIDE = {"artifacts": f"datasets: [{{name: bucket, {HERE}, bucket: acme-weights}}]\n"}
LONG_TERM = {
    "key": "{name: it, account: prod, id: AKIAIOSFODNN7EXAMPLE}",
    "user": "{name: it, account: prod, user: svc}",
}
CASES = [
    *(
        (kind, f"{section}: [{{name: it, {keys}}}]\n{BESIDE.get(kind, '')}")
        for kind, (section, keys) in ENTRIES.items()
    ),
    *((kind, f"access_keys: [{entry}]\n") for kind, entry in LONG_TERM.items()),
]
_WITH_FINDINGS = [name for name, known in PROTECTIONS.items() if known.has_findings]
ON, OFF = (
    ", ".join(f"{name}: {'{ec2: true}' if is_on and name == 'runtime' else is_on}".lower() for name in _WITH_FINDINGS)
    for is_on in (True, False)
)
BLIND = {  # the organization's protections, and those of the account
    "off": ("{}", ""),
    "on elsewhere": (f"{{in_regions: {{eu-west-1: {{{ON}}}}}}}", ""),
    "overridden": (f"{{{ON}}}", f", protections: {{{OFF}, reason: Costs, expires: 2026-12-31}}"),
}
SEEING = {"on": (f"{{{ON}}}", ""), "on by an override": ("{}", f", protections: {{{ON}}}")}
Specs = Callable[..., Path]


def specs_of(specs: Specs, entry: str, protections: str, own: str) -> Path:
    organization = (
        'organization: acme\nadministrator: {account: "999988887777"}\n'
        "membership: {mode: organization, auto_enable: all}\n"
        f"regions: [us-east-1, eu-west-1]\nprotections: {protections}\n"
    )
    account = f'{{name: prod, id: "123456789012", email: aws@example.com{own}}}'
    return specs(organization, team=f"team: ml\naccounts: [{account}]\n{entry}")


def row_of(program: Program) -> Row:
    return next(row for row in rows_of(program) if row.asset == "ml.it")


def needed_by(kind: str) -> set[str]:
    """The keys of the protections that types about it need."""
    keys = {source: name for name, source in SOURCES.items()}
    return {keys[source] for source in map(_needs, ASSET_KINDS[kind].types) if source in keys}


def needs_protections(kind: str) -> bool:
    """Whether no finding at all can be about it where everything that can be off is off."""
    types = ASSET_KINDS[kind].types
    return bool(types) and all(_needs(name) in SOURCES.values() for name in types)


def _needs(name: str) -> str:
    return all_types()[name].needs or ""


def test_every_kind_has_a_case() -> None:
    assert set(ENTRIES) == set(ASSET_KINDS)
    assert {kind for kind in ASSET_KINDS if needs_protections(kind)} >= {"eks", "lambda", "cluster", "endpoint"}
    assert MALWARE_PLAN in SOURCES.values()


@pytest.mark.parametrize("why", BLIND)
@pytest.mark.parametrize(("kind", "entry"), CASES)
def test_an_asset_that_nothing_can_be_found_about_gets_a_warning(kind: str, entry: str, why: str, specs: Specs) -> None:
    folder = specs_of(specs, entry, *BLIND[why])
    codes = {problem.code for problem in problems_of(folder)}
    assert ("protection-off" in codes) is needs_protections(kind)


@pytest.mark.parametrize("why", BLIND)
@pytest.mark.parametrize(("kind", "entry"), CASES)
def test_the_inventory_lists_every_protection_that_is_off(kind: str, entry: str, why: str, specs: Specs) -> None:
    row = row_of(program_of(specs_of(specs, entry, *BLIND[why])))
    assert {name for name, is_on in row.protections.items() if not is_on} == needed_by(kind)


@pytest.mark.parametrize("why", SEEING)
@pytest.mark.parametrize(("kind", "entry"), CASES)
def test_nothing_is_said_of_protections_that_are_on(kind: str, entry: str, why: str, specs: Specs) -> None:
    folder = specs_of(specs, entry, *SEEING[why])
    assert not {problem.code for problem in problems_of(folder)} & {"protection-off", "protection-off-in-part"}
    off = {name for name, is_on in row_of(program_of(folder)).protections.items() if not is_on}
    assert off == needed_by(kind) & {"malware_scan"}
