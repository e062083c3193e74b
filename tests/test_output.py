"""The output folder: what is compared, shown, written and removed, and that none of it trusts what is there."""

import difflib
import errno
import json
import os
import shutil
import signal
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.diagnostics.shown import LONGEST, printable
from compiler.output import diff as diffs
from compiler.output.changes import Changes, compare
from compiler.output.diff import diff
from compiler.output.folder import LARGEST, Unusable, read
from compiler.output.writing import write
from compiler.secrets import redact
from compiler.summary import notices

Files = Mapping[str, str]
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
EAST, WEST, NORTH = "acme-us-east-1", "acme-us-west-2", "acme-eu-north-1"


def path_of(stack: str) -> str:
    return f"stacks/{stack}/cdk.tf.json"


def files(*stacks: str, organization: str = "acme", version: str = "1") -> Files:
    """An output: a manifest as CDKTF writes it, and a stack of some lines for each name."""
    manifest = {"organization": organization, "stacks": {stack: {"version": version} for stack in stacks}}
    body = {"resource": {"aws_guardduty_detector": {"detector": {"enable": True, "version": version}}}}
    return {
        "manifest.json": json.dumps(manifest, indent=2) + "\n",
        **{path_of(stack): json.dumps({"//": stack, **body}, indent=2) + "\n" for stack in stacks},
    }


def bring(out: Path, wanted: Files) -> Changes:
    changes = compare(wanted, out)
    write(wanted, changes, out)
    return changes


