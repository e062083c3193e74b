"""A second implementation of what criteria mean, slow and simple, to compare the first with.

It has random criteria and findings, an evaluator, and EventBridge's matching, written from the documentation only.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from math import inf
from typing import Any

from hypothesis import strategies as st

from compiler.catalog.filter_fields import GUARDRAIL, INSTANCE_TAG, MODEL
from compiler.model.criteria import Criteria, Criterion, by_field

API = "service.action.awsApiCallAction.api"
BLOCKED = "service.action.networkConnectionAction.blocked"
BUCKET = "resource.s3BucketDetails.name"
PORT = "service.action.networkConnectionAction.remotePortDetails.port"
TAG = "resource.s3BucketDetails.tags.key"
UPDATED = "updatedAt"
VAULT = "resource.recoveryPointDetails.backupVaultName"

TEXTS = ["a", "ab", "b", "ba", "a*", "", '"', 'a"', "\\", "a\\n", "a\nb", "\0", "\x1f", "é", "e\u0301", "😀", "a😀"]
TEXTS += ["%", "_", "1", "true", "null", "'", "!", "\u2028"]
PAIRS = ["a|b", "a|a", "b|", 'é|"', "|a", "a|%"]
PATTERNS = ["*", "a*", "*b", "b*", "*a", "*a*", "a?", "b**", "?", '"*', "*\\*", "??", "*é", "?!", "%*", "_?"]
VALUES: dict[str, list[Any]] = {
    API: [*TEXTS, None],
    BLOCKED: [True, False, None],
    "severity": [0.5, 1, 2.5, 4, 4.9, 5, 7, 7.9, 8, 8.5, 9.9, 10, None],
    PORT: [1, 2, 2.0, 3, 80, 2**53 + 1, -1, 1e-9, None],
    UPDATED: ["2026-01-01T00:00:00.000Z", "2026-01-02T03:04:05Z", "2026-01-02T05:04:05.5+02:00", 1767323045.0004, None],
}
TIMES = [1767225600000, 1767323045000]
# Values that no finding has in such a field, as far as the API model goes.
MISTYPED: dict[str, list[Any]] = {
    API: [1, 2.5, True, {}, {"a": "b"}],
    BLOCKED: ["true", "false", 1, 0, {}],
    "severity": ["5", "", True, {}],
    PORT: ["2", "1e0", " 3", False, {}, 10**400, inf],
    UPDATED: ["0", "1767225600", "2026-01-02", "2026-02-30T00:00:00Z", "2026-01-02T03:04:05", "x\n", inf, True, {}],
}


# GuardDuty's side.


def reach(value: Any, path: list[str]) -> list[Any]:
    if isinstance(value, list):
        return [reached for element in value for reached in reach(element, path)]
    if not path:
        return [value]
    return reach(value.get(path[0]), path[1:]) if isinstance(value, dict) else []


def naive_like(text: str, pattern: str) -> bool:
    if not pattern:
        return not text
    if pattern[0] == "*":
        return naive_like(text, pattern[1:]) or (bool(text) and naive_like(text[1:], pattern))
    return bool(text) and pattern[0] in ("?", text[0]) and naive_like(text[1:], pattern[1:])


def has_type_of(field: str, value: Any) -> bool:
    """Whether a value has the JSON type of the field, and is a number that binary64 can hold or a full timestamp."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**1023
    if field == UPDATED:
        return is_number or (isinstance(value, str) and naive_time(value) is not None)
    if field in ("severity", PORT):
        return is_number
    return isinstance(value, bool if field == BLOCKED else str)


