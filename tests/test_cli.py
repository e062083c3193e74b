"""The command line as a user has it: what is printed, where, which exit code, and what is written."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from compiler.commands import run
from tests.conftest import ACCOUNTS, EXAMPLE, ORGANIZATION, ROOT, TESTS
from tests.samples import finding

Specs = Callable[..., Path]
STACK = "stacks/acme-us-east-1/cdk.tf.json"


def process(*arguments: str | Path, cwd: Path = EXAMPLE.parent, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, with next to nothing in its environment."""
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    keep = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    return subprocess.run(command, cwd=cwd, env={**keep, **environment}, capture_output=True, text=True, check=False)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass(frozen=True)
class Synthesized:
    """One run of ``synth`` that several tests look at: as CDKTF runs it, with no arguments and ``CDKTF_OUTDIR``."""

    specs: Path
    out: Path
    done: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def synthesized(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    folder = tmp_path_factory.mktemp("company")
    specs, out = folder / "specs", folder / "elsewhere"
    specs.mkdir()
    (specs / "organization.yaml").write_text(ORGANIZATION, "utf-8")
    return Synthesized(specs, out, process(cwd=folder, CDKTF_OUTDIR=str(out)))


@pytest.fixture
def out(synthesized: Synthesized, tmp_path: Path) -> Path:
    """A copy of the output that a test may change."""
    return shutil.copytree(synthesized.out, tmp_path / "out")


def test_synth_is_the_default_and_writes_only_stacks_and_a_manifest(synthesized: Synthesized) -> None:
    assert (synthesized.done.returncode, synthesized.done.stderr) == (0, "")
    assert contents(synthesized.out).keys() == {"manifest.json", STACK}
    assert not (synthesized.specs.parent / "cdktf.out").exists()


def test_synth_prints_the_stacks_and_what_to_run_next(synthesized: Synthesized) -> None:
    assert "acme-us-east-1  999988887777  new             -        -      -      -" in synthesized.done.stdout
    assert f"terraform -chdir={synthesized.out}/stacks/acme-us-east-1 init" in synthesized.done.stdout


def test_nothing_is_written_when_a_spec_has_an_error(specs: Specs, out: Path) -> None:
    before = contents(out)
    done = process("--specs", specs(team="team: fraud\naccouts: []"), "--out", out)
    assert (done.returncode, done.stdout) == (1, "")
    assert "did you mean 'accounts'?" in done.stderr
    assert contents(out) == before


def test_a_stack_that_has_left_the_specs_is_shown_by_check_and_removed_by_synth(
    synthesized: Synthesized, out: Path
) -> None:
    shutil.copytree(out / "stacks" / "acme-us-east-1", out / "stacks" / "acme-eu-west-1")
    manifest = json.loads((out / "manifest.json").read_text())
    manifest["stacks"]["acme-eu-west-1"] = {}
    (out / "manifest.json").write_text(json.dumps(manifest))
    notice = "Stack acme-eu-west-1 is no longer in the specs. Its resources still exist in AWS;"
    done = process("synth", "--check", "--specs", synthesized.specs, "--out", out)
    assert done.returncode == 1
    assert notice in done.stderr
    assert notice in process("--specs", synthesized.specs, "--out", out).stdout
    assert contents(out) == contents(synthesized.out)


def test_check_fails_on_a_stack_that_is_not_from_the_specs(synthesized: Synthesized, out: Path) -> None:
    shutil.copytree(out / "stacks" / "acme-us-east-1", out / "stacks" / "x\n::error::y")
    done = process("synth", "--check", "--format", "github", "--specs", synthesized.specs, "--out", out)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{out}/stacks/x ::error::y is not from these specs, and was not changed")


def test_two_organizations_cannot_write_into_one_folder(specs: Specs, out: Path) -> None:
    before = contents(out)
    done = process("--specs", specs(ORGANIZATION.replace("acme", "acme-gov")), "--out", out)
    assert (done.returncode, done.stdout) == (2, "")
    assert "has the stacks of organization acme; use --out to name another folder" in done.stderr
    assert contents(out) == before


def test_check_accepts_output_that_is_up_to_date(synthesized: Synthesized) -> None:
    done = process("synth", "--check", "--specs", synthesized.specs, "--out", synthesized.out)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_check_shows_the_diff_and_writes_nothing(specs: Specs, out: Path) -> None:
    before = contents(out)
    done = process("synth", "--check", "--specs", specs(team=f"team: fraud\n{ACCOUNTS}"), "--out", out)
    assert (done.returncode, contents(out)) == (1, before)
    assert '+        "email": "aws-fraud-prod@example.com"' in done.stdout
    assert done.stderr == f"{out} is out of date: run watchspec synth and commit the result\n"


def test_check_leaves_stdout_to_machines(synthesized: Synthesized, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    done = process("synth", "--check", "--format", "json", "--specs", synthesized.specs, "--out", missing)
    assert (done.returncode, json.loads(done.stdout)) == (1, {"problems": []})
    assert f"+++ {STACK}" in done.stderr
    assert not missing.exists()


def test_output_that_is_up_to_date_is_not_touched(synthesized: Synthesized, out: Path) -> None:
    written = {path: path.stat().st_mtime_ns for path in out.rglob("*.json")}
    assert "up to date" in process("--specs", synthesized.specs, "--out", out).stdout
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.json")} == written


def test_a_link_in_the_output_is_replaced_and_not_followed(synthesized: Synthesized, out: Path, tmp_path: Path) -> None:
    target = tmp_path / "precious.json"
    target.write_text("precious")
    (out / "manifest.json").unlink()
    (out / "manifest.json").symlink_to(target)
    assert process("--specs", synthesized.specs, "--out", out).returncode == 0
    assert target.read_text() == "precious"
    assert contents(out) == contents(synthesized.out)


def test_an_output_folder_that_cannot_be_made_is_a_usage_error(synthesized: Synthesized, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = process("--specs", synthesized.specs, "--out", tmp_path / "file" / "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot use" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_output_is_the_same_in_any_folder_order_locale_and_hash_seed(tmp_path: Path) -> None:
    golden = TESTS / "golden" / "many-files" / "specs"
    other = tmp_path / "a folder with blanks" / "specs"
    for path in sorted(golden.rglob("*.y*ml"), reverse=True):
        target = other / path.relative_to(golden)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    one, two = tmp_path / "one", tmp_path / "two"
    process("--specs", golden, "--out", one, PYTHONHASHSEED="1")
    environment = {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8"}
    process("--specs", "specs", "--out", two, cwd=other.parent, **environment)
    assert len(contents(one)) == 2
    assert contents(one) == contents(two)


def test_a_bug_has_its_own_exit_code_and_keeps_its_traceback() -> None:
    code = "import sys, compiler.entry, compiler.pipeline\ncompiler.pipeline.plan = None\ncompiler.entry.run()"
    command = [sys.executable, "-c", code, "validate", "--specs", str(EXAMPLE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 70
    assert "Traceback" in done.stderr
    assert "a bug in watchspec, not in your specs" in done.stderr


def test_a_missing_package_is_reported_with_what_to_run() -> None:
    command = [sys.executable, "-E", "-S", str(ROOT / "main.py"), "validate"]
    done = subprocess.run(command, cwd=EXAMPLE.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("The package pydantic is missing. Run make,")


def test_a_reader_may_stop_reading() -> None:
    many = EXAMPLE / "findings" / "exfiltration.json"
    command = [sys.executable, str(ROOT / "main.py"), "explain", *[str(many)] * 2_000]
    with subprocess.Popen(command, cwd=EXAMPLE.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


def test_validate_loads_nothing_that_only_other_commands_need(synthesized: Synthesized) -> None:
    code = "import sys, compiler.entry; compiler.entry.main(sys.argv[1:]); print(*sys.modules)"
    command = [sys.executable, "-c", code, "validate", "--specs", str(synthesized.specs)]
    environment = {"PATH": "", "JSII_NODE": "/nonexistent"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    printed, modules = done.stdout.splitlines()
    assert printed.endswith(": no problems; 1 stack")
    packages = {module.split(".")[0] for module in modules.split()}
    assert packages.isdisjoint({"cdktf", "jsii", "constructs", "rich", "shtab"})
    rooms = {module.split(".")[1] for module in modules.split() if module.startswith("compiler.")}
    assert rooms.isdisjoint({"terraform", "findings", "output", "summary", "scaffold", "schema"})


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_specs_without_problems_are_valid_output_for_machines(
    form: str, specs: Specs, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["validate", "--specs", str(specs()), "--format", form]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["problems"] if form == "json" else printed["runs"][0]["results"]) == []


def test_warnings_do_not_fail(specs: Specs, capsys: pytest.CaptureFixture[str]) -> None:
    where = '{type: {equals: ["Impact:IAMUser/CostHarvesting"]}, severity: {at_least: high}}'
    folder = specs(
        ORGANIZATION + "protections: {ai: true}\n", team=f"team: fraud\nfilters: [{{name: x, where: {where}}}]"
    )
    assert run(["validate", "--specs", str(folder)]) == 0
    printed = capsys.readouterr()
    assert "[hides-ai-findings]" in printed.out
    assert printed.err == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["validate", "--specs", "no/such/folder"], "there is no folder no/such/folder"),
        (["validate", "--format", "xml"], "invalid choice: 'xml'"),
        (["validate", "--as-of", "tomorrow"], "'tomorrow' is not a date such as 2027-01-31"),
        (["sinth"], "there is no command 'sinth'; did you mean 'synth'?"),
        (["rollback"], "there is no command 'rollback'; watchspec --help lists them"),
        (["--specs", "nope", "validate"], "the command comes first: watchspec validate --specs nope"),
        (["validate", "synth"], "unrecognized arguments: synth"),
        (["validate", "specs/organization.yaml"], "All specs are read together: name their folder with --specs DIR"),
        (["explain", "--sql", "x"], "it takes no findings and no --format json"),
        (["explain", "--sql", "--format", "json"], "it takes no findings and no --format json"),
        (["explain"], "name a file or a folder of findings"),
        (["explain", "--count", "--each", "x"], "not allowed with argument"),
        (["new", "team", "../outside"], "is not a valid name"),
        (["new", "team", "fraud-detection"], "team fraud-detection already exists"),
    ],
)
def test_a_wrong_command_line_is_a_usage_error(arguments: list[str], message: str) -> None:
    done = process(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_new_team_writes_a_valid_spec_of_which_every_example_is_valid(
    specs: Specs, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = specs()
    assert run(["new", "--specs", str(folder), "team", "vision"]) == 0
    assert run(["validate", "--specs", str(folder)]) == 0
    path = folder / "vision.yaml"
    lines = path.read_text("utf-8").splitlines()[5:]
    uncommented = [line.removeprefix("# ") if line.startswith("# ") and ":" in line else line for line in lines]
    path.write_text("\n".join(uncommented), "utf-8")
    assert run(["validate", "--specs", str(folder)]) == 0, capsys.readouterr().err


def test_new_team_never_overwrites_a_file(specs: Specs, capsys: pytest.CaptureFixture[str]) -> None:
    folder = specs(vision="team: robotics")
    assert run(["new", "--specs", str(folder), "team", "vision"]) == 2
    assert "vision.yaml already exists" in capsys.readouterr().err
    assert (folder / "vision.yaml").read_text("utf-8") == "team: robotics"


FAILING = """\
team: fraud
filters: [{name: x, where: {severity: {at_least: high}}}]
tests:
  - {finding: a.json, suppressed: false}
  - {finding: a.json, not_matches: [fraud.x], suppressed: true}
"""


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_a_failed_test_is_a_problem_at_its_line_in_formats_for_machines(
    form: str, specs: Specs, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = specs(team=FAILING)
    (folder / "a.json").write_text(json.dumps(finding()))
    monkeypatch.chdir(folder.parent)
    assert run(["test", "--format", form]) == 1
    printed = capsys.readouterr().out
    if form == "github":
        first, second = printed.splitlines()
        assert (
            first
            == "::error file=specs/team.yaml,line=5,col=5,title=failed-test::a.json: fraud.x matches, but must not"
        )
        assert second.startswith("::error file=specs/team.yaml,line=5,col=5,title=failed-test::a.json: no suppression")
    elif form == "json":
        problems = json.loads(printed)["problems"]
        assert [(p["code"], p["line"], p["level"]) for p in problems] == [("failed-test", 5, "error")] * 2
    else:
        (driven,) = json.loads(printed)["runs"]
        assert [result["ruleId"] for result in driven["results"]] == ["failed-test"] * 2


@pytest.mark.parametrize("text", ["", "\n\n", "[]", '{"Findings": []}'])
@pytest.mark.parametrize("how", ["--each", "--count"])
def test_a_file_without_a_finding_is_reported_beside_one_that_has_some(
    how: str, text: str, specs: Specs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.json").write_text(text)
    (tmp_path / "a.json").write_text(json.dumps(finding()))
    files = [str(tmp_path / name) for name in ("empty.json", "a.json")]
    assert run(["explain", how, "--specs", str(specs()), *files]) == 1
    printed = capsys.readouterr()
    assert printed.err == f"{files[0]}: skipped: contains no finding\n1 skipped\n"
    assert printed.out


def test_a_folder_without_findings_is_reported(
    specs: Specs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "exports").mkdir()
    assert run(["explain", "--specs", str(specs()), str(tmp_path / "exports")]) == 1
    assert "exports: skipped: contains no finding" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_secret_in_a_finding_is_masked_wherever_it_is_printed(
    form: str, specs: Specs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    folder = specs(team="team: fraud\nfilters: [{name: x, where: {severity: {at_least: high}}}]")
    (tmp_path / "a.json").write_text(json.dumps(finding(type=f"Recon:EC2/X aws_secret_access_key={secret}")))
    assert run(["explain", "--each", "--format", form, "--specs", str(folder), str(tmp_path / "a.json")]) == 0
    printed = capsys.readouterr().out
    kind = json.loads(printed)["type"] if form == "json" else printed
    assert f"aws_secret_access_key={'•' * len(secret)}" in kind
    assert secret not in printed
