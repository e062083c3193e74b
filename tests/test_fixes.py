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
from compiler.secrets import MASK
from compiler.source import Source, Span
from compiler.validate import validate
from tests.conftest import TESTS, problems_of
from tests.offers import apply, offered
from tests.test_secrets import AWS

CASES = sorted(path.parent for path in (TESTS / "errors").glob("*/specs"))


def codes_at(problem: Diagnostic, problems: Iterable[Diagnostic]) -> set[str]:
    return {
        other.code
        for other in problems
        if (other.span.source.name, other.span.line, other.span.column)
        == (problem.span.source.name, problem.span.line, problem.span.column)
        and other.is_error
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_message_offers_removes_the_problem_and_puts_no_other_in_its_place(case: Path, tmp_path: Path) -> None:
    """A fix, or the nearest spelling: it may be a part of what is wrong, but what it is about is then right."""
    before = problems_of(case / "specs")
    offers = [(problem, name, text) for problem in before for name, text in offered(problem)]
    for number, (problem, name, text) in enumerate(offers):
        folder = tmp_path / str(number)
        shutil.copytree(case / "specs", folder)
        (folder / name).write_text(text, "utf-8")
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
    nodes, problems, _ = compose(source)
    documents = tuple(Document(source, node) for node in nodes or () if isinstance(node, Mapping))
    found = validate(Loaded(source, documents, problems, complete=True)).problems
    return tuple(problem for problem in found if problem.code != "no-organization")


WORDS = {
    "service": ["bedrock", "bedrock-agentcore", "comprehend", "rekognition", "sagemaker", "textract", "transcribe"],
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
    nodes, _, _ = compose(Source("a.yaml", "a.yaml", f"plain: word\nsecret: {AWS}\n"))
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
    assert MASK * 40 in printed


ENTRY = {
    "severity": "team: t\nfilters:\n  - {name: x, where: {severity: {VALUE}}}\n",
    "field": "team: t\nfilters:\n  - {name: x, where: {VALUE}}\n",
    "dataset": f"{DATASET}us-east-1, VALUE}}\n",
    "suppression": "team: t\nsuppressions:\n  - {name: x, reason: Ours, VALUE}\n",
}


@pytest.mark.parametrize(
    ("entry", "wrong", "advice", "right"),
    [
        ("severity", "at_least: 7", "did you mean 'high'?", "at_least: high"),
        ("severity", "at_least: 8", "or use greater_than_or_equal: 8", "greater_than_or_equal: 8"),
        ("severity", "at_most: 6", "did you mean 'medium'?", "at_most: medium"),
        ("severity", "at_most: 5", "or use less_than_or_equal: 5", "less_than_or_equal: 5"),
        ("severity", "gte: 7", "did you mean 'greater_than_or_equal'?", "greater_than_or_equal: 7"),
        ("severity", "atmost: low", "did you mean 'at_most'?", "at_most: low"),
        ("severity", "equals: high", "write [high]", "equals: [high]"),
        ("severity", "equals: [12]", "allowed: low, medium, high, critical", "equals: [high]"),
        ("severity", "equals: [8]", "write high;", "equals: [high]"),
        ("severity", "greater_than: 0", "write >= 1 instead of > 0", "greater_than_or_equal: 1"),
        ("field", "severity: high", "write {equals: [high]}", "severity: {equals: [high]}"),
        ("field", "type: ['Recon:EC2/Portscan']", "write {equals: [ ]}", "type: {equals: ['Recon:EC2/Portscan']}"),
        ("field", "type: {equals: ['PenTest:S3/*']}", "matches: ['PenTest:S3/*']", "type: {matches: ['PenTest:S3/*']}"),
        ("field", "type: {matches: [Recon:EC2/Portscan]}", "use equals", "type: {equals: ['Recon:EC2/Portscan']}"),
        ("dataset", "watch: exfiltration", "write [exfiltration]", "watch: [exfiltration]"),
        (
            "dataset",
            "watch: [Exfiltration:S3/AnomalousBehavior]",
            "did you mean 'exfiltration'?",
            "watch: [exfiltration]",
        ),
        ("dataset", "malware_scan: true", "write {}", "malware_scan: {}"),
        ("dataset", "malware_scan: false", "remove the key", "classification: public"),
        ("dataset", "classification: ", "write a value", "classification: public"),
        ("dataset", "malware_scan: {prefixes: [/raw/]}", "did you mean 'raw/'?", "malware_scan: {prefixes: [raw/]}"),
        (
            "suppression",
            "expires: soon, where: {service.count: {less_than: 9}}",
            "write a date such as 2027-01-31",
            "expires: 2027-01-31, where: {service.count: {less_than: 9}}",
        ),
    ],
)
def test_advice_that_is_followed_removes_the_problem(entry: str, wrong: str, advice: str, right: str) -> None:
    (problem,) = checked(ENTRY[entry].replace("VALUE", wrong))
    assert advice in (problem.advice or "")
    assert checked(ENTRY[entry].replace("VALUE", right)) == ()


@pytest.mark.parametrize("written", ["below", "lte", "max"])
def test_the_opposite_of_a_condition_is_never_suggested(written: str) -> None:
    (problem,) = checked(ENTRY["severity"].replace("VALUE", f"{written}: 7"))
    assert problem.choice is not None
    assert (problem.choice.nearest or "").startswith("less_than")
