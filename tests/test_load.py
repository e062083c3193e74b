"""YAML as plain data: what an unquoted scalar means, where values are, and that nothing crashes the reader."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compiler.diagnostics import Key
from compiler.load import load
from compiler.load.compose import compose
from compiler.load.scalars import Ambiguous, resolve
from compiler.load.tree import Mapping, locate, plain
from compiler.source import Source


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("~", None), ("null", None),
        ("true", True), ("False", False),
        ("0", 0), ("-7", -7), ("123456789012", 123456789012), ("7.5", 7.5),
        ("abc", "abc"), ("15m", "15m"), ("2027-01-31", "2027-01-31"), ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
        ("10.0.0.0/8", "10.0.0.0/8"), ("198.51.100.7", "198.51.100.7"), ("6.56.0", "6.56.0"), (".", "."), ("-", "-"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"), ("0x", "0x"), ("12abc34d567e8fa901bc2d34e56789f0",) * 2,
    ],
)  # fmt: skip
def test_unquoted_scalars(text: str, value: Any) -> None:
    assert (resolve(text), type(resolve(text))) == (value, type(value))


@pytest.mark.parametrize(
    "text",
    ["yes", "NO", "on", "y", "012", "0o17", "0x1F", "0b1", "1e5", "1E+5", ".5", "5.", ".inf", ".nan", "1_000", "1:30",
     "12345678901234567890", "+012345678901"],
)  # fmt: skip
def test_what_readers_disagree_about_is_refused(text: str) -> None:
    assert isinstance(resolve(text), Ambiguous)


@given(st.text(max_size=12))
def test_scalars_agree_with_yaml_1_1_or_are_refused(text: str) -> None:
    """Where we give a number, true, false or nothing, PyYAML's own rules give the same."""
    ours = resolve(text)
    if not isinstance(ours, Ambiguous | str):
        loader = yaml.SafeLoader("")
        tag = loader.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
        assert loader.construct_object(yaml.ScalarNode(tag, text)) == ours


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("team",), (1, 7)),
        (("accounts", 0, "id"), (3, 22)),
        (("accounts", 0, Key("id")), (3, 18)),
        (("accounts", 0, "missing"), (3, 5)),
        (("accounts", 7), (3, 3)),
        (("filters", 0, "where", "ä€𝄞", "equals", 1), (5, 36)),
    ],
)
def test_places(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    text = "team: fraud\naccounts:\n  - {name: prod, id: '1'}\nfilters:\n  - {where: {ä€𝄞: {equals: ['ä€𝄞', xyz]}}}\n"
    documents, problems = compose(Source("a.yaml", "a.yaml", text))
    assert documents is not None
    assert problems == ()
    span = locate(documents[0], path)
    assert (span.line, span.column) == place


@given(st.recursive(st.text(max_size=5), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner)))
def test_plain_data_comes_back(data: Any) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"')
    documents, problems = compose(Source("a.yaml", "a.yaml", text))
    if not problems:
        assert documents is not None
        assert plain(documents[0]) == data


@given(st.text(alphabet=st.sampled_from("a: -[]{},&*!|>'\"#%@`?\n\t<0x~\x00\x85\u2028é𝄞"), max_size=60))
def test_no_text_crashes_the_reader(text: str) -> None:
    documents, problems = compose(Source("a.yaml", "a.yaml", text))
    assert documents is not None or problems


