"""YAML as plain data: what an unquoted scalar means, where values are, and that nothing crashes the reader."""

import os
import socket
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compiler.diagnostics import Key
from compiler.diagnostics.formats import RENDERERS
from compiler.load import load
from compiler.load.characters import VISIBLE, hidden
from compiler.load.compose import MAX_DEPTH, compose
from compiler.load.scalars import Ambiguous, resolve
from compiler.load.screening import screened
from compiler.load.tree import Mapping, locate, plain
from compiler.source import Source
from tests.conftest import ACCOUNTS, ORGANIZATION, problems_of


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
    ["0.1234567890123456", "999999999999999.5",
     "yes", "NO", "on", "y", "012", "0o17", "0x1F", "0b1", "1e5", "1E+5", ".5", "5.", ".inf", ".nan", "1_000", "1:30",
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
    documents, problems, _ = compose(Source("a.yaml", "a.yaml", text))
    assert documents is not None
    assert problems == ()
    span = locate(documents[0], path)
    assert (span.line, span.column) == place


@given(st.recursive(st.text(max_size=5), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner)))
def test_plain_data_comes_back(data: Any) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"')
    documents, problems, _ = compose(Source("a.yaml", "a.yaml", text))
    if not problems:
        assert documents is not None
        assert plain(documents[0]) == data


@given(st.text(alphabet=st.sampled_from("a: -[]{},&*!|>'\"#%@`?\n\t<0x~\x00\x85\u2028é𝄞"), max_size=60))
def test_no_text_crashes_the_reader(text: str) -> None:
    documents, problems, _ = compose(Source("a.yaml", "a.yaml", text))
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
    _, problems, _ = compose(Source("a.yaml", "a.yaml", text))
    assert [problem.code in ("yaml-syntax", "yaml-alias") for problem in problems] == [True]
    assert advice in (problems[0].advice or "")


@given(st.text(alphabet="ab:-[]{}'\"*&@%#\\\t \n\u00a0\u201c", max_size=40))
def test_any_text_is_read_or_reported(text: str) -> None:
    nodes, problems, _ = compose(Source("a.yaml", "a.yaml", text))
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
    nodes, problems, _ = compose(Source("a.yaml", "a.yaml", text))
    assert [problem.code for problem in problems] == ["yaml-merge-key"] * 2
    assert nodes is not None
    data = plain(nodes[0])
    assert (data["c"], data["d"]) == ({"name": "z", "id": 1}, {"name": "x", "id": 1, "role": "r"})


FORBIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}
SEEN = "\t\n"


def test_every_character_that_cannot_be_seen_is_refused_everywhere() -> None:
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        is_no_character = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
        if unicodedata.category(character) in FORBIDDEN or is_no_character:
            assert bool([*hidden(f"a{character}b")]) is (character not in SEEN), f"U+{point:04X}"


def test_no_character_that_can_be_seen_is_refused() -> None:
    invisible = {*FORBIDDEN, "Cn", "Mn"}  # and letters that are blank
    refused = {chr(p) for p in range(sys.maxunicode + 1) if [*hidden(chr(p))]}
    others = {character for character in refused if unicodedata.category(character) not in invisible}
    assert others == set("\u115f\u1160\u2800\u3164\uffa0")


@given(st.text(alphabet=st.sampled_from("a:# -[]\n\r\t\x00\x85\u2028\u2029\u200b\ufeff\ufffe🙂é"), max_size=40))
def test_screening_keeps_every_place_and_leaves_the_lines_that_git_sees(text: str) -> None:
    source, problems = screened(Source("a.yaml", "a.yaml", text))
    assert len(source.text) == len(text)
    assert len(source.lines) == text.count("\n") + 1
    assert len(problems) == sum(1 for _ in hidden(text))
    for problem in problems:
        assert problem.span.source is source
        assert source.line(problem.span.line)[problem.span.column - 1] == VISIBLE
    assert all(problem.span.line <= len(source.lines) for problem in compose(source).problems)


