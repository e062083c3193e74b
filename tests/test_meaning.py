"""All forms of a meaning agree: the evaluator, the event patterns, the SQL and the comparison, on random findings."""

import json
from itertools import combinations
from typing import Any

import duckdb
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from moto.events.models import EventPattern

from compiler.catalog.filter_fields import GUARDRAIL, INSTANCE_TAG, MODEL, field_of_findings
from compiler.catalog.severity import LEVELS
from compiler.language.where.model import FieldConditions, criterion_of
from compiler.meaning.comparison import excludes, implies, is_contradiction
from compiler.meaning.evaluation import predicate
from compiler.meaning.event_pattern import Inexpressible, alternatives, event_patterns
from compiler.meaning.intervals import Interval, complement, intersection, union
from compiler.meaning.sql import DUCKDB_MACROS, INDEXES, where
from compiler.meaning.text_operators import has_wildcards
from compiler.model.criteria import Criteria, Criterion
from tests.reference import (
    API,
    BLOCKED,
    BUCKET,
    CRITERIA,
    PATTERNS,
    PORT,
    TAG,
    TEXTS,
    UPDATED,
    VAULT,
    criteria_of_some,
    findings,
    lists_matched,
    naive_meets,
    one_of_each_list,
)

STARS = [pattern for pattern in PATTERNS if "?" not in pattern]
ABSENT: list[Any] = [None, {"exists": False}]


@given(criteria_of_some, findings())
def test_the_evaluator_agrees_with_the_reference(criteria: Criteria, finding: dict[str, Any]) -> None:
    assert predicate(criteria)(finding) is naive_meets(finding, criteria)


@given(criteria_of_some, findings(mistyped=(API,)))
def test_the_event_patterns_agree_with_the_evaluator(criteria: Criteria, finding: dict[str, Any]) -> None:
    """EventBridge cannot say "not this number, or not a number", so numbers and booleans have their types here."""
    try:
        patterns = event_patterns(criteria)
    except Inexpressible:
        return
    matched = any(lists_matched(json.loads(pattern), finding) for pattern in patterns)
    assert matched is predicate(criteria)(finding)


@settings(max_examples=400)
@given(criteria_of_some, findings(mistyped=(API,)))
def test_the_event_patterns_agree_with_moto(criteria: Criteria, finding: dict[str, Any]) -> None:
    """Somebody else's matcher, for each operator: numeric, prefix, suffix, wildcard, anything-but, exists and $or."""
    try:
        patterns = event_patterns(criteria)
    except Inexpressible:
        return
    assume(not any("[]" in pattern for pattern in patterns))  # both refuse it
    assume(not (any(map(has_wildcards, patterns)) and "\\n" in json.dumps(finding)))  # its * stops at a line end
    events = [event_of(chosen) for chosen in one_of_each_list(finding)] or [event_of({})]
    matched = any(EventPattern.load(pattern).matches_event(event) for pattern in patterns for event in events)
    assert matched is predicate(criteria)(finding)


@pytest.mark.parametrize("operator", ["matches", "not_matches"])
@pytest.mark.parametrize("patterns", [chosen for n in (1, 2) for chosen in combinations(STARS, n)], ids=" ".join)
def test_moto_agrees_on_every_pattern_and_text(operator: str, patterns: tuple[str, ...]) -> None:
    conditions: dict[str, Any] = {operator: patterns}
    criteria = (Criterion(API, **conditions),)
    (event_pattern,) = map(EventPattern.load, event_patterns(criteria))
    meets = predicate(criteria)
    for text in TEXTS:
        if "\n" not in text:  # its * stops at a line end
            finding = {"service": {"action": {"awsApiCallAction": {"api": text}}}}
            assert event_pattern.matches_event(event_of(finding)) is meets(finding), text


def event_of(finding: dict[str, Any]) -> dict[str, Any]:
    return {"source": "aws.guardduty", "detail-type": "GuardDuty Finding", "detail": finding}


