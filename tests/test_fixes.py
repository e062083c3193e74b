"""A fix is right: applied to the file, its problem is gone and none has taken its place."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.catalog import finding_types
from compiler.catalog.filter_fields import fields_for_any_action
from compiler.catalog.regions import REGIONS
from compiler.diagnostics import Change, Choice, Diagnostic, Edit, Fix, suggest
from compiler.diagnostics.formats import RENDERERS
from compiler.load import Document, Loaded
from compiler.load.compose import compose
from compiler.load.edits import fix_at
from compiler.load.tree import Mapping
from compiler.source import Source, Span
from compiler.validate import validate
from tests.conftest import TESTS, problems_of
from tests.test_secrets import AWS

CASES = sorted(path.parent for path in (TESTS / "errors").glob("*/specs"))


def apply(fix: Fix, text: str) -> str:
    """The text of the file with the fix in it; the other lines keep their ends."""
    lines = text.split("\n")
    first, last = lines[fix.span.line - 1], lines[fix.span.end_line - 1]
    changed = first[: fix.span.column - 1] + fix.replacement + last[fix.span.end_column - 1 :]
    return "\n".join([*lines[: fix.span.line - 1], *changed.split("\n"), *lines[fix.span.end_line :]])


def codes_at(problem: Diagnostic, problems: Iterable[Diagnostic]) -> set[str]:
    return {
        other.code
        for other in problems
        if (other.span.source.name, other.span.line, other.span.column)
        == (problem.span.source.name, problem.span.line, problem.span.column)
        and other.is_error
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_after_a_fix_the_problem_is_gone_and_no_other_is_in_its_place(case: Path, tmp_path: Path) -> None:
    before = problems_of(case / "specs")
    for number, problem in enumerate(problem for problem in before if problem.fix):
        assert problem.fix is not None
        folder = tmp_path / str(number)
        shutil.copytree(case / "specs", folder)
        path = folder / problem.fix.span.source.name
        path.write_text(apply(problem.fix, path.read_text("utf-8")), "utf-8")
        after = codes_at(problem, problems_of(folder))
        assert problem.code not in after, problem
        assert after <= codes_at(problem, before), problem


def test_there_are_fixes_of_every_kind() -> None:
    fixed = {problem.code for case in CASES for problem in problems_of(case / "specs") if problem.fix}
    assert fixed >= {
        "duplicate-value",
        "invalid-value",
        "needs-quotes",
        "retired-finding-type",
        "unknown-field",
        "unknown-finding-type",
        "unknown-key",
        "unknown-purpose",
        "unknown-reference",
        "unknown-region",
        "unknown-service",
        "wrong-type",
        "yaml-ambiguous",
    }


def checked(text: str) -> tuple[Diagnostic, ...]:
    """What is wrong with a team document, the rest of the company aside."""
    source = Source("specs/team.yaml", "team.yaml", text)
    nodes, problems = compose(source)
    documents = tuple(Document(source, node) for node in nodes or () if isinstance(node, Mapping))
    found = validate(Loaded(source, documents, problems, complete=True)).problems
    return tuple(problem for problem in found if problem.code != "no-organization")


WORDS = {
    "service": ["bedrock", "comprehend", "rekognition", "sagemaker", "textract", "transcribe"],
    "region": sorted(REGIONS),
    "watch": [word for word in finding_types.purposes() if finding_types.of_purpose([word], "S3")],
    "type": sorted(finding_types.live_types()),
    "field": sorted(fields_for_any_action()),
}
DATASET = "team: t\ndatasets:\n  - {name: x, bucket: acme-b, account: administrator, region: "
TEXTS = {
    "service": "team: t\nservices:\n  - {name: x, account: administrator, service: WORD}\n",
    "region": f"{DATASET}WORD}}\n",
    "watch": f"{DATASET}us-east-1, watch: [WORD]}}\n",
    "type": "team: t\nfilters:\n  - name: x\n    where:\n      type: {equals: [WORD]}\n",
    "field": "team: t\nfilters:\n  - name: x\n    where:\n      WORD: {equals: [x]}\n",
}


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A word of the language with a slip of the keys in it, and a team document around it."""
    kind = draw(st.sampled_from(sorted(WORDS)))
    word = draw(st.sampled_from(WORDS[kind]))
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from("abcxyzABC"))
    written = draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word.lower(),
            ]
        )
    )
    quote = draw(st.sampled_from(["", "'", '"']))
    return written, TEXTS[kind].replace("WORD", f"{quote}{written}{quote}")


@given(slips())
def test_a_slip_of_the_keys_is_fixed_in_the_quotes_of_the_author(slip: tuple[str, str]) -> None:
    written, text = slip
    for problem in checked(text):
        if problem.fix and problem.subject == written:
            fixed = apply(problem.fix, text)
            assert problem.code not in codes_at(problem, checked(fixed))
            assert fixed.count("'") == text.count("'")
            assert fixed.count('"') == text.count('"')
            assert problem.choice is not None
            assert fixed.replace(problem.choice.nearest or "", "") == text.replace(written, "")


@given(st.text(alphabet=st.sampled_from("0123456789.eExXb_:-+~truefals"), min_size=1, max_size=8))
def test_an_unquoted_value_that_needs_quotes_gets_them_as_it_was_written(written: str) -> None:
    text = (
        f"team: t\nfilters:\n  - name: x\n    where: {{resource.accessKeyDetails.userName: {{equals: [{written}]}}}}\n"
    )
    for problem in checked(text):
        if problem.code in ("needs-quotes", "yaml-ambiguous"):
            assert problem.fix is not None, problem
            assert problem.fix.replacement == f'"{written}"'
            assert checked(apply(problem.fix, text)) == ()


@pytest.mark.parametrize(
    ("written", "allowed"),
    [
        ("eu-west-2", ["eu-west-1", "us-east-1"]),  # another digit is another Region
        ("raww", ["rawa", "rawb"]),  # two are as near
        ("accessKeyName", ["accessKeyId"]),  # more than a slip
        ("at_least", ["less_than", "greater_than_or_equal"]),
        ("sok", ["soc"]),  # too short to be sure
    ],
)
def test_what_may_be_meant_otherwise_has_no_fix(written: str, allowed: list[str]) -> None:
    assert not suggest(written, allowed).is_certain


def test_a_fix_never_carries_a_secret() -> None:
    """Neither where it would repeat what was written, nor where the name of something is one."""
    nodes, _ = compose(Source("a.yaml", "a.yaml", f"plain: word\nsecret: {AWS}\n"))
    assert nodes is not None
    root = nodes[0]
    assert fix_at(root, ("plain",), Edit(Change.LIST)) is not None
    assert fix_at(root, ("secret",), Edit(Change.LIST)) is None
    assert fix_at(root, ("secret",), Edit(Change.QUOTE)) is None
    assert fix_at(root, ("plain",), Edit(Change.REPLACE, AWS)) is None


@pytest.mark.parametrize("form", RENDERERS.values())
def test_no_field_of_a_diagnostic_prints_a_secret(form: Callable[[list[Diagnostic]], str]) -> None:
    source = Source("specs/a.yaml", "a.yaml", f"a: {AWS}")
    span = Span(source, 1, 4, 1, 44)
    choice = Choice((AWS, "b"), AWS)
    printed = form([Diagnostic("invalid-value", AWS, span, AWS, ((AWS, span),), choice, AWS, Fix(span, AWS))])
    assert AWS not in printed
    assert "*" * 40 in printed
