"""``watchspec inventory``: a row for each asset in every format, and what differs from the list of a discovery tool."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from compiler.commands import run
from compiler.inventory.compare import Found, NotAList, compare, found_in
from compiler.inventory.formats import COLUMNS, csv_text, cyclonedx
from compiler.inventory.rows import rows_of
from compiler.model.program import Program
from tests.conftest import TESTS, program_of

MODELS = TESTS / "golden" / "models" / "specs"
ORGANIZATION = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: organization, auto_enable: new}
regions: [us-east-1]
protections: {s3: true}
"""
TEAM = """\
team: ml
owner: "@acme/ml"
accounts:
  - {name: prod, id: "123456789012", email: aws@example.com}
  - {name: lab, id: "234567890123", email: lab@example.com, protections: {s3: false}}
identities:
  - {name: app, role: app, account: prod}
  - {name: lab, role: lab, account: lab}
workloads:
  - {name: vllm, account: prod, region: us-east-1, eks: {cluster: serve, namespace: vllm}}
suppressions:
  - name: scanner
    reason: Our scanner
    expires: 2027-01-31
    where:
      accountId: {equals: [prod]}
      type: {equals: ["Recon:IAMUser/TorIPCaller"]}
  - name: other-role
    reason: Known calls
    expires: 2027-01-31
    where:
      accountId: {equals: [prod]}
      type: {equals: ["Recon:IAMUser/TorIPCaller"]}
      resource.accessKeyDetails.userName: {equals: [somebody]}
"""


@pytest.fixture
def program(specs: Callable[..., Path]) -> Program:
    return program_of(specs(ORGANIZATION, team=TEAM))