@pytest.mark.parametrize(
    ("criterion", "alternatives_"),
    [
        (Criterion(API, matches=("a*", "*b", "a*b", "*", "a**", "**b")), [
            {"prefix": "a"}, {"suffix": "b"}, {"wildcard": "a*b"}, {"wildcard": "*"}, {"prefix": "a"}, {"suffix": "b"},
        ]),
        (Criterion(API, matches=("\\*", "*\\", "\\*\\")), [
            {"prefix": "\\"}, {"suffix": "\\"}, {"wildcard": "\\\\*\\\\"},
        ]),
        (Criterion(API, not_matches=("a*", "b*")), [{"anything-but": {"prefix": ["a", "b"]}}, *ABSENT]),
        (Criterion(API, not_matches=("*a",)), [{"anything-but": {"suffix": ["a"]}}, *ABSENT]),
        (Criterion(API, not_matches=("a*", "*b")), [{"anything-but": {"wildcard": ["a*", "*b"]}}, *ABSENT]),
        (Criterion(API, matches=("ab", "a*")), ["ab", {"prefix": "a"}]),
        (Criterion(API, not_matches=("*",)), [{"anything-but": {"wildcard": ["*"]}}, *ABSENT]),
    ],
)  # fmt: skip
def test_a_pattern_becomes_the_operator_that_needs_no_wildcard(criterion: Criterion, alternatives_: list[Any]) -> None:
    assert alternatives(criterion) == alternatives_


def test_a_pair_is_met_by_one_element_of_the_list() -> None:
    """Two tags that meet the two fields of a filter are no pair; a pattern has the values of one key."""
    criteria = (Criterion(INSTANCE_TAG.name, equals=("workload|training", "workload|batch", "team|ml")),)
    patterns = [json.loads(pattern)["detail"]["resource"]["instanceDetails"] for pattern in event_patterns(criteria)]
    assert patterns == [
        {"tags": {"key": ["workload"], "value": ["training", "batch"]}},
        {"tags": {"key": ["team"], "value": ["ml"]}},
    ]
    crossed = [{"key": "workload", "value": "ml"}, {"key": "team", "value": "training"}]
    assert predicate(criteria)({"resource": {"instanceDetails": {"tags": crossed}}}) is False


@settings(max_examples=60)
@given(st.lists(criteria_of_some, min_size=1, max_size=8), st.lists(findings(), min_size=1, max_size=20))
def test_the_sql_agrees_with_the_evaluator(several: list[Criteria], sample: list[dict[str, Any]]) -> None:
    table = duckdb.connect()
    table.execute("".join(DUCKDB_MACROS))
    table.execute("CREATE TABLE findings (number INTEGER, finding JSON)")
    rows = [[number, json.dumps(finding).replace("Infinity", "1e999")] for number, finding in enumerate(sample)]
    table.executemany("INSERT INTO findings VALUES (?, ?)", rows)
    columns = ", ".join(where(criteria, {}) for criteria in several)
    answers = table.execute(f"WITH {INDEXES} SELECT {columns} FROM findings ORDER BY number").fetchall()
    assert answers == [tuple(predicate(criteria)(finding) for criteria in several) for finding in sample]


@given(criteria_of_some, criteria_of_some, findings())
def test_no_finding_disproves_a_comparison(first: Criteria, second: Criteria, finding: dict[str, Any]) -> None:
    meets_first, meets_second = predicate(first)(finding), predicate(second)(finding)
    assert not (implies(first, second) and meets_first and not meets_second)
    assert not (excludes(first, second) and meets_first and meets_second)
    assert not (is_contradiction(first) and meets_first)


@given(criteria_of_some)
def test_only_a_contradiction_has_an_event_pattern_that_nothing_matches(criteria: Criteria) -> None:
    """EventBridge refuses a pattern with an empty list."""
    try:
        patterns = event_patterns(criteria)
    except Inexpressible:
        return
    assert is_contradiction(criteria) or not any("[]" in pattern for pattern in patterns)


SEVERITY = "severity"


