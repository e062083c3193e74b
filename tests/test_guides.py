"""README and the guides in docs/ are true: what they show is what happens, and what they link to exists.

A page is a session that starts in an empty folder and is read from top to bottom. A page that writes no
``specs/organization.yaml`` of its own, nor lets ``init`` do it, is about the example company and starts with a copy.

========  ==============================================================================================
block     what it is
========  ==============================================================================================
yaml      ``# PATH`` in its first line: that file. ``# in PATH``: top-level keys of it, added or replaced
jsonc     ``// PATH`` in its first line: that file, a finding
text      ``$ watchspec …`` or ``$ git …`` and, below each, exactly what that prints
json      lines of a ``cdk.tf.json`` that the page has written; ``…`` stands for lines left out
sh        commands that are not run; those of ours are ones that the command line accepts
========  ==============================================================================================

``pytest --accept`` writes what the commands print today into the pages.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from compiler.commands.parser import parse
from compiler.commands.table import COMMANDS
from tests.conftest import EXAMPLE, ROOT

README = ROOT / "README.md"
GENERATED = tuple(
    ROOT / "docs" / f"{name}.md" for name in ("changes", "problems", "reference")
)  # held fresh by tests of their own
PAGES = (README, *sorted(set((ROOT / "docs").glob("*.md")) - set(GENERATED)))
LARGEST_README = 8_192  # bytes
LONGEST_GUIDE = 150  # lines, what commands print and workflows that are copied as a whole aside

PROGRAM = "watchspec"
PROMPT = f"$ {PROGRAM}"
ORGANIZATION = "# specs/organization.yaml\n"
CUT = "…"
# Nothing of the machine: not the terminal, not the variables of cdktf. Unbuffered, errors and output come in order.
IDENTITY = {f"GIT_{role}_{key}": "t@example.com" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
PLAIN = {"PYTHONUNBUFFERED": "1", "NO_COLOR": "1", "COLUMNS": "100", "GIT_CONFIG_NOSYSTEM": "1"}
ENVIRONMENT = {"PATH": os.environ["PATH"], **PLAIN, **IDENTITY}

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
COMMAND = re.compile(rf"^(?:- |run: |\$ )*{PROGRAM}((?: .*)?)$", re.MULTILINE)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@each_page
def test_what_a_page_shows_is_what_happens(page: Path, tmp_path: Path, snapshot: Callable[[Path, str], None]) -> None:
    text = page.read_text("utf-8")
    if ORGANIZATION not in text and f"{PROMPT} init " not in text:
        shutil.copytree(EXAMPLE, tmp_path / "specs")
    snapshot(page, BLOCK.sub(lambda block: f"```{block[1]}\n{STEPS[block[1]](block[2], tmp_path)}```", text))


def write_yaml(text: str, folder: Path) -> str:
    first, _, rest = text.partition("\n")
    is_part = first.startswith("# in ")
    path = folder / first.removeprefix("# in ").removeprefix("# ")
    path.parent.mkdir(parents=True, exist_ok=True)
    assert isinstance(yaml.safe_load(rest), dict), f"{first}: not a document"
    path.write_text(with_keys(path.read_text("utf-8"), rest) if is_part else rest, encoding="utf-8")
    return text


def with_keys(document: str, keys: str) -> str:
    """A document with top-level keys added, or replaced where it has them."""
    return "".join({**top_level(document), **top_level(keys)}.values())


def top_level(document: str) -> dict[str, str]:
    """The text of each top-level key, with the comments that stand before the first."""
    parts = re.split(r"^(?=\w)", document, flags=re.MULTILINE)
    return {part.partition(":")[0]: part for part in parts if part}


def write_finding(text: str, folder: Path) -> str:
    first, _, rest = text.partition("\n")
    path = folder / first.removeprefix("// ")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(rest, encoding="utf-8")
    return text


def run(text: str, folder: Path) -> str:
    """Each command as it is shown, and what it prints."""
    commands = re.findall(r"^\$ .*$", text, re.MULTILINE)
    assert commands, f"{text}: a text block is commands and what they print"
    return "".join(f"{command}\n{printed_by(command, folder)}" for command in commands)


def printed_by(command: str, folder: Path) -> str:
    """Problems found are fine, wrong usage and bugs are not."""
    done = subprocess.run(
        arguments_of(command),
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout
    return done.stdout


def arguments_of(command: str) -> list[str]:
    if command.startswith("$ git "):
        if not shutil.which("git"):
            pytest.skip("no git")
        return shlex.split(command.removeprefix("$ "))
    assert command.startswith(PROMPT), f"{command}: not a command of ours, nor git"
    return [sys.executable, str(ROOT / "main.py"), *shlex.split(command.removeprefix(PROMPT))]


def find_excerpt(text: str, folder: Path) -> str:
    pieces = [re.escape(piece) for piece in unindented(text).split(f"\n{CUT}\n")]
    stacks = [unindented(path.read_text("utf-8")) for path in folder.glob("cdktf.out/stacks/*/cdk.tf.json")]
    excerpt = re.compile("^" + r"$.*?^".join(pieces) + "$", re.MULTILINE | re.DOTALL)
    assert any(excerpt.search(stack) for stack in stacks), f"not in any cdk.tf.json:\n{text}"
    return text


def unindented(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines())


def leave(text: str, _: Path) -> str:
    return text


STEPS: Mapping[str, Callable[[str, Path], str]] = {
    "yaml": write_yaml,
    "jsonc": write_finding,
    "text": run,
    "json": find_excerpt,
    "sh": leave,
}


@each_page
def test_what_a_page_writes_is_compiled_by_a_command_below_it(page: Path) -> None:
    """So that no spec is shown without what becomes of it."""
    blocks = list(BLOCK.finditer(page.read_text("utf-8")))
    written = [block.start() for block in blocks if re.match(r"(#|# in|//) specs/", block[2])]
    run_at = [block.start() for block in blocks if block[1] == "text"]
    assert not written or max(written) < max(run_at)


@each_page
def test_every_block_of_a_page_is_of_a_kind_that_is_checked(page: Path) -> None:
    text = page.read_text("utf-8")
    assert len(re.findall(r"^ *```", text, re.MULTILINE)) == 2 * len(BLOCK.findall(text))


@each_page
def test_commands_of_a_page_are_accepted(page: Path) -> None:
    for arguments in COMMAND.findall("".join(block[2] for block in BLOCK.finditer(page.read_text("utf-8")))):
        parse(shlex.split(arguments.partition(" > ")[0], comments=True))


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    links = LINK.findall(BLOCK.sub("", page.read_text("utf-8")))
    assert [link for link in links if not link.startswith("https://") and not leads_somewhere(page, link)] == []


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in anchors(target.read_text("utf-8")))


def anchors(text: str) -> list[str]:
    """The anchors that GitHub gives to headings: lower case, dashes for spaces, no other punctuation."""
    headings = HEADING.findall(BLOCK.sub("", text))
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_readme_has_every_command() -> None:
    rows = re.findall(r"^\| `([a-z][a-z-]+)", README.read_text("utf-8"), re.MULTILINE)
    assert set(rows) == set(COMMANDS)


def test_readme_stays_short() -> None:
    assert len(README.read_bytes()) <= LARGEST_README


def is_copied(block: re.Match[str]) -> bool:
    return block[1] == "text" or block[2].startswith("# .github/")


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: page.name)
def test_guides_stay_short_and_are_linked_from_readme(page: Path) -> None:
    by_hand = BLOCK.sub(lambda block: "" if is_copied(block) else block[0], page.read_text("utf-8"))
    assert len(by_hand.splitlines()) <= LONGEST_GUIDE
    assert f"](docs/{page.name})" in README.read_text("utf-8")
