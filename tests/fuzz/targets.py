"""What is fuzzed, and what has to hold for every input: no exception, and nothing printed that may not be."""

import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, get_args

import yaml

from compiler.diagnostics import Diagnostic, SpecError
from compiler.diagnostics.formats import RENDERERS, Format, renderer
from compiler.diagnostics.shown import shown
from compiler.findings.answer import data
from compiler.findings.read import Item, Skipped, read
from compiler.findings.replay import count
from compiler.findings.report import lines, title
from compiler.findings.spec_tests import run_tests
from compiler.findings.suggest import Kind, suggestions
from compiler.findings.suggestion import NoSuggestion
from compiler.findings.verdict import Judge
from compiler.pipeline import Compiled, compile_specs
from compiler.terminal import Screen
from tests.conftest import EXAMPLE, TESTS
from tests.fuzz.mutation import LONGEST, changed_text, changed_tree
from tests.shapes import ENVELOPES

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TERMINAL = renderer(Format.TEXT, Screen(80, has_colour=True))
_FINDINGS_TEST = "tests: [{finding: finding.json, suppressed: false}]\n"


@dataclass(frozen=True)
class Target:
    """``make`` gives an input from a source of randomness, ``check`` raises if something does not hold for it."""

    name: str
    make: Callable[[Random], bytes]
    check: Callable[[bytes], None]


@cache
def spec_texts() -> tuple[bytes, ...]:
    """The golden companies, each as one file, and the files with mistakes, as far as they are short."""
    golden = ["---\n".join(_texts(folder)).encode() for folder in sorted((TESTS / "golden").glob("*/specs"))]
    wrong = [path.read_bytes() for path in sorted((TESTS / "errors").glob("*/specs/**/*.yaml")) if path.is_file()]
    return tuple(text for text in (*golden, *wrong) if len(text) <= LONGEST)


@cache
def spec_trees() -> tuple[list[Any], ...]:
    """The documents of the golden companies."""
    folders = sorted((TESTS / "golden").glob("*/specs"))
    trees = ([document for text in _texts(folder) for document in yaml.safe_load_all(text)] for folder in folders)
    return tuple(tree for tree in trees if len(yaml.safe_dump_all(tree)) <= LONGEST)


@cache
def finding_trees() -> tuple[Any, ...]:
    """Findings in the forms that they come in: of an export, of the API, of EventBridge, and in what is around them."""
    findings = [json.loads(path.read_text("utf-8")) for path in sorted((EXAMPLE / "findings").glob("*.json"))]
    wrapped = [{"Findings": findings}, {"detail-type": "GuardDuty Finding", "detail": findings[0]}, findings]
    return (*findings, *wrapped, *(wrap(findings[0]) for wrap in ENVELOPES.values()))


def _texts(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml"))]


def _yaml_of_tree(random: Random) -> bytes:
    tree = changed_tree(random, spec_trees())
    return yaml.safe_dump_all(tree, allow_unicode=True, sort_keys=False, width=200).encode("utf-8", "replace")


def _json(random: Random) -> bytes:
    """A document, or several lines of them, and sometimes broken as text."""
    trees = [changed_tree(random, finding_trees()) for _ in range(random.choice((1, 1, 1, 3)))]
    text = b"\n".join(json.dumps(tree, default=str).encode() for tree in trees)
    return changed_text(random, [text]) if random.random() < 0.3 else text


class _Room:
    """One folder for all inputs of a process: a new one for each would be half of the time."""

    @cached_property
    def _temporary(self) -> TemporaryDirectory[str]:
        return TemporaryDirectory()

    @property
    def folder(self) -> Path:
        return Path(self._temporary.name)

    def write(self, name: str, text: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text)
        return path


_SPECS, _EXPORTS, _COMPANY = _Room(), _Room(), _Room()


def check_spec(text: bytes) -> None:
    """Compiles a file as the only spec, and prints what is wrong with it in every format."""
    _SPECS.write("spec.yaml", text)
    try:
        problems = compile_specs(_SPECS.folder).warnings
    except SpecError as error:
        problems = error.diagnostics
        assert any(problem.is_error for problem in problems)
    _check_printed(problems)


def _check_printed(problems: tuple[Diagnostic, ...]) -> None:
    for form, render in RENDERERS.items():
        printed = render(problems)
        check_visible(printed.split("\n"))
        if form in (Format.JSON, Format.SARIF):
            json.loads(printed)
        if form is Format.GITHUB:
            assert all(line.startswith(("::error ", "::warning ", "::error::and ")) for line in printed.splitlines())
    check_visible(_COLOUR.sub("", _TERMINAL(problems)).split("\n"))


def check_visible(texts: Iterable[str]) -> None:
    """No text moves a cursor, hides from a reader, or cannot be written in UTF-8."""
    for text in texts:
        assert text.isprintable(), ascii(text)


@cache
def _company() -> tuple[Compiled, Judge]:
    """The company with every section of the language, and a test of the finding that is fuzzed."""
    text = "---\n".join(_texts(TESTS / "golden" / "whole-language" / "specs"))
    path = _COMPANY.write("company.yaml", text.encode())
    path.with_name("more.yaml").write_text(f"team: fuzz\n{_FINDINGS_TEST}")
    compiled = compile_specs(_COMPANY.folder)
    return compiled, Judge(compiled.program)


def check_findings(text: bytes) -> None:
    """Explains the findings of a file, counts them, and runs a test on them."""
    compiled, judge = _company()
    path = _COMPANY.write("finding.json", text).as_posix()
    items = list(read([path]))
    for item in items:
        if isinstance(item, Skipped):
            check_visible([shown(f"{item.place}: skipped: {item.reason}")])
        else:
            _check_explained(item, judge)
    counts = count(iter(items), judge)
    assert counts.findings + counts.skipped == len(items)
    results = run_tests(compiled.program, _COMPANY.folder)
    check_visible(shown(failure) for result in results for failure in result.failures)


def _check_explained(item: Item, judge: Judge) -> None:
    check_visible([shown(title(item)), *(shown(line.text) for line in lines(item, judge))])
    assert json.loads(json.dumps(data(item, judge), allow_nan=False))
    for kind in get_args(Kind):
        with suppress(NoSuggestion):
            for found in suggestions(item.finding, judge.directory, kind, _company()[0].program):
                assert yaml.safe_load(found.text())
                check_visible(found.text().split("\n"))


TARGETS = (
    Target("text", lambda random: changed_text(random, spec_texts()), check_spec),
    Target("tree", _yaml_of_tree, check_spec),
    Target("findings", _json, check_findings),
)