def test_what_is_behind_a_line_end_that_git_does_not_know_is_no_suppression(specs: Callable[..., Path]) -> None:
    folder = specs(team="team: fraud\n# harmless\u2028suppressions: []\n# also\rtests: []\n")
    document = next(document for document in load(folder).documents if document.source.name == "team.yaml")
    assert [key.value for key, _ in document.root.entries] == ["team"]


@pytest.mark.parametrize(
    "name", ["a\u200bb.yaml", "a\nb.yaml", "a\tb.yaml", "a\x1b[2Jb.yml", "${TfToken[1]}.yaml", "\udcff.yaml"]
)
@pytest.mark.parametrize("place", ["{}", "sub/{}", "{}/team.yaml"])
def test_a_name_that_nobody_can_read_is_refused(name: str, place: str, specs: Callable[..., Path]) -> None:
    folder = specs()
    path = folder / place.format(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text("team: x")
    (problem,) = (problem for problem in load(folder).problems)
    assert problem.code in ("hidden-character", "reserved-text")
    assert problem.span.source.path.isprintable()
    assert problem.span.source.path.encode()
    assert "team" not in [key.value for document in load(folder).documents for key, _ in document.root.entries]


def test_a_name_with_a_secret_is_refused_and_not_shown(specs: Callable[..., Path]) -> None:
    folder = specs()
    token = "ghp_" + "a1B2" * 9
    (folder / f"{token}.yaml").write_text("team: x")
    (problem,) = load(folder).problems
    assert problem.code == "secret"
    assert not any(token in render([problem]) for render in RENDERERS.values())


def test_hidden_files_and_folders_are_no_specs(specs: Callable[..., Path]) -> None:
    folder = specs()
    for name in (".team.yaml", ".git/team.yaml", "teams/.old/team.yaml"):
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text("not: [a spec")
    assert [document.source.name for document in load(folder).documents] == ["organization.yaml"]
    assert load(folder).problems == ()


@pytest.mark.parametrize("name", ["team.yaml", "teams/team.yml"])
def test_what_is_no_regular_file_is_reported_and_not_opened(name: str, specs: Callable[..., Path]) -> None:
    folder = specs()
    (folder / name).parent.mkdir(exist_ok=True)
    os.mkfifo(folder / name)  # to open it would wait for ever
    (problem,) = load(folder).problems
    assert (problem.code, problem.message) == ("unreadable-file", "cannot be read: it is not a regular file")
    assert not load(folder).complete


def test_a_socket_is_reported(tmp_path: Path, specs: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(specs())  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("team.yaml")
        assert [problem.message for problem in load(Path()).problems] == ["cannot be read: it is not a regular file"]


@pytest.mark.parametrize(
    ("name", "target", "reason"),
    [
        ("linked", "../elsewhere", "this is a link to a folder, which is not followed"),
        ("linked", "teams", "this is a link to a folder, which is not followed"),
        ("linked.yaml", "teams", "this is a link to a folder, which is not followed"),
        ("loop.yaml", "loop.yaml", "this link is broken: Too many levels of symbolic links"),
        ("loop", "loop", "this link is broken: Too many levels of symbolic links"),
        ("gone.yaml", "nowhere", "this link is broken: No such file or directory"),
        ("gone", "nowhere", "this link is broken: No such file or directory"),
        ("long.yaml", "x" * 300, "this link is broken: File name too long"),
        ("out.yaml", "../elsewhere/team.yaml", "this link leads out of the specs folder"),
    ],
)
def test_a_link_that_is_not_followed_is_reported(
    name: str, target: str, reason: str, tmp_path: Path, specs: Callable[..., Path]
) -> None:
    folder = specs()
    (folder / "teams").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "team.yaml").write_text("team: x")
    (folder / name).symlink_to(target)
    loaded = load(folder)
    assert [(p.code, p.span.source.name, p.message) for p in loaded.problems] == [
        ("unreadable-file", name, f"cannot be read: {reason}")
    ]
    assert not loaded.complete


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_without_permission_is_a_problem(specs: Callable[..., Path]) -> None:
    folder = specs()
    (folder / "teams").mkdir(mode=0)
    assert [(p.code, p.span.source.name) for p in load(folder).problems] == [("unreadable-file", "teams")]
    (folder / "teams").chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_a_problem(
    specs: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = specs()
    (folder / "teams").mkdir()
    scandir = os.scandir

    def refuse(path: Path) -> Any:
        if path.name == "teams":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("os.scandir", refuse)
    loaded = load(folder)
    assert [(p.span.source.name, p.message) for p in loaded.problems] == [
        ("teams", "cannot be read: Permission denied")
    ]
    assert not loaded.complete


LIMITS = [
    ("compiler.load.files.MAX_BYTES", 100, "it is larger than 100 bytes; split it"),
    ("compiler.load.MAX_FILES", 1, "there are more than 1 files"),
    ("compiler.load.MAX_TOTAL_BYTES", 200, "the files have 224 bytes; at most 200 are read"),
    ("compiler.load.MAX_TOTAL_NODES", 10, "the files have more than 10 values"),
]


@pytest.mark.parametrize(("limit", "value", "reason"), LIMITS, ids=[name for name, _, _ in LIMITS])
def test_the_limits_of_a_folder(
    limit: str, value: int, reason: str, specs: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = specs(more=ORGANIZATION)
    monkeypatch.setattr(limit, value)
    loaded = load(folder)
    assert {(p.code, p.message) for p in loaded.problems} == {("unreadable-file", f"cannot be read: {reason}")}
    assert not loaded.complete


ALIASES = "a: &a [x, x, x]\nb: &b [*a, *a]\n"


@pytest.mark.parametrize(
    ("limit", "value", "text", "code"),
    [
        ("MAX_DEPTH", 2, "a: [[x]]", "yaml-nesting"),
        ("MAX_DEPTH", 3, "a: &a [[x]]\nb: [*a]", "yaml-nesting"),
        ("MAX_DEPTH", 3, "a: &a [x]\nb: {c: {d: *a}}", "yaml-nesting"),
        ("MAX_NODES", 5, "a: [x, x, x]", "yaml-nesting"),
        ("MAX_NODES", 5, "a: b\n---\na: b", "yaml-nesting"),
        ("MAX_ALIASED", 7, ALIASES, "yaml-alias"),
        ("MAX_ALIASED", 15, f"{ALIASES}---\n{ALIASES}", "yaml-alias"),  # of the file, not of one document
    ],
)
def test_the_limits_of_a_file(limit: str, value: int, text: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["compiler.load.compose"]
    monkeypatch.setattr(module, limit, value + 1)
    assert compose(Source("a.yaml", "a.yaml", text)).problems == ()
    monkeypatch.setattr(module, limit, value)
    composed = compose(Source("a.yaml", "a.yaml", text))
    assert composed.documents is None
    assert [problem.code for problem in composed.problems] == [code]


def test_aliases_cannot_nest_deeper_than_written_values() -> None:
    steps = "".join(f"a{n}: &a{n} [{f'*a{n - 1}' if n else 'x'}]\n" for n in range(500))
    (problem,) = compose(Source("a.yaml", "a.yaml", steps)).problems
    assert (problem.code, problem.span.line) == ("yaml-nesting", MAX_DEPTH)


@pytest.mark.parametrize("comment", ["# a\u200bb", "# ghp_" + "a" * 36])
def test_what_is_overwritten_in_a_comment_hides_no_other_mistake(comment: str, specs: Callable[..., Path]) -> None:
    """The organization document is whole, so that its Regions are known."""
    dataset = "{name: raw, bucket: acme-raw, account: prod, region: us-west-2}"
    team = f"team: fraud\n{ACCOUNTS.replace('fraud-prod,', 'prod,')}{comment}\ndatasets:\n  - {dataset} {comment}\n"
    codes = sorted(problem.code for problem in problems_of(specs(f"{comment}\n{ORGANIZATION}", team=team)))
    assert codes.count("unknown-reference") == 1
    assert len(codes) == 4


def test_an_overwritten_name_is_not_called_unknown_as_well(specs: Callable[..., Path]) -> None:
    dataset = "{name: raw, bucket: acme-raw, account: fraud\u200b-prod, region: us-east-1}"
    team = f"team: fraud\n{ACCOUNTS}datasets: [{dataset}]\n"
    assert [problem.code for problem in problems_of(specs(team=team))] == ["hidden-character"]