@pytest.mark.parametrize(
    ("field", "conditions"),
    [
        (SEVERITY, {"equals": ("1", "3"), "not_equals": ("1",), "less_than": 3}),
        (SEVERITY, {"equals": ("1", "4"), "not_equals": ("1",), "less_than": 4}),
        (SEVERITY, {"greater_than": 3, "less_than": 6, "not_equals": ("3", "4", "5")}),
        (API, {"equals": ("ab", "cd"), "not_equals": ("ab",), "not_matches": ("c*",)}),
        (API, {"equals": ("ab", "cd"), "matches": ("a*",), "not_equals": ("ab",)}),
        (API, {"equals": ("ab", "cd"), "matches": ("a*",), "not_matches": ("*b",)}),
        (API, {"matches": ("ab*", "cd*"), "not_matches": ("a*", "c*")}),
        (BUCKET, {"equals": ("ab", "cd"), "not_equals": ("ab",), "not_matches": ("c*",)}),
    ],
)
def test_three_conditions_can_leave_nothing(field: str, conditions: dict[str, Any]) -> None:
    assert is_contradiction((Criterion(field, **conditions),))
    for left_out in conditions if len(conditions) > 2 else ():
        rest = {name: value for name, value in conditions.items() if name != left_out}
        assert not is_contradiction((Criterion(field, **rest),))


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_and_above_means_the_same_as_equals_and_as_a_bound(level: str) -> None:
    """So 8.5 is High, in the evaluator, the event pattern and the SQL, which all come from the conditions."""
    conditions = FieldConditions.model_validate({"at_least": level})
    criteria = (criterion_of(field_of_findings(SEVERITY), conditions, {}),)
    low, high = LEVELS[level][0], 10
    assert criteria == (Criterion(SEVERITY, equals=tuple(map(str, range(low, high + 1)))),)
    bound = (Criterion(SEVERITY, greater_than_or_equal=low),)
    assert implies(criteria, bound)
    assert implies(bound, criteria)
    assert event_patterns(criteria) == event_patterns(bound)
    assert where(criteria, {}) == where(bound, {})
    assert predicate(criteria)({SEVERITY: low + 0.5}) is predicate(bound)({SEVERITY: low + 0.5}) is True


def test_the_values_of_a_list_can_meet_one_condition_each() -> None:
    assert not is_contradiction((Criterion(BUCKET, equals=("ab", "cd"), matches=("a*",), not_equals=("ab",)),))


KEYS = st.sampled_from(["resource", "severity", "service", "updatedAt", "s3BucketDetails", "tags", "key", "action"])
LEAVES = st.none() | st.booleans() | st.floats() | st.integers() | st.text()
JUNK = st.dictionaries(KEYS, st.recursive(LEAVES, lambda below: st.lists(below) | st.dictionaries(KEYS, below)))


@given(JUNK, criteria_of_some)
def test_the_evaluator_answers_for_any_json(finding: dict[str, Any], criteria: Criteria) -> None:
    assert predicate(criteria)(finding) in (True, False)


@pytest.mark.parametrize(
    ("narrow", "wide", "answer"),
    [
        ({"equals": ("a",)}, {"equals": ("a", "b")}, True),
        ({"equals": ("a", "b")}, {"equals": ("a",)}, False),
        ({"equals": ("ab",)}, {"matches": ("a*",)}, True),
        ({"matches": ("ab*",)}, {"matches": ("a*",)}, True),
        ({"matches": ("a*",)}, {"matches": ("a?",)}, False),
        ({"equals": ("a",)}, {"not_equals": ("b",)}, True),
        ({"not_equals": ("a", "b")}, {"not_equals": ("b",)}, True),
        ({"not_matches": ("*",)}, {"not_equals": ("b",)}, True),
    ],
)
def test_one_criterion_implies_another(narrow: dict[str, Any], wide: dict[str, Any], answer: bool) -> None:
    assert implies((Criterion(API, **narrow),), (Criterion(API, **wide),)) is answer


def test_a_pattern_is_fast_on_a_long_text() -> None:
    """Five wildcards, and a text that almost matches in very many ways."""
    meets = predicate((Criterion(API, matches=("*a*a*a*a*b",)),))
    action = {"awsApiCallAction": {"api": "a" * 100_000}}
    assert meets({"service": {"action": action}}) is False


def test_conditions_on_a_list_can_hold_together() -> None:
    """A finding can have a bucket named a and another named b."""
    a, b = ((Criterion(BUCKET, equals=(name,)),) for name in "ab")
    assert not excludes(a, b)
    assert not implies(a, (Criterion(BUCKET, not_equals=("b",)),))


