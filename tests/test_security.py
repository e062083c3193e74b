"""What a malicious team tries, under strict rules, and what stops it: the rows of SECURITY.md."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, problems_of

DAY = date(2026, 12, 1)

ORGANIZATION = """\
organization: acme
owner: "@acme/security"
administrator: {account: "999988887777"}
management: {account: "888877776666"}
membership: {mode: organization, auto_enable: new}
regions: [us-east-1]
detector: {existing: {us-east-1: 12abc34d567e8fa901bc2d34e56789f0}}
protections: {ai: true, s3: true}
rules:
  classifications: {restricted: {watch: [exfiltration], malware_scan: whole}, internal: {}}
  require_classification: true
  suppressions:
    max_days: 180
    max_severity: low
    require: [ticket, approved_by]
    organization_wide: [secops]
    never_mute: [ai, attack-sequence]
teams:
  secops: {files: secops/**}
  victim: {files: victim/**, accounts: ["222222222222"]}
  mal: {files: mal/**, accounts: ["111111111111"], filters: 20, accept: [narrowed-suppression]}
"""
SECOPS = """\
team: secops
filters: [{name: all-severe, where: {severity: {at_least: high}}}]
"""
VICTIM = """\
team: victim
accounts:
  - {name: prod, id: "222222222222", role: "arn:aws:iam::222222222222:role/tf", email: v@example.com}
datasets: [{name: d, bucket: victim-data, account: prod, region: us-east-1, classification: internal}]
"""
OWN = '{name: own, id: "111111111111", role: "arn:aws:iam::111111111111:role/tf", email: m@example.com}'


def team(accounts: str = OWN, dataset: str = "", name: str = "mal") -> str:
    written = "account: own, " if "account:" not in dataset else ""
    written += "classification: internal, " if "classification:" not in dataset else ""
    dataset = f"{{name: d, bucket: mal-data, region: us-east-1, {written}{dataset}}}"
    return f"team: {name}\naccounts: [{accounts}]\ndatasets: [{dataset}]\n"


def suppression(where: str, *, name: str = "mal", expires: str = "2027-03-01", more: str = "") -> str:
    head = team() if name == "mal" else f"team: {name}\n"
    body = f"name: s, reason: Scanner, ticket: T-1, approved_by: ciso, expires: {expires}, where: {{{where}}}, {more}"
    return f"{head}suppressions: [{{{body}}}]\n"


def filters(number: int, more: str = "") -> str:
    field = "resource.s3BucketDetails.name"
    entries = [f"{{name: f{n}, where: {{{field}: {{equals: [x{n}]}}}}, {more}}}" for n in range(number)]
    return f"{team()}filters: [{', '.join(entries)}]\n"


def asset(section: str, body: str) -> str:
    return f'{team()}{section}: [{{name: theirs, account: "222222222222", {body}}}]\n'


LOW = "severity: {less_than: 4}"
ROOT_USER = 'type: {equals: ["Policy:IAMUser/RootCredentialUsage"]}'
ACCEPTED = "accept: [{problem: broad-suppression, reason: x}]"
RENAMED = '{name: "222222222222", id: "111111111111", email: m@example.com}'
MANAGEMENT = '{name: mgmt, id: "888877776666", email: x@example.com}'
UNLISTED = '{name: new, id: "555555555555", email: x@example.com}'
SCANNER = "resource.instanceDetails.imageId: {equals: [ami-0123456789abcdef0]}"
MODEL = "bedrock: amazon.nova-pro-v1:0, region: us-east-1"
OFF = '{name: own, id: "111111111111", email: m@example.com, protections: {ai: false, s3: false}}'

# By a name: what the team writes, and the codes of the errors that it gets.
ATTACKS: dict[str, tuple[str, set[str]]] = {
    # archive findings of others
    "not-equals-own": (suppression(f"{ROOT_USER}, accountId: {{not_equals: [own]}}"), {"foreign-account"}),
    "not-matches-own": (suppression(f'{ROOT_USER}, accountId: {{not_matches: ["1*"]}}'), {"foreign-account"}),
    "matches-others": (suppression(f'{ROOT_USER}, accountId: {{matches: ["2*"]}}'), {"foreign-account"}),
    "equals-victim": (suppression(f'{ROOT_USER}, accountId: {{equals: ["222222222222"]}}'), {"foreign-account"}),
    "pack-on-victim": (
        suppression(f'{LOW}, {SCANNER}, accountId: {{equals: ["222222222222"]}}', more="pack: own-scanner"),
        {"foreign-account"},
    ),
    "named-like-an-id": (team(RENAMED, 'account: "222222222222"'), {"reserved-name"}),
    # speak for another team
    "as-victim": (suppression(f"{ROOT_USER}, accountId: {{equals: [prod]}}", name="victim"), {"not-granted"}),
    "as-secops": (suppression(ROOT_USER, name="secops"), {"not-granted"}),
    "as-an-unknown-team": (team(name="mallory"), {"not-granted"}),
    # claim and use accounts of others
    "claims-management": (team(f"{OWN}, {MANAGEMENT}"), {"not-granted"}),
    "claims-what-nobody-lists": (team(f"{OWN}, {UNLISTED}"), {"not-granted"}),
    "watches-victim": (team(dataset='account: "222222222222"'), {"not-granted"}),
    "deploys-into-victim": (team(dataset='account: "222222222222", malware_scan: {}'), {"not-granted"}),
    "names-victims-identity": (asset("identities", "role: app"), {"not-granted"}),
    "names-victims-workload": (asset("workloads", "lambda: infer, region: us-east-1"), {"not-granted"}),
    "names-victims-service": (asset("services", "service: bedrock"), {"not-granted"}),
    "names-victims-model": (asset("models", MODEL), {"not-granted"}),
    "scans-administrator": (team(dataset="account: administrator, malware_scan: {}"), {"not-granted"}),
    # hide what its own accounts do
    "pack-too-severe": (suppression(SCANNER, more="pack: own-scanner"), {"rule-breach"}),
    "protections-off": (team(OFF), {"not-granted", "unexplained-override"}),
    "mutes-ai": (suppression(f"{LOW}, accountId: {{equals: [own]}}"), {"rule-breach"}),
    "mutes-medium": (
        suppression("type: {matches: ['Recon:EC2/*']}, severity: {not_equals: [high, critical]}"),
        {"rule-breach"},
    ),
    "never-ends": (suppression(ROOT_USER, expires="9999-12-31"), {"expires-late"}),
    "accepts-its-own-warnings": (
        suppression(f"service.additionalInfo.threatListName: {{equals: [x]}}, {LOW}", more=ACCEPTED),
        {"not-granted", "rule-breach"},
    ),
    "no-classification": (
        f"team: mal\naccounts: [{OWN}]\ndatasets: [{{name: d, bucket: b-1, account: own, region: us-east-1}}]\n",
        {"rule-breach"},
    ),
    "scans-nothing": (
        team(dataset="classification: restricted, malware_scan: {prefixes: [no-such-prefix/]}"),
        {"rule-breach"},
    ),
    # take what others have
    "adopts-by-hand-made": (filters(1, "existing: {us-east-1: secops-manual-critical}"), {"not-granted"}),
    "adopts-by-suppression": (
        suppression(ROOT_USER, more="existing: {us-east-1: secops-manual-critical}"),
        {"not-granted"},
    ),
    "adopts-a-role": (
        team(dataset='malware_scan: {existing: {plan: a1, role: "arn:aws:iam::111111111111:role/theirs"}}'),
        {"not-granted"},
    ),
    "was-victim": (team().replace("team: mal", "team: mal\nwas: victim", 1), {"invalid-was"}),
    "two-have-the-same-former-name": (filters(2, "was: old"), {"invalid-was"}),
    "pins-the-compiler": (f"{team()}watchspec: '>= 0.1'\n", {"unknown-key"}),
    "tests-a-file-outside": (
        f"{team()}tests: [{{finding: ../../../etc/passwd, suppressed: false}}]\n",
        {"invalid-path"},
    ),
    "adopts-planned": (filters(1, "existing: {us-east-1: victim.d}"), {"not-granted"}),
    "uses-every-filter": (filters(99), {"not-granted"}),
}


@pytest.fixture
def attacked(tmp_path: Path) -> Callable[[str], Path]:
    """The folder of a company in which the team ``mal`` has written a file."""

    def write(text: str) -> Path:
        documents = {"organization": ORGANIZATION, "secops/a": SECOPS, "victim/a": VICTIM, "mal/a": text}
        for name, document in documents.items():
            path = tmp_path / f"{name}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(document, encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_where_it_is_written(attack: str, attacked: Callable[[str], Path]) -> None:
    text, codes = ATTACKS[attack]
    errors = [problem for problem in problems_of(attacked(text), DAY) if problem.is_error]
    assert {problem.code for problem in errors} == codes
    assert {problem.span.source.name for problem in errors} == {"mal/a.yaml"}


@pytest.mark.parametrize(
    "text",
    [team(), suppression(f"{ROOT_USER}, accountId: {{equals: [own]}}"), suppression(ROOT_USER), filters(19)],
)
def test_the_same_company_lets_an_honest_team_work(text: str, attacked: Callable[[str], Path]) -> None:
    assert not [problem for problem in problems_of(attacked(text), DAY) if problem.is_error]


def test_every_attack_is_in_the_table_of_threats() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert set(re.findall(r"`test_security\[([a-z-]+)\]`", text)) == set(ATTACKS)


def test_the_tests_that_the_page_names_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`(test_[a-z_]+)::(test_[a-z_0-9]+)`", text)
    assert named
    for module, name in named:
        assert f"def {name}(" in (ROOT / "tests" / f"{module}.py").read_text("utf-8"), f"{module}::{name}"


def test_the_company_of_the_page_is_the_one_that_is_attacked() -> None:
    (written,) = re.findall(
        r"^```yaml\n(.*?)^```$", (ROOT / "SECURITY.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert yaml.safe_load(written) == yaml.safe_load(ORGANIZATION)