def tree(out: Path) -> dict[str, str]:
    """Every file with its text, and every link with where it leads."""
    return {
        path.relative_to(out).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_text("utf-8")
        for path in sorted(out.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def printed(wanted: Files, out: Path) -> list[str]:
    """All that ``synth --check`` prints of the folder."""
    changes = compare(wanted, out)
    return [*diff(wanted, changes, out), *notices(changes, Path("cdktf.out"))]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with two stacks."""
    bring(tmp_path / "out", files(EAST, WEST))
    return tmp_path / "out"


def test_what_was_written_is_up_to_date(out: Path) -> None:
    assert tree(out) == files(EAST, WEST)
    assert compare(files(EAST, WEST), out) == Changes((), (), (), is_mixed=False)
    assert printed(files(EAST, WEST), out) == []


def test_only_what_differs_is_written(out: Path) -> None:
    written = {path: path.stat().st_mtime_ns for path in out.rglob("*.json")}
    assert bring(out, {**files(EAST, WEST), path_of(EAST): "{}\n"}).written == (path_of(EAST),)
    changed = [path for path, time in written.items() if path.stat().st_mtime_ns != time]
    assert changed == [out / path_of(EAST)]
    assert stat.S_IMODE((out / path_of(EAST)).stat().st_mode) == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# What is removed, and what is left alone


def test_a_stack_that_the_specs_no_longer_have_is_removed(out: Path) -> None:
    assert bring(out, files(EAST)).removed == (WEST,)
    assert tree(out) == files(EAST)
    assert not (out / "stacks" / WEST).exists()


def test_what_terraform_keeps_beside_a_removed_stack_is_not_lost(out: Path) -> None:
    bring(out, files(EAST, WEST, NORTH))
    (out / "stacks" / WEST / ".terraform").mkdir()
    (out / "stacks" / WEST / ".terraform.lock.hcl").write_text("")
    (out / "stacks" / NORTH / "terraform.tfstate").write_text("{}")
    bring(out, files(EAST))
    assert tree(out) == {**files(EAST), f"stacks/{NORTH}/terraform.tfstate": "{}"}
    assert not (out / "stacks" / WEST).exists()
    assert compare(files(EAST), out).foreign == ()


def test_a_stack_that_nobody_listed_is_reported_and_left_alone(out: Path) -> None:
    (out / "stacks" / "stray").mkdir()
    (out / path_of("stray")).write_text("{}")
    before = tree(out)
    assert bring(out, files(EAST, WEST)).foreign == ("stray",)
    assert tree(out) == before
    (line,) = printed(files(EAST, WEST), out)
    assert line == "cdktf.out/stacks/stray is not from these specs, and was not changed: check it, and remove it."


@pytest.mark.parametrize(
    "name", ["evil.tf", "evil.tf.json", "a_override.tf.json", "override.tofu", "terraform.tfvars", "x.auto.tfvars.json"]
)
@pytest.mark.parametrize("stack", [EAST, "stray"])
@pytest.mark.parametrize("is_link", [True, False])
def test_what_terraform_would_read_beside_a_stack_is_reported(name: str, stack: str, is_link: bool, out: Path) -> None:
    (out / "stacks" / stack).mkdir(exist_ok=True)
    if is_link:
        (out / "stacks" / stack / name).symlink_to("/nowhere")
    else:
        (out / "stacks" / stack / name).write_text("")
    planted = f"{EAST}/{name}" if stack == EAST else "stray"
    assert bring(out, files(EAST, WEST)).foreign == (planted,)
    (line,) = printed(files(EAST, WEST), out)
    assert line.startswith(f"cdktf.out/stacks/{planted} is not from these specs")


def test_what_terraform_leaves_beside_a_stack_is_not_reported(out: Path) -> None:
    for name in (".terraform.lock.hcl", "terraform.tfstate", "terraform.tfstate.backup", "tfplan"):
        (out / "stacks" / EAST / name).write_text("")
    (out / "stacks" / EAST / ".terraform").mkdir()
    assert compare(files(EAST, WEST), out) == Changes((), (), (), is_mixed=False)


@pytest.mark.parametrize("listed", ["../../precious", "..", "", "a/b"])
def test_a_manifest_cannot_name_what_is_not_in_stacks(listed: str, out: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "cdk.tf.json").write_text("{}")
    manifest = json.dumps({"organization": "acme", "stacks": {EAST: {}, WEST: {}, listed: {}}})
    (out / "manifest.json").write_text(manifest)
    assert bring(out, files(EAST, WEST)).removed == ()
    assert (tmp_path / "precious" / "cdk.tf.json").exists()


OTHERS = files("gov-us-gov-west-1", organization="gov")


def test_the_folder_of_another_organization_is_refused(out: Path) -> None:
    with pytest.raises(Unusable, match="has the stacks of organization acme; use --out to name another folder"):
        compare(OTHERS, out)
    assert tree(out) == files(EAST, WEST)


@pytest.mark.parametrize(("stack", "is_refused"), [(EAST, False), ("gov-us-gov-west-1", True)])
def test_a_manifest_without_an_organization_belongs_to_that_of_its_stacks(
    stack: str, is_refused: bool, out: Path
) -> None:
    """As versions before this one wrote it."""
    (out / "manifest.json").write_text(json.dumps({"stacks": {stack: {}, WEST: {}} if not is_refused else {stack: {}}}))
    if is_refused:
        with pytest.raises(Unusable, match="another organization"):
            compare(files(EAST), out)
    else:
        assert compare(files(EAST), out).removed == (WEST,)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"stacks": 1}', '{"organization": 1, "stacks": []}'])
def test_a_manifest_that_cannot_be_read_lists_no_stack(text: str, out: Path) -> None:
    (out / "manifest.json").write_text(text)
    changes = compare(files(EAST), out)
    assert (changes.removed, changes.foreign) == ((), (WEST,))


# What is read


def link(path: Path, target: Path) -> None:
    path.unlink()
    path.symlink_to(target)


def pipe(path: Path, _: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def huge(path: Path, _: Path) -> None:
    os.truncate(path, LARGEST + 1)


def linked_folder(path: Path, target: Path) -> None:
    path.parent.rename(target.parent / "moved")
    path.parent.symlink_to(target.parent / "moved")


@pytest.mark.parametrize(
    ("disturb", "fault"),
    [(link, "is a link"), (pipe, "is a special file"), (huge, "is larger than 16 MB"), (linked_folder, "is a link")],
)
@pytest.mark.parametrize("path", ["manifest.json", path_of(EAST)])
def test_what_is_no_plain_file_of_some_size_is_reported_and_not_read(
    disturb: Callable[[Path, Path], None], fault: str, path: str, out: Path, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    target.write_text(f"token={SECRET}")
    disturb(out / path, target)
    present = read(out, path)
    assert present.content is None
    assert (present.fault or "").endswith(fault)


@pytest.mark.parametrize("disturb", [link, pipe, huge])
def test_synth_replaces_it_without_touching_what_it_leads_to(
    disturb: Callable[[Path, Path], None], out: Path, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    target.write_text("precious")
    disturb(out / path_of(EAST), target)
    assert "not read)" in " ".join(printed(files(EAST, WEST), out))
    bring(out, files(EAST, WEST))
    assert tree(out) == files(EAST, WEST)
    assert target.read_text() == "precious"


@pytest.mark.parametrize("level", [".", "stacks", f"stacks/{EAST}"])
def test_nothing_is_written_or_removed_through_a_linked_folder(level: str, out: Path, tmp_path: Path) -> None:
    (out / level).rename(tmp_path / "elsewhere")
    (out / level).symlink_to(tmp_path / "elsewhere")
    before = tree(tmp_path / "elsewhere")
    with pytest.raises(Unusable, match="is a link"):
        bring(out, files(EAST, WEST, version="2"))
    assert tree(tmp_path / "elsewhere") == before


def test_a_linked_stack_that_has_left_the_specs_is_left_alone(out: Path, tmp_path: Path) -> None:
    (out / "stacks" / WEST).rename(tmp_path / "elsewhere")
    (out / "stacks" / WEST).symlink_to(tmp_path / "elsewhere")
    changes = bring(out, files(EAST))
    assert (changes.removed, changes.foreign) == ((), (WEST,))
    assert (tmp_path / "elsewhere" / "cdk.tf.json").exists()


@pytest.mark.parametrize("name", [".watchspec-staged", ".watchspec-moving"])
def test_leftovers_that_are_links_are_removed_and_not_followed(name: str, out: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").write_text("precious")
    (out / name).symlink_to(tmp_path / "precious")
    bring(out, files(EAST, WEST, version="2"))
    assert tree(out) == files(EAST, WEST, version="2")
    assert (tmp_path / "precious" / "file").read_text() == "precious"


# What is shown


def is_shown(line: str) -> bool:
    return redact(line) == line == printable(line) and len(line) <= LONGEST + 100


PEM = f"-----BEGIN PRIVATE KEY-----\n{SECRET}\n-----END PRIVATE KEY-----"
COMMANDS = ["::error::x", "##[error]x", "\n::error file=a::x", "\x1b[2J", "\x9b2J", "\r", "\u2028", "\u202e"]
NASTY = [*COMMANDS, SECRET, PEM, "x" * 2_000, "é"]
texts = st.lists(st.sampled_from(NASTY) | st.text(max_size=5) | st.just("\n"), max_size=8).map("".join)
names = texts.map(lambda text: text.replace("/", "").replace("\0", "")[:60]).filter(lambda name: name.strip("."))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(manifest=texts, stack=texts, name=names)
def test_nothing_of_the_folder_is_printed_that_the_display_rules_would_not_print(
    manifest: str, stack: str, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("out")
    bring(out, files(EAST, WEST))
    for path, text in (("manifest.json", manifest), (path_of(EAST), stack)):
        (out / path).write_bytes(text.encode("utf-8", errors="surrogatepass"))
    try:
        (out / "stacks" / name).mkdir()
        (out / "stacks" / name / "cdk.tf.json").write_text(stack, "utf-8", errors="surrogatepass")
    except (OSError, UnicodeEncodeError):  # a name that this file system does not have
        return
    lines = printed(files(EAST, WEST), out)
    assert all(is_shown(line) for line in lines)
    assert not any(line.lstrip().startswith("::") for line in lines)


def test_a_listed_stack_whose_name_is_a_command_is_shown_as_text(out: Path) -> None:
    name = "x\n::error::boo"
    (out / "stacks" / name).mkdir()
    (out / "stacks" / name / "cdk.tf.json").write_text("{}\n::error::boo")
    (out / "manifest.json").write_text(json.dumps({"organization": "acme", "stacks": {name: {}}}))
    lines = printed(files(EAST, WEST), out)
    assert "Stack x ::error::boo is no longer in the specs." in " ".join(lines)
    assert all(is_shown(line) for line in lines)
    assert not any(line.lstrip().startswith("::") for line in lines)


def test_a_difference_that_is_not_shown_is_reported(out: Path) -> None:
    wanted = {**files(EAST, WEST), path_of(EAST): f"{SECRET}\n"}
    (out / path_of(EAST)).write_text(f"{SECRET[:-3]}abc\n")
    assert printed(wanted, out)[-1] == "(the difference is only in text that is not shown)"


few_lines = st.lists(st.sampled_from("abcd"), max_size=12)


@given(old=few_lines, new=few_lines)
def test_a_diff_of_plain_text_is_a_unified_diff(old: list[str], new: list[str]) -> None:
    assert list(diffs._hunks(old, new)) == list(difflib.unified_diff(old, new, lineterm=""))[2:]


def test_files_that_would_take_forever_to_compare_are_compared_in_bounded_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Lines that differ everywhere and repeat just too seldom to be left out."""
    monkeypatch.setattr(diffs, "_MOST_STEPS", 200_000)
    old = [f"{n % 150}" for n in range(8_000)]
    new = [f"{n * 7 % 150}" for n in range(8_000)]
    lines = [line for line in diffs._hunks(old, new) if not line.startswith("@@")]
    assert [line[1:] for line in lines if line[0] in " -"] == old
    assert [line[1:] for line in lines if line[0] in " +"] == new


def test_a_long_diff_ends(out: Path) -> None:
    (out / path_of(EAST)).write_text("x\n" * 10_000)
    lines = printed(files(EAST, WEST), out)
    assert lines[-1] == "… and more: only the first 2,000 lines are shown"
    (out / path_of(EAST)).write_text("\n" * 300_000)
    assert printed(files(EAST, WEST), out)[-1] == "(300,000 lines before, 11 after: too many to compare)"


# What a run leaves that is killed, or that meets a full disk

OLD, NEW = files(EAST, WEST, version="1"), files(EAST, NORTH, version="2")
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"}
MOST_STEPS = 200


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def no_space() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def run_until(step: int, act: Callable[[], None], wanted: Files, out: Path) -> int:
    """A run in a process of its own; before the given step on the disk, it acts. Its wait status: 0 if it ends well."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    steps = iter(range(step))

    def before_each(event: str, _: object) -> None:
        if event in STEPS and next(steps, None) is None:
            act()

    try:
        changes = compare(wanted, out)
        sys.addaudithook(before_each)
        write(wanted, changes, out)
    except OSError:
        os._exit(1)
    finally:
        os._exit(0)


@pytest.fixture
def complete(tmp_path: Path) -> Path:
    bring(tmp_path / "start", OLD)
    return tmp_path / "start"


@pytest.fixture
def interrupted(complete: Path) -> Path:
    """A run was killed in the middle of moving files."""
    for step in range(MOST_STEPS):
        if compare(NEW, complete).is_mixed:
            return complete
        run_until(step, kill, files(EAST, NORTH, version="1.5"), complete)
    pytest.fail("the run was never in the middle")


@pytest.mark.parametrize("act", [kill, no_space])
@pytest.mark.parametrize("start", ["complete", "interrupted"])
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # threads of other tests do not matter to the child
def test_a_run_that_ends_at_any_step_leaves_a_tree_that_is_whole_or_known_to_be_mixed(
    start: str, act: Callable[[], None], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    outcomes, before = [], request.getfixturevalue(start)
    for step in range(MOST_STEPS):
        out = tmp_path / str(step)
        shutil.copytree(before, out)
        status = run_until(step, act, NEW, out)
        stacks = {path: text for path, text in tree(out).items() if not path.startswith(".")}
        is_mixed = compare(NEW, out).is_mixed
        outcomes.append((stacks in (OLD, NEW), is_mixed))
        bring(out, NEW)
        assert tree(out) == NEW
        assert {path.name for path in out.iterdir()} == {"manifest.json", "stacks"}
        if status == 0:
            break
    assert status == 0, "the run never reached its end"
    assert all(is_whole or is_mixed for is_whole, is_mixed in outcomes)
    assert (False, True) in outcomes