def naive_time(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if "T" in text and time.tzinfo else None


def naive_equal(field: str, value: Any, wanted: str) -> bool:
    if field == "severity":
        return bool(int(wanted) <= value < int(wanted) + 1)
    if field == BLOCKED:
        return value is (wanted == "true")
    return float(value) == float(wanted) if field == PORT else value == wanted


def naive_number(field: str, value: Any) -> float:
    """Of a timestamp, the milliseconds since 1970, without what is below a millisecond."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).astimezone(UTC).timestamp() * 1000 // 1
    return round(value * 1000) if field == UPDATED else float(value)


def naive_range(criterion: Criterion, value: Any) -> bool:
    number, c = naive_number(criterion.field, value), criterion
    in_domain = criterion.field != "severity" or 1 <= number <= 10
    return in_domain and (
        (c.greater_than is None or number > c.greater_than)
        and (c.greater_than_or_equal is None or number >= c.greater_than_or_equal)
        and (c.less_than is None or number < c.less_than)
        and (c.less_than_or_equal is None or number <= c.less_than_or_equal)
    )


def naive_meets(finding: dict[str, Any], criteria: Criteria) -> bool:
    for c in criteria:
        paths = [c.field, *(GUARDRAIL.also_at if c.field == GUARDRAIL.name else ())]
        present = [value for path in paths for value in reach(finding, path.split(".")) if value is not None]
        if c.field == INSTANCE_TAG.name:
            both = [(tag.get("key"), tag.get("value")) for tag in present]
            present = [f"{key}|{value}" for key, value in both if isinstance(key, str) and isinstance(value, str)]
        values = [value for value in present if has_type_of(c.field, value)]
        if c.or_absent and not present:
            continue
        orders = (c.greater_than, c.greater_than_or_equal, c.less_than, c.less_than_or_equal)
        if c.equals and not any(naive_equal(c.field, v, w) for v in values for w in c.equals):
            return False
        if any(naive_equal(c.field, v, w) for v in values for w in c.not_equals):
            return False
        if c.matches and not any(naive_like(v, p) for v in values for p in c.matches):
            return False
        if any(naive_like(v, p) for v in values for p in c.not_matches):
            return False
        if any(order is not None for order in orders) and not any(naive_range(c, v) for v in values):
            return False
    return True


# EventBridge's side, from its user guide: one alternative of each field matches, and all fields do.


def pattern_matches(pattern: Any, event: Any, *, exists: bool = True) -> bool:
    if isinstance(pattern, dict) and isinstance(event, list) and any(event):
        return any(pattern_matches(pattern, element) for element in event if element)  # {} has no fields
    if isinstance(pattern, dict) and "$or" in pattern:
        rest = {key: rule for key, rule in pattern.items() if key != "$or"}
        return pattern_matches(rest, event) and any(pattern_matches(each, event) for each in pattern["$or"])
    if isinstance(pattern, dict):
        below = event if isinstance(event, dict) else {}
        return all(pattern_matches(rule, below.get(key), exists=key in below) for key, rule in pattern.items())
    return any(leaf_matches(rule, event, exists) for rule in pattern)


def leaf_matches(rule: Any, value: Any, exists: bool) -> bool:
    if not isinstance(rule, dict):  # compared as text, so 5 is not 5.0
        return exists and json.dumps(value) == json.dumps(rule)
    ((kind, wanted),) = rule.items()
    if kind == "exists":
        return exists is wanted
    if not exists or value is None:
        return False
    if kind == "numeric":
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and all(OPERATORS[o](value, n) for o, n in zip(wanted[::2], wanted[1::2], strict=True))
    if kind == "anything-but":
        ((operator, texts_),) = wanted.items() if isinstance(wanted, dict) else ((None, wanted),)
        rules = [{operator: text} for text in texts_] if operator else texts_
        return not any(leaf_matches(inner, value, exists) for inner in rules)
    assert wanted
    return isinstance(value, str) and text_matches(kind, wanted, value)


def text_matches(kind: str, wanted: str, text: str) -> bool:
    if kind != "wildcard":
        return {"prefix": text.startswith, "suffix": text.endswith}[kind](wanted)
    assert "**" not in wanted
    pieces = re.findall(r"\\.|.", wanted, re.DOTALL)
    expression = "".join(".*" if p == "*" else re.escape(p[-1]) for p in pieces)
    return re.fullmatch(expression, text, re.DOTALL) is not None


OPERATORS = {
    "=": lambda a, b: a == b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def lists_matched(pattern: dict[str, Any], event: dict[str, Any]) -> bool:
    """A pattern on a list of objects matches if each field of the pattern has an element that matches."""
    detail = pattern["detail"]
    buckets = event.get("resource", {}).get("s3BucketDetails") or []
    below = detail.get("resource", {}).pop("s3BucketDetails", {})
    names = any(pattern_matches(below["name"], b.get("name")) for b in buckets) if "name" in below else True
    keys = [t.get("key") for b in buckets for t in b.get("tags") or []]
    tags = any(pattern_matches(below["tags"]["key"], key) for key in keys) if "tags" in below else True
    return names and tags and pattern_matches(detail, event)


def one_of_each_list(value: Any) -> Iterator[Any]:
    """The value with an element in place of each list, in every way, for a matcher that does not look into lists.

    EventBridge matches if one of them matches, as long as no two conditions are below one list.
    """
    if isinstance(value, list):
        yield from (chosen for element in value for chosen in one_of_each_list(element))
    elif isinstance(value, dict):
        fields = {key: list(one_of_each_list(below)) for key, below in value.items()}
        present = {key: choices for key, choices in fields.items() if choices}
        if present:
            yield from (dict(zip(present, chosen, strict=True)) for chosen in product(*present.values()))
    else:
        yield value


def texts(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


def orders(numbers: list[int]) -> dict[str, st.SearchStrategy[int | None]]:
    names = ("greater_than", "greater_than_or_equal", "less_than", "less_than_or_equal")
    return {name: st.none() | st.sampled_from(numbers) for name in names}


words = {"equals": texts(TEXTS), "not_equals": texts(TEXTS), "matches": texts(PATTERNS), "not_matches": texts(PATTERNS)}
numbers = {"equals": texts(["1", "2", "4", "5", "7", "10"]), "not_equals": texts(["1", "2", "4", "5", "80"])}


def on_text(field: str) -> st.SearchStrategy[Criterion]:
    """Often with a single operator, because few combinations have an event pattern."""
    single = [st.builds(Criterion, st.just(field), **{name: values.filter(bool)}) for name, values in words.items()]
    return st.one_of(*single, st.builds(Criterion, st.just(field), **words))


CRITERIA = {
    API: on_text(API),
    BUCKET: on_text(BUCKET),
    TAG: on_text(TAG),
    BLOCKED: st.builds(Criterion, st.just(BLOCKED), equals=texts(["true", "false"]), not_equals=texts(["true"])),
    "severity": st.builds(Criterion, st.just("severity"), **numbers, **orders([1, 4, 5, 7, 8, 10])),
    GUARDRAIL.name: st.builds(
        Criterion, st.just(GUARDRAIL.name), equals=texts(TEXTS).filter(bool), or_absent=st.booleans()
    ),
    MODEL.name: on_text(MODEL.name),
    VAULT: st.builds(Criterion, st.just(VAULT), equals=texts(TEXTS).filter(bool), or_absent=st.booleans()),
    INSTANCE_TAG.name: st.builds(Criterion, st.just(INSTANCE_TAG.name), equals=texts(PAIRS), not_equals=texts(PAIRS)),
    PORT: st.builds(Criterion, st.just(PORT), **numbers, **orders([1, 2, 3, 80])),
    UPDATED: st.builds(Criterion, st.just(UPDATED), **orders(TIMES)),
}


def has_conditions(criterion: Criterion) -> bool:
    return criterion != Criterion(criterion.field, or_absent=criterion.or_absent)


criteria_of_some = st.lists(st.sampled_from(sorted(CRITERIA)), min_size=1, max_size=3, unique=True).flatmap(
    lambda fields: st.tuples(*(CRITERIA[field].filter(has_conditions) for field in fields)).map(
        lambda criteria: by_field(*criteria)
    )
)
names = st.sampled_from(TEXTS)
buckets = st.lists(
    st.fixed_dictionaries(
        {"name": names | st.integers(1, 2)},
        optional={"tags": st.lists(st.fixed_dictionaries({"key": names | st.booleans()}), max_size=2)},
    ),
    max_size=2,
)


guardrails = st.fixed_dictionaries(
    {},
    optional={
        "guardrailArn": names | st.none() | st.just(1),
        "guardrails": st.none() | st.lists(st.fixed_dictionaries({}, optional={"arn": names}), max_size=2),
    },
)


vaults = st.fixed_dictionaries({}, optional={"backupVaultName": names | st.none() | st.just(1)})
models = st.lists(st.fixed_dictionaries({}, optional={"modelId": names | st.just(1)}), max_size=2)
tag_texts = st.sampled_from(["a", "b", "", "é", '"', "%", "a|b", "|"])
instance_tags = st.lists(
    st.fixed_dictionaries({}, optional={"key": tag_texts | st.just(1), "value": tag_texts | st.none()}), max_size=2
)


@st.composite
def findings(draw: st.DrawFn, *, mistyped: tuple[str, ...] = tuple(MISTYPED)) -> dict[str, Any]:
    """A finding; the fields in ``mistyped`` can also have values of another JSON type."""
    finding: dict[str, Any] = {}
    for field, values in VALUES.items():
        if draw(st.booleans()):
            level = finding
            *parents, last = field.split(".")
            for parent in parents:
                level = level.setdefault(parent, {})
            level[last] = draw(st.sampled_from([*values, *(MISTYPED[field] if field in mistyped else [])]))
    if draw(st.booleans()):
        finding["resource"] = {"s3BucketDetails": draw(buckets), "bedrockGuardrailDetails": draw(guardrails)}
    if draw(st.booleans()):
        more = {"modelDetails": draw(models), "instanceDetails": {"tags": draw(instance_tags)}}
        more |= {"recoveryPointDetails": draw(vaults)} if draw(st.booleans()) else {}
        finding["resource"] = {**finding.get("resource", {}), **more}
    return finding