def test_documents_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.yml", "a/z.yaml", "B.YAML", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("team: x")
    names = [document.source.name for document in load(tmp_path).documents]
    assert names == ["B.YAML", "a/z.yaml", "b.yml"]
    assert all(isinstance(document.root, Mapping) for document in load(tmp_path).documents)


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path, specs: Callable[..., Path]) -> None:
    (tmp_path / "outside.yaml").write_text("password: hunter2")
    folder = specs()
    (folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (problem,) = load(folder).problems
    assert problem.code == "unreadable-file"


def test_a_broken_link_is_reported_and_the_lock_of_an_editor_is_not(specs: Callable[..., Path]) -> None:
    folder = specs()
    (folder / "team.yaml").symlink_to("gone.yaml")
    (folder / ".#team.yaml").symlink_to("someone@somewhere.1234")
    (problem,) = load(folder).problems
    assert (problem.code, problem.span.source.name) == ("unreadable-file", "team.yaml")


@pytest.mark.parametrize("name", ["${TfToken[TOKEN.0]}", "te\u202eam", "te\x1b[2Jam", "te\udcffam"])
def test_a_file_name_that_must_not_reach_the_output_is_refused(name: str, specs: Callable[..., Path]) -> None:
    """The output names the file that each resource comes from."""
    (problem,) = load(specs(**{name: "team: fraud"})).problems
    assert (problem.code, problem.span.line) == ("unreadable-file", 1)


@pytest.mark.parametrize("text", ["team: a\r\nowner: [\r\n", "\ufeffteam: a\nowner: ["])
def test_line_ends_and_byte_order_marks_move_no_place(text: str, specs: Callable[..., Path]) -> None:
    folder = specs()
    (folder / "team.yaml").write_bytes(text.encode())
    (problem,) = load(folder).problems
    assert (problem.code, problem.span.line) == ("yaml-syntax", 2)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_a_problem(specs: Callable[..., Path]) -> None:
    folder = specs()
    (folder / "organization.yaml").chmod(0)
    assert [problem.code for problem in load(folder).problems] == ["unreadable-file"]


FILTER = "team: t\nfilters:\n  - name: x\n"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("team: t\nfilters:\n\t- name: x\n", "indent with spaces"),
        (f"{FILTER}\t  where: {{}}\n", "indent with spaces"),
        (f"{FILTER}  \u00a0 where: {{}}\n", "no-break space"),
        (f"{FILTER}    where: \u201cx\u201d: y\n", "straight quotes"),
        (f"{FILTER}    description: @mention\n", "put the text in quotes"),
        (f"{FILTER}    description: `code`\n", "put the text in quotes"),
        (f"{FILTER}    description: *star\n", "put the text in quotes"),
        (f"{FILTER}    where: {{type: {{matches: [*:S3/*]}}}}\n", "put the text in quotes"),
        (f"{FILTER}    description: note: all of it\n", "put the text in quotes"),
        (f"{FILTER}    description: [ours] alone\n", "in one pair of quotes"),
        (f"{FILTER}    description: {{region}}-b\n", "in one pair of quotes"),
        (f"{FILTER}    description: 'it's ours'\n", "in one pair of quotes"),
        (f'{FILTER}    description: "a \\d"\n', "use single quotes"),
        (f"{FILTER}    where: {{severity:{{at_least: high}}}}\n", "a space after the colon"),
        ("team: t\nfilters:\n  - name:x\n    where: {}\n", "a space after the colon in the line above"),
        ("team:t\nfilters: []\n", "a space after the colon in the line above"),
        (f"{FILTER}    where: {{severity: {{at_least: high}}\n", "close the bracket"),
        (f"{FILTER}    description: 'never closed\n", "close the quote"),
        (f"{FILTER}   where: {{}}\n", "the same column as the other keys"),
        (f"{FILTER}      where: {{}}\n", "the same column as the key above"),
    ],
)
def test_a_syntax_error_comes_with_what_helps(text: str, advice: str) -> None:
    _, problems = compose(Source("a.yaml", "a.yaml", text))
    assert [problem.code in ("yaml-syntax", "yaml-alias") for problem in problems] == [True]
    assert advice in (problems[0].advice or "")


@given(st.text(alphabet="ab:-[]{}'\"*&@%#\\\t \n\u00a0\u201c", max_size=40))
def test_any_text_is_read_or_reported(text: str) -> None:
    nodes, problems = compose(Source("a.yaml", "a.yaml", text))
    assert nodes is not None or problems


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("team: müller\n".encode("latin-1"), "Latin-1 or Windows-1252"),
        ("team: müller\n".encode("utf-16"), "UTF-16"),
        ("team: müller\n".encode("utf-16-be"), "UTF-16"),
        ("team: müller\n".encode("utf-32"), "UTF-32"),
    ],
)
def test_a_file_in_another_encoding_is_named_by_it(data: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / "team.yaml").write_bytes(data)
    (problem,) = load(tmp_path).problems
    assert name in problem.message


def test_a_merge_key_is_the_only_problem() -> None:
    """The keys that it stands for are checked as if they were written out; those of the mapping itself win."""
    text = "a: &a {name: x, id: 1}\nb: &b {id: 2, role: r}\nc: {<<: *a, name: z}\nd: {<<: [*a, *b]}\n"
    nodes, problems = compose(Source("a.yaml", "a.yaml", text))
    assert [problem.code for problem in problems] == ["yaml-merge-key"] * 2
    assert nodes is not None
    data = plain(nodes[0])
    assert (data["c"], data["d"]) == ({"name": "z", "id": 1}, {"name": "x", "id": 1, "role": "r"})
