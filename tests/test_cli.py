"""The command line as a user has it: what is printed, where, which exit code, and what is written."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import main as cli
from tests.conftest import ACCOUNTS, ROOT, TESTS

Specs = Callable[..., Path]


def run(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, with next to nothing in its environment."""
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    keep = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    return subprocess.run(command, cwd=cwd, env={**keep, **environment}, capture_output=True, text=True, check=False)


def test_synth_writes_and_is_quiet_on_stderr(specs: Specs, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("--specs", specs(team=f"team: fraud\n{ACCOUNTS}"), "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert "acme-us-east-1  999988887777  new       1        -        -" in done.stdout
    assert f"cd {out}/stacks/acme-us-east-1 && terraform init" in done.stdout
    assert {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} == {
        "manifest.json",
        "stacks/acme-us-east-1/cdk.tf.json",
    }


def test_who_reads_may_stop_reading() -> None:
    many = ROOT / "specs" / "findings" / "exfiltration.json"
    command = [sys.executable, str(ROOT / "main.py"), "explain", *[str(many)] * 2_000]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_cdktf_says_where(specs: Specs, tmp_path: Path) -> None:
    """``cdktf synth`` runs the app without arguments, in the project's folder, with CDKTF_OUTDIR set."""
    folder = specs()
    assert run(cwd=folder.parent, CDKTF_OUTDIR=str(tmp_path / "elsewhere")).returncode == 0
    assert (tmp_path / "elsewhere" / "manifest.json").is_file()
    assert not (folder.parent / "cdktf.out").exists()


def test_nothing_is_written_when_anything_is_wrong(specs: Specs, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("--specs", specs(), "--out", out).returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    done = run("--specs", specs(team="team: fraud\naccouts: []"), "--out", out)
    assert (done.returncode, done.stdout) == (1, "")
    assert "did you mean 'accounts'?" in done.stderr
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_a_stack_that_is_gone_disappears_and_its_state_does_not(specs: Specs, tmp_path: Path) -> None:
    out, regions = tmp_path / "out", "regions: [us-east-1, eu-west-1, eu-west-2]"
    organization = (specs() / "organization.yaml").read_text()
    run("--specs", specs(organization.replace("regions: [us-east-1]", regions)), "--out", out)
    (out / "stacks/acme-eu-west-1/.terraform").mkdir()
    (out / "stacks/acme-eu-west-2/terraform.tfstate").write_text("{}")
    done = run("--specs", specs(), "--out", out)
    assert "Removed acme-eu-west-1" in done.stdout
    assert sorted(path.name for path in (out / "stacks").iterdir()) == ["acme-eu-west-2", "acme-us-east-1"]
    assert [path.name for path in (out / "stacks/acme-eu-west-2").iterdir()] == ["terraform.tfstate"]


def test_check_writes_nothing_and_shows_the_difference(specs: Specs, tmp_path: Path) -> None:
    out = tmp_path / "out"
    missing = run("synth", "--check", "--specs", specs(), "--out", out)
    assert (missing.returncode, out.exists()) == (1, False)
    assert "+++ stacks/acme-us-east-1/cdk.tf.json" in missing.stdout
    run("--specs", specs(), "--out", out)
    assert run("synth", "--check", "--specs", specs(), "--out", out).returncode == 0
    stale = run("synth", "--check", "--specs", specs(team=f"team: fraud\n{ACCOUNTS}"), "--out", out)
    assert stale.returncode == 1
    assert '+        "email": "aws-fraud-prod@example.com"' in stale.stdout
    assert "run main.py, and commit it" in stale.stderr


def test_check_leaves_stdout_to_machines(specs: Specs, tmp_path: Path) -> None:
    stale = run("synth", "--check", "--format", "json", "--specs", specs(), "--out", tmp_path / "out")
    assert (stale.returncode, json.loads(stale.stdout)) == (1, {"problems": []})
    assert "+++ stacks/acme-us-east-1/cdk.tf.json" in stale.stderr


def test_output_that_is_up_to_date_is_not_touched(specs: Specs, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("--specs", specs(), "--out", out)
    written = {path: path.stat().st_mtime_ns for path in out.rglob("*.json")}
    assert "up to date" in run("--specs", specs(), "--out", out).stdout
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.json")} == written


def test_a_link_in_the_output_is_replaced_not_followed(specs: Specs, tmp_path: Path) -> None:
    target, out = tmp_path / "precious.json", tmp_path / "out"
    target.write_text("precious")
    out.mkdir()
    (out / "manifest.json").symlink_to(target)
    assert run("--specs", specs(), "--out", out).returncode == 0
    assert target.read_text() == "precious"


def test_validate_loads_neither_cdktf_nor_node(specs: Specs) -> None:
    code = "import sys, main; main.main(sys.argv[1:]); print([m for m in sys.modules if 'jsii' in m or 'cdktf' in m])"
    command = [sys.executable, "-c", code, "validate", "--specs", str(specs())]
    environment = {"PATH": "", "JSII_NODE": "/nonexistent"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "no problems" in done.stdout


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_machines_can_read_success_too(form: str, specs: Specs, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["validate", "--specs", str(specs()), "--format", form]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed.get("problems", printed.get("runs", [{}])[0].get("results") if form == "sarif" else None) == []


def test_warnings_do_not_fail(specs: Specs, capsys: pytest.CaptureFixture[str]) -> None:
    where = '{type: {equals: ["Impact:IAMUser/CostHarvesting"]}, severity: {at_least: high}}'
    folder = specs(team=f"team: fraud\nfilters: [{{name: x, where: {where}}}]")
    assert cli.main(["validate", "--specs", str(folder)]) == 0
    printed = capsys.readouterr()
    assert "[hides-ai-findings]" in printed.out
    assert printed.err == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "--specs", "no/such/folder"],
        ["validate", "--format", "xml"],
        ["sinth"],
        ["new", "team", "../outside"],
        ["new", "team", "fraud-detection"],
        ["new", "team", "Research/x"],
    ],
)
def test_usage(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_bug_is_not_dressed_up_as_a_mistake(specs: Specs) -> None:
    """Without a Node to run there is nothing an author could mend."""
    done = run("--specs", specs(), JSII_NODE="/nonexistent")
    assert done.returncode == 70
    assert "Traceback" in done.stderr
    assert "a bug in watchspec, not in your specs" in done.stderr


def test_without_the_packages_it_says_what_to_do() -> None:
    command = [sys.executable, "-I", "-S", str(ROOT / "main.py"), "validate"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "run make once" in done.stderr


def test_an_output_folder_that_cannot_be(specs: Specs, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = run("--specs", specs(), "--out", tmp_path / "file" / "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot use" in done.stderr
    assert "Traceback" not in done.stderr


def test_new_team_is_right_at_once_and_with_every_example(specs: Specs, capsys: pytest.CaptureFixture[str]) -> None:
    folder = specs()
    assert cli.main(["new", "--specs", str(folder), "team", "vision"]) == 0
    assert cli.main(["validate", "--specs", str(folder)]) == 0
    path = folder / "vision.yaml"
    lines = path.read_text("utf-8").splitlines()
    used = [line.removeprefix("# ") if line.startswith("# ") and ":" in line else line for line in lines[5:]]
    path.write_text("\n".join(used), "utf-8")
    assert cli.main(["validate", "--specs", str(folder)]) == 0, capsys.readouterr().err


def test_the_same_bytes_whatever_the_order_the_folder_and_the_hash_seed(tmp_path: Path) -> None:
    golden = TESTS / "golden" / "many-files" / "specs"
    other = tmp_path / "a folder with blanks" / "specs"
    for path in sorted(golden.rglob("*.y*ml"), reverse=True):
        target = other / path.relative_to(golden)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    one, two = tmp_path / "one", tmp_path / "two"
    run("--specs", golden, "--out", one, PYTHONHASHSEED="1")
    run("--specs", "specs", "--out", two, cwd=other.parent, PYTHONHASHSEED="2", TZ="Asia/Tokyo", LANG="tr_TR.UTF-8")
    files = [path.relative_to(one) for path in one.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert all((one / path).read_bytes() == (two / path).read_bytes() for path in files)
