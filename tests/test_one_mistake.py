"""One mistake, one message: a key of a valid company is broken, and the compiler reports one error at most.

None where the company is valid all the same: a key that may be left out, another name.
"""

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.diagnostics import Diagnostic
from compiler.load import load
from compiler.load.tree import plain
from tests.conftest import EXAMPLE, TESTS, problems_of
from tests.offers import offered

FOLDERS = [
    EXAMPLE,
    *(TESTS / "golden" / case / "specs" for case in ("adopted", "malware-scan", "routes", "whole-language")),
    *(TESTS / "golden" / case / "specs" for case in ("access-keys", "export", "lists", "services", "suppressions")),
]
Path_ = tuple[str | int, ...]

# Where two things really break: how, the last keys of the path, and why.
EXCEPTIONS = {
    ("remove", ("accounts",)): "its accounts are named by others, and its suppressions have none left to be limited to",
    ("remove", ("routes",)): "each of the routes is missing",
    ("remove", ("where", "type")): "a suppression of every type archives what routes send, and breaks several rules",
}


@dataclass(frozen=True)
class Mistake:
    """A break of the key at ``path`` in one document of a folder."""

    folder: Path
    document: int
    path: Path_
    how: str

    @property
    def is_exception(self) -> bool:
        return any(how == self.how and self.path[-len(keys) :] == keys for how, keys in EXCEPTIONS)


def slip(word: str) -> str:
    """A letter twice."""
    middle = len(word) // 2
    return f"{word[:middle]}{word[middle : middle + 1]}{word[middle:]}"


def of_another_type(value: Any) -> Any:
    """A list for a value, the first element for a list, a text for a mapping."""
    if isinstance(value, list) and value and not isinstance(value[0], dict | list):
        return value[0]
    return "x" if isinstance(value, dict | list) else [value]


def misspell(parent: Any, key: str | int) -> None:
    items = list(parent.items())
    parent.clear()
    parent.update((slip(name) if name == key else name, value) for name, value in items)


def set_to(change: Callable[[Any], Any]) -> Callable[[Any, str | int], None]:
    def edit(parent: Any, key: str | int) -> None:
        parent[key] = change(parent[key])

    return edit


def remove(parent: Any, key: str | int) -> None:
    del parent[key]


BREAKS: dict[str, Callable[[Any, str | int], None]] = {
    "misspell the key": misspell,
    "remove": remove,
    "empty": set_to(lambda _: None),
    "misspell the value": set_to(slip),
    "another type": set_to(of_another_type),
}


def fits(how: str, path: Path_, value: Any) -> bool:
    if how == "misspell the value":
        return isinstance(value, str) and bool(value)
    return how == "another type" or isinstance(path[-1], str)


def positions(data: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in items:
        yield (*path, step), value
        yield from positions(value, (*path, step))


@cache
def documents(folder: Path) -> list[tuple[str, str]]:
    """The documents of a folder: the name of the file, and the document as JSON, which is YAML too."""
    return [(document.source.name, json.dumps(plain(document.root))) for document in load(folder).documents]


@cache
def mistakes() -> list[Mistake]:
    return [
        Mistake(folder, number, path, how)
        for folder in FOLDERS
        for number, (_, text) in enumerate(documents(folder))
        for path, value in positions(json.loads(text))
        for how in BREAKS
        if fits(how, path, value)
    ]


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """A copy of each folder, with everything that is not a spec."""
    root = tmp_path_factory.mktemp("companies")
    for number, folder in enumerate(FOLDERS):
        shutil.copytree(folder, root / str(number), ignore=shutil.ignore_patterns("*.yaml"))
    return {folder: root / str(number) for number, folder in enumerate(FOLDERS)}


def written(mistake: Mistake, copy: Path) -> Path:
    """The folder with the mistake in it."""
    by_file: dict[str, list[str]] = defaultdict(list)
    for number, (name, text) in enumerate(documents(mistake.folder)):
        by_file[name].append(broken(text, mistake) if number == mistake.document else text)
    for name, texts in by_file.items():
        (copy / name).write_text("\n---\n".join(texts), "utf-8")
    return copy


def broken(text: str, mistake: Mistake) -> str:
    data = json.loads(text)
    parent = data
    for step in mistake.path[:-1]:
        parent = parent[step]
    BREAKS[mistake.how](parent, mistake.path[-1])
    return json.dumps(data)


def errors_of(folder: Path) -> list[Diagnostic]:
    return [problem for problem in problems_of(folder) if problem.is_error]


@settings(max_examples=300)
@given(data=st.data())
def test_a_mistake_is_one_error_at_most(data: st.DataObject, copies: dict[Path, Path]) -> None:
    mistake = data.draw(st.sampled_from(mistakes()))
    errors = errors_of(written(mistake, copies[mistake.folder]))
    assert len(errors) <= 1 or mistake.is_exception, [(error.code, error.message) for error in errors]


@settings(max_examples=300)
@given(data=st.data())
def test_what_a_message_offers_removes_the_problem(data: st.DataObject, copies: dict[Path, Path]) -> None:
    mistake = data.draw(st.sampled_from([each for each in mistakes() if each.how.startswith("misspell")]))
    folder = written(mistake, copies[mistake.folder])
    for problem in errors_of(folder):
        for name, text in offered(problem):
            (folder / name).write_text(text, "utf-8")
            assert not [e for e in errors_of(folder) if (e.code, e.span.order) == (problem.code, problem.span.order)]
            written(mistake, folder)


def test_every_exception_is_one(copies: dict[Path, Path]) -> None:
    """Each is still needed: some mistake of its kind gives several errors."""
    for how, keys in EXCEPTIONS:
        alike = [each for each in mistakes() if each.how == how and each.path[-len(keys) :] == keys]
        assert any(len(errors_of(written(each, copies[each.folder]))) > 1 for each in alike), keys
