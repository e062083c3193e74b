"""``init`` and ``new organization``: what they write is valid, and what is there already stays as it is."""

import json
import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from compiler.commands import run
from compiler.load import load
from compiler.pipeline import compile_specs
from compiler.scaffold import creating
from compiler.scaffold import repository as repository_files
from compiler.schema import spec_schema
from compiler.validate import validate
from compiler.version import version
from tests.conftest import ORGANIZATION, TESTS, problems_of

REQUIRED = ("--organization", "acme", "--administrator", "999988887777", "--regions", "us-east-1,eu-west-1")
ALL = (*REQUIRED, "--membership", "invitation", "--owner", "@acme/security", "--state-bucket", "acme-tfstate")
SCHEMA = cache(spec_schema)
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The schema takes longer than all the rest."""
    monkeypatch.setattr(repository_files, "spec_schema", SCHEMA)


def init(folder: Path, *arguments: str) -> int:
    return run(["init", str(folder), *(arguments or ALL)])


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "guardduty"
    assert init(folder) == 0
    return folder


FILES = (
    ".github/workflows/guardduty.yaml",
    ".github/workflows/terraform.yaml",
    ".gitignore",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    "CODEOWNERS",
    "README.md",
    "cdktf.json",
    "requirements.txt",
    "specs/organization.yaml",
    "specs/schema.json",
    "specs/security.yaml",
)


@pytest.mark.parametrize("arguments", [REQUIRED, ALL], ids=["required", "all"])
def test_the_specs_have_no_problems(
    arguments: tuple[str, ...],
    tmp_path: Path,
    snapshot: Callable[[Path, str], None],
    request: pytest.FixtureRequest,
) -> None:
    assert init(tmp_path, *arguments) == 0
    assert problems_of(tmp_path / "specs") == ()
    name = f"organization-{request.node.callspec.id}.yaml"
    document = (tmp_path / "specs" / "organization.yaml").read_text("utf-8").replace(version(), "VERSION")
    snapshot(TESTS / "snapshots" / "init" / name, document)


def test_the_answers_reach_the_specs(repository: Path) -> None:
    organization = compile_specs(repository / "specs").program.organization
    assert (organization.name, organization.administrator.account_id) == ("acme", "999988887777")
    assert (organization.regions, organization.owner) == (("eu-west-1", "us-east-1"), "@acme/security")


def test_every_example_in_the_organization_document_is_valid(repository: Path) -> None:
    path = repository / "specs" / "organization.yaml"
    text = re.sub("^( *)# (?=[a-z0-9_]+: [^a-z])", r"\1", path.read_text("utf-8"), flags=re.MULTILINE)
    examples = yaml.safe_load(text.replace("local: {}", "").replace("membership: {mode: invitation}", ""))
    assert examples.keys() >= {"detector", "membership", "owner", "protections", "rules", "watchspec"}
    path.write_text(yaml.safe_dump(examples), "utf-8")
    assert [problem for problem in problems_of(repository / "specs") if problem.is_error] == []


@pytest.mark.parametrize("name", ["on", "NULL", "007", "1e3", "0x1F", "12_3"])
def test_a_name_that_yaml_would_read_as_something_else_is_in_quotes(name: str, tmp_path: Path) -> None:
    arguments = ["--organization", name, "--team", name, *REQUIRED[2:]]
    assert init(tmp_path, *arguments) == 0
    assert compile_specs(tmp_path / "specs").program.organization.name == name
    assert [team.head.name for team in validate(load(tmp_path / "specs")).teams] == [name]


def test_all_files_are_listed(tmp_path: Path, capsys: Capture) -> None:
    assert init(tmp_path / "guardduty") == 0
    assert tuple(sorted(content(tmp_path / "guardduty"))) == FILES
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == f"{len(FILES)} files written"
    assert tuple(line.strip() for line in lines[: len(FILES)]) == FILES
    assert lines[len(FILES) :][:2] == ["Next:", f"  cd {tmp_path}/guardduty"]


@pytest.mark.parametrize(("pipeline", "other"), [("github", ".gitlab-ci.yml"), ("gitlab", ".github")])
def test_only_the_chosen_pipeline_is_written(pipeline: str, other: str, tmp_path: Path) -> None:
    assert init(tmp_path, *ALL, "--pipeline", pipeline) == 0
    assert set(FILES) - set(content(tmp_path)) == {name for name in FILES if name.startswith(other)}


def test_the_second_time_nothing_is_written(repository: Path, capsys: Capture) -> None:
    before = content(repository)
    capsys.readouterr()
    assert init(repository) == 0
    assert content(repository) == before
    printed = capsys.readouterr().out
    assert "0 files written" in printed
    assert "Next" not in printed


def test_a_file_of_any_name_is_never_overwritten(tmp_path: Path, capsys: Capture) -> None:
    mine = {name: "# mine\n" for name in FILES if not name.startswith("specs/")}
    for name, text in mine.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert init(tmp_path) == 0
    assert {name: (tmp_path / name).read_text("utf-8") for name in mine} == mine
    assert f"{len(mine)} existing files kept" in capsys.readouterr().out


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_is_written_again(name: str, repository: Path) -> None:
    before = content(repository)
    (repository / name).unlink()
    unfinished = (repository / name).with_name(f".{Path(name).name}.unfinished")
    unfinished.write_text("what a run that was killed has left", "utf-8")
    assert init(repository) == 0
    assert content(repository) == before


def test_a_company_with_its_own_names_for_files_stays_as_it_is(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "company.yaml").write_text(ORGANIZATION, "utf-8")
    (tmp_path / "specs" / "fraud.yaml").write_text("team: fraud\n", "utf-8")
    assert init(tmp_path) == 0
    assert sorted(path.name for path in (tmp_path / "specs").iterdir()) == ["company.yaml", "fraud.yaml", "schema.json"]
    printed = capsys.readouterr().out
    assert "\n  specs/company.yaml\n" in printed
    assert "CODEOWNERS not written: the organization document has no owner; add owner: to it" in printed


def test_codeowners_come_from_the_specs_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    teams = 'owner: "@acme/guardians"\nteams: {fraud: {files: "fraud/**", owner: "@acme/fraud"}}\n'
    (tmp_path / "specs" / "company.yaml").write_text(ORGANIZATION + teams, "utf-8")
    (tmp_path / "specs" / "fraud").mkdir()
    (tmp_path / "specs" / "fraud" / "team.yaml").write_text("team: fraud\n", "utf-8")
    assert init(tmp_path) == 0
    lines = (tmp_path / "CODEOWNERS").read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [
        "* @acme/guardians",
        "/specs/ @acme/guardians",
        "/specs/fraud/** @acme/fraud",
        "/specs/company.yaml @acme/guardians",
    ]


@pytest.mark.parametrize("text", ["team: [", "tem: fraud", "team: fraud\nacounts: []"])
def test_specs_with_problems_are_left_to_their_author(text: str, tmp_path: Path, capsys: Capture) -> None:
    """An organization document or a team may be in what cannot be read."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "fraud.yaml").write_text(text, "utf-8")
    assert init(tmp_path) == 1
    assert "CODEOWNERS not written: the specs have problems" in capsys.readouterr().out
    assert (tmp_path / "specs" / "fraud.yaml").read_text("utf-8") == text
    assert not (tmp_path / "specs" / "security.yaml").exists()