@pytest.mark.parametrize(
    ("criterion", "reason"),
    [
        (Criterion(UPDATED, greater_than=1767225600000), "cannot compare timestamps"),
        (Criterion(API, matches=("a?",)), "no wildcard for one character"),
        (Criterion(API, matches=("a*",), not_equals=("ab",)), "only one of these conditions"),
        (Criterion(BUCKET, not_equals=("a",)), "no element matches"),
        (Criterion(PORT, equals=("1e16",)), "numbers up to"),
        (Criterion(API, equals=("x" * 2048,)), "longer than"),
    ],
)
def test_the_reason_why_there_is_no_event_pattern(criterion: Criterion, reason: str) -> None:
    with pytest.raises(Inexpressible, match=reason):
        event_patterns((criterion,))


def test_two_conditions_below_one_list_have_no_event_pattern() -> None:
    criteria = (Criterion(BUCKET, equals=("a",)), Criterion(TAG, equals=("b",)))
    with pytest.raises(Inexpressible, match=r"require one element of resource\.s3BucketDetails to"):
        event_patterns(criteria)


ends = st.integers(-3, 3).map(float)
intervals = st.lists(st.builds(Interval, ends, ends, st.booleans(), st.booleans()), max_size=3).map(union)
halves = st.integers(-8, 8).map(lambda n: n / 2)


@given(intervals, intervals, halves)
def test_intervals_are_sets_of_numbers(
    first: tuple[Interval, ...], second: tuple[Interval, ...], number: float
) -> None:
    def is_in(numbers: tuple[Interval, ...]) -> bool:
        return any(number in interval for interval in numbers)

    assert is_in(intersection(first, second)) is (is_in(first) and is_in(second))
    assert is_in(union((*first, *second))) is (is_in(first) or is_in(second))
    assert is_in(complement(first)) is not is_in(first)


def test_the_fields_of_these_tests_have_these_types() -> None:
    kinds = {field: (field_of_findings(field).type, field_of_findings(field).in_list) for field in CRITERIA}
    assert kinds == {
        API: ("string", False),
        BLOCKED: ("boolean", False),
        BUCKET: ("string", True),
        GUARDRAIL.name: ("string", True),
        INSTANCE_TAG.name: ("string", True),
        MODEL.name: ("string", True),
        PORT: ("number", False),
        "severity": ("number", False),
        TAG: ("string", True),
        UPDATED: ("timestamp", False),
        VAULT: ("string", False),
    }


WORKLOAD = "resource.kubernetesDetails.kubernetesWorkloadDetails"
HOST_PID, HOST_IPC = f"{WORKLOAD}.hostPid", f"{WORKLOAD}.hostIpc"
LOGIN_USER = "service.action.rdsLoginAttemptAction.loginAttributes.user"


IS_PID, IS_IPC = Criterion(HOST_PID, equals=("true",)), Criterion(HOST_IPC, equals=("true",))
NO_PID, NO_IPC = Criterion(HOST_PID, not_equals=("true",)), Criterion(HOST_IPC, not_equals=("true",))
IS_ADMIN = Criterion(LOGIN_USER, equals=("admin",))


@pytest.mark.parametrize(
    ("criteria", "ipc", "meets"),
    [
        ((IS_PID,), True, True),
        ((NO_PID,), True, False),
        ((IS_PID, IS_IPC), True, True),
        ((IS_PID, IS_IPC), False, False),
        ((IS_PID, NO_IPC), True, False),
        ((IS_PID, NO_IPC), False, True),
        ((IS_ADMIN,), True, True),
    ],
)
@pytest.mark.parametrize(
    "names", [("hostPid", "hostIpc", "loginAttributes"), ("hostPID", "hostIPC", "LoginAttributes")]
)
def test_a_value_counts_at_each_spelling_of_its_path(
    criteria: Criteria, ipc: bool, meets: bool, names: tuple[str, str, str]
) -> None:
    workload = {"kubernetesWorkloadDetails": {names[0]: True, names[1]: ipc}}
    action = {"rdsLoginAttemptAction": {names[2]: [{"user": "admin"}]}}
    finding = {"resource": {"kubernetesDetails": workload}, "service": {"action": action}}
    assert predicate(criteria)(finding) is meets
    assert any(lists_matched(json.loads(pattern), finding) for pattern in event_patterns(criteria)) is meets
    table = duckdb.connect()
    table.execute("".join(DUCKDB_MACROS))
    table.execute("CREATE TABLE findings AS SELECT $1::JSON AS finding", [json.dumps(finding)])
    assert table.execute(f"WITH {INDEXES} SELECT {where(criteria, {})} FROM findings").fetchone() == (meets,)