@pytest.mark.parametrize("form", ["text", "csv", "json", "cyclonedx"])
def test_the_inventory_of_the_models(
    form: str, snapshot: Callable[[Path, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inventory", "--specs", str(MODELS), "--format", form]) == 0
    snapshot(TESTS / "snapshots" / f"inventory.{form}", capsys.readouterr().out)


def test_a_row_has_the_protections_of_its_account_and_the_suppressions_that_touch_it(program: Program) -> None:
    rows = {row.asset: row for row in rows_of(program)}
    assert rows["ml.app"].protections == {"ai": False, "s3": True}
    assert rows["ml.lab"].protections == {"ai": False, "s3": False}
    assert {name: row.suppressions for name, row in rows.items()} == {
        "ml.app": ("ml.scanner",),
        "ml.lab": (),
        "ml.vllm": (),
    }


def test_a_spreadsheet_runs_nothing_of_the_csv(program: Program) -> None:
    rows = list(csv.DictReader(StringIO(csv_text(rows_of(program)))))
    assert {row["owner"] for row in rows} == {"'@acme/ml"}
    assert tuple(rows[0]) == COLUMNS


def test_a_bill_of_materials_says_what_a_model_was_trained_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inventory", "--specs", str(MODELS), "--format", "cyclonedx"]) == 0
    bill = json.loads(capsys.readouterr().out)
    assert {component["type"] for component in bill["components"]} == {"data", "machine-learning-model"}
    needed = {each["ref"]: each["dependsOn"] for each in bill["dependencies"]}
    assert needed["models:assistant.base"] == ["datasets:assistant.corpus", "datasets:assistant.weights"]
    assert {ref for refs in needed.values() for ref in refs} <= set(needed)


@pytest.mark.parametrize("case", ["models", "databases", "identities", "routes"])
def test_a_bill_of_materials_is_valid(case: str) -> None:
    """By the schema of CycloneDX, also where there is nothing for it."""
    pytest.importorskip("cyclonedx", reason="cyclonedx-python-lib is not installed: pip install cyclonedx-python-lib")
    pytest.importorskip("referencing", reason="cyclonedx-python-lib[json-validation] is not installed")
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    rows = rows_of(program_of(TESTS / "golden" / case / "specs"))
    bill = cyclonedx(rows, case)
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(bill)) is None
    assert validator.validate_str(json.dumps({**bill, "components": [{"type": "x"}]})) is not None


FOUND = [("123456789012", "role", "app"), ("123456789012", "eks", "serve"), ("234567890123", "role", "shadow")]


@pytest.mark.parametrize(
    "text",
    [
        "name,account,kind\n" + "".join(f"{name},{account},{kind}\n" for account, kind, name in FOUND),
        json.dumps([dict(zip(("account", "kind", "name"), entry, strict=True)) for entry in FOUND]),
    ],
    ids=["csv", "json"],
)
def test_a_list_shows_what_is_not_declared_and_what_is_not_there(text: str, program: Program) -> None:
    """The workload is found by its cluster; kinds that the list does not have are not missed."""
    comparison = compare(rows_of(program), found_in(text))
    assert comparison.undeclared == (FOUND[2],)
    assert [row.asset for row in comparison.missing] == ["ml.lab"]
    only_databases = compare(rows_of(program), found_in("account,kind,name\n1,cluster,kb\n"))
    assert only_databases.missing == ()


def test_an_account_of_a_list_can_have_its_name_in_the_specs(program: Program) -> None:
    comparison = compare(rows_of(program), [Found("prod", "role", "app"), Found("lab", "role", "app")])
    assert comparison.undeclared == (Found("234567890123", "role", "app"),)
    assert [row.asset for row in comparison.missing] == ["ml.lab"]


@pytest.mark.parametrize(
    ("kind", "arn", "name"),
    [
        ("role", "arn:aws:iam::123456789012:role/team/app", "app"),
        ("eks", "arn:aws:eks:us-east-1:123456789012:cluster/serve", "serve"),
        ("lambda", "arn:aws-cn:lambda:cn-north-1:123456789012:function:f", "f"),
        ("bucket", "arn:aws:s3:::b", "b"),
        ("bucket", "arn:aws:s3:::b/app", "arn:aws:s3:::b/app"),
        ("role", "arn:aws:iam", "arn:aws:iam"),
    ],
)
def test_an_arn_is_read_as_the_name_in_it(kind: str, arn: str, name: str, program: Program) -> None:
    declared = {("123456789012", "role", "app"), ("123456789012", "eks", "serve")}
    comparison = compare(rows_of(program), [Found("123456789012", kind, arn)])
    left = Found("123456789012", kind, name)
    assert comparison.undeclared == (() if left in declared else (left,))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[1", "it starts like JSON, and is not JSON"),
        ("{}", "it is JSON, and not a list"),
        ('[{"account": 1, "kind": "role", "name": "app"}]', "entry 1 does not have account, kind, name as texts"),
        ("account,name\n1,2\n", "entry 1 does not have account, kind, name as texts"),
        (
            "AccountId,ResourceType,ResourceId\n1,AwsS3Bucket,arn:aws:s3:::b\n",
            "it has AccountId, ResourceType, Resource",
        ),
        ("AccountId,Type\n1,AwsS3Bucket\n", "Kinds are bucket, role"),
        (f"account,kind,name\n1,role,{'x' * 200_000}\n", "it is no CSV: field larger than field limit"),
    ],
)
def test_what_is_no_list_is_refused(text: str, reason: str) -> None:
    with pytest.raises(NotAList, match=reason):
        found_in(text)


@pytest.mark.parametrize(
    ("content", "form", "code", "printed"),
    [
        (b"account,kind,name\n123456789012,endpoint,scorer-prod\n", "text", 0, "declared and not found: 0"),
        (b"account,kind,name\n123456789012,endpoint,\x1b[2J\n", "text", 1, "found and not declared: 1"),
        (b"account,kind,name\n123456789012,endpoint,shadow\n", "json", 1, '"name": "shadow"'),
        (b"account,kind,name\n1,S3,b\n", "text", 1, "nothing was compared with them: S3\nkinds are bucket, role, "),
        (b"account,kind,name\n1,S3,b\n", "json", 1, '"unknown_kinds": [\n    "S3"\n  ]'),
        (b"account,kind,name\n1,\x1b[2J,b\n", "text", 1, "no kinds of the inventory"),
        (b"account,kind,name\n", "csv", 2, "--compare takes --format text or json"),
        (b"\xff", "text", 2, "it is not UTF-8"),
        (b"{}", "text", 2, "is not a list of assets: it is JSON, and not a list"),
        (None, "text", 2, "cannot read"),
    ],
)
def test_the_command_compares(
    content: bytes | None, form: str, code: int, printed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "found"
    if content is not None:
        path.write_bytes(content)
    arguments: list[Any] = ["inventory", "--specs", MODELS, "--compare", path, "--format", form]
    assert run([*map(str, arguments)]) == code
    streams = capsys.readouterr()
    assert printed in (streams.err if code == 2 else streams.out)
    assert "\x1b" not in streams.out