def test_a_second_init_beside_problems_in_the_specs_keeps_all_files(repository: Path, capsys: Capture) -> None:
    (repository / "specs" / "fraud.yaml").write_text("team: [", "utf-8")
    before = content(repository)
    assert init(repository) == 0
    assert content(repository) == before
    assert "not written" not in capsys.readouterr().out


@pytest.mark.parametrize("link", [".github", ".github/workflows", "specs", "specs/organization.yaml", "README.md"])
@pytest.mark.parametrize("exists", [True, False])
def test_links_are_not_followed(link: str, exists: bool, tmp_path: Path, capsys: Capture) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "guardduty"
    (folder / link).parent.mkdir(parents=True)
    if exists:
        outside.mkdir() if "." not in Path(link).name[1:] else outside.write_text("mine", "utf-8")
    (folder / link).symlink_to(outside)
    before = content(outside) if outside.is_dir() else outside.exists() and outside.read_bytes()
    is_file = link in FILES
    assert init(folder) == (0 if link == "README.md" else 1), capsys.readouterr()
    assert (content(outside) if outside.is_dir() else outside.exists() and outside.read_bytes()) == before
    assert (folder / link).readlink() == outside
    printed = capsys.readouterr().out
    assert is_file or f"{link} is a link or a file, where a folder is needed" in printed


def test_a_link_to_the_repository_itself_is_fine(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert init(tmp_path / "link") == 0
    assert tuple(sorted(content(tmp_path / "real"))) == FILES


def test_nothing_is_written_outside(tmp_path: Path) -> None:
    assert init(tmp_path / "companies" / "guardduty") == 0
    assert {name.partition("guardduty/")[0] for name in content(tmp_path)} == {"companies/"}


def test_a_full_disk_leaves_no_part_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            init(tmp_path)
    assert content(tmp_path) == {}
    assert init(tmp_path) == 0


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "README.md").write_text("mine", "utf-8")
    monkeypatch.setattr(creating, "_exists", lambda *_: False)
    assert creating.create(tmp_path, "README.md", "ours") is False
    assert content(tmp_path) == {"README.md": b"mine"}


def test_a_file_system_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: str, **__: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert init(tmp_path) == 0
    assert tuple(sorted(content(tmp_path))) == FILES


@pytest.mark.parametrize(
    ("changed", "places"),
    [
        ({"organization": "a b"}, ["1:16: 'a b' is not a name"]),
        ({"organization": ""}, ["1:16: '' is not a name"]),
        ({"administrator": "99998888777"}, ["2:17: '99998888777' is not an AWS account id"]),
        ({"regions": "us-east-1, eu-wst-1"}, ["3:21: 'eu-wst-1' is not a Region"]),
        ({"regions": "us-east-1,us-east-1"}, ["3:21: us-east-1 is listed twice"]),
        ({"regions": "us-east-1,cn-north-1"}, ["3:21: cn-north-1 is in aws-cn"]),
        ({"regions": "", "state-bucket": "acme-tfstate"}, ["3:11: '' is not a Region"]),
        ({"team": "../x", "owner": "acme"}, ["5:8: '../x' is not a name", "6:9: 'acme' is not a code owner"]),
        ({"team": "Organization"}, ["5:8: Organization.yaml is the file of the organization document"]),
        ({"state-bucket": "A"}, ["7:16: 'A' is not a valid S3 bucket name"]),
        ({"organization": "a\nb: [", "owner": '@a"\n'}, [r"1:16: 'a\nb: [' is not", r"""6:9: '@a"\n' is not"""]),
    ],
)
def test_a_wrong_answer_is_reported_at_its_place(
    changed: Mapping[str, str], places: list[str], tmp_path: Path, capsys: Capture
) -> None:
    answers = {"organization": "acme", "administrator": "999988887777", "regions": "us-east-1", **changed}
    arguments = [word for name, value in answers.items() for word in (f"--{name}", value)]
    assert init(tmp_path / "guardduty", *arguments) == 2
    printed = capsys.readouterr()
    found = [line for line in printed.err.splitlines() if line.startswith("command line:")]
    assert len(found) == len(places), printed.err
    assert all(line.startswith(f"command line:{place}") for line, place in zip(found, places, strict=True)), found
    assert (printed.out, list(tmp_path.iterdir())) == ("", [])


def test_what_is_missing_is_named(tmp_path: Path, capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        init(tmp_path, "--organization", "acme")
    assert "the following arguments are required: --administrator, --regions" in capsys.readouterr().err


def test_a_file_in_place_of_the_folder_is_reported(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "guardduty").write_text("mine")
    assert init(tmp_path / "guardduty") == 2
    assert "guardduty is not a folder" in capsys.readouterr().err


def test_the_schema_is_that_of_this_version(repository: Path, capsys: Capture) -> None:
    capsys.readouterr()
    assert run(["schema"]) == 0
    assert (repository / "specs" / "schema.json").read_text("utf-8") == capsys.readouterr().out


def test_the_editor_finds_the_schema(repository: Path) -> None:
    schemas = json.loads((repository / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    assert [path for path in schemas if not (repository / path).is_file()] == []
    for path in (repository / "specs").glob("*.yaml"):
        assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=schema.json\n")


def test_the_readme_has_ten_lines(repository: Path) -> None:
    assert len((repository / "README.md").read_text("utf-8").splitlines()) <= 10


def new_organization(folder: Path, *arguments: str) -> int:
    return run(["new", "--specs", str(folder), "organization", "acme", *arguments])


def test_new_organization_writes_the_document_that_init_writes(repository: Path, tmp_path: Path) -> None:
    assert init(tmp_path / "other", *REQUIRED) == 0
    (tmp_path / "specs").mkdir()
    assert new_organization(tmp_path / "specs", *REQUIRED[2:]) == 0
    written = (tmp_path / "specs" / "organization.yaml").read_bytes()
    assert written == (tmp_path / "other" / "specs" / "organization.yaml").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "new organization needs --administrator and --regions"),
        (("--administrator", "1", "--regions", "us-east-1"), "command line:2:17: '1' is not an AWS account id"),
    ],
)
def test_new_organization_says_what_is_wrong(
    arguments: tuple[str, ...], message: str, tmp_path: Path, capsys: Capture
) -> None:
    assert new_organization(tmp_path, *arguments) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_there_is_only_one_organization_document(repository: Path, capsys: Capture) -> None:
    assert new_organization(repository / "specs", *REQUIRED[2:]) == 2
    assert "organization.yaml is the organization document already" in capsys.readouterr().err


def test_new_team_needs_no_answers_of_an_organization(repository: Path, capsys: Capture) -> None:
    assert run(["new", "--specs", str(repository / "specs"), "team", "fraud", "--regions", "us-east-1"]) == 2
    assert "only for new organization" in capsys.readouterr().err
