"""What a change of criteria does to the findings that they match: proven, shown by an example, or neither."""

from collections.abc import Iterator
from dataclasses import asdict
from math import inf
from typing import Any

from ..findings.wording import requirement, statement
from ..meaning.comparison import implies
from ..meaning.conditions import Condition, Like, OneOf, conditions
from ..meaning.evaluation import Finding, Predicate, compiled_condition
from ..model.criteria import Criteria
from .change import meaning
from .phrases import some

_UNUSUAL = "watchspec-example"  # a text that no author lists


def meaning_of(criteria: Criteria) -> str:
    """Criteria as text, the same whatever the order in which they are written."""
    return meaning(data_of(criteria))


def data_of(criteria: Criteria) -> dict[str, Any]:
    """Criteria as JSON data: operators by field, values sorted."""
    data: dict[str, Any] = {}
    for criterion in criteria:
        written = {key: value for key, value in asdict(criterion).items() if key != "field" and value not in ((), None)}
        written = {key: sorted(value) if isinstance(value, tuple) else value for key, value in written.items()}
        data[criterion.field] = {key: value for key, value in written.items() if value is not False}
    return data


def keeps(before: Criteria, after: Criteria) -> bool:
    """Whether it is certain that every finding that was matched still is."""
    return before == after or implies(before, after)


def is_not_kept(before: Criteria, after: Criteria) -> bool:
    """Whether something is lost, or may be."""
    return not keeps(before, after)


def is_narrower(before: Criteria, after: Criteria) -> bool:
    """Whether some finding is no longer matched: nothing new is, or there is an example of what is lost."""
    return not keeps(before, after) and (implies(after, before) or bool(_lost_fields(before, after)))


def is_unclear(before: Criteria, after: Criteria) -> bool:
    """Whether something may be lost, without an example and without a proof that all of it is kept."""
    return not keeps(before, after) and not is_narrower(before, after)


def lost(before: Criteria, after: Criteria) -> str:
    """In words, what of criteria that are not kept is no longer matched.

    ``type A or B`` where values are gone, ``findings that fail: severity must be from 7 to 10`` where conditions came.
    """
    fields = _lost_fields(before, after) or [condition.field.name for condition in _added(before, after)]
    texts = (_lost_of(field, _on(before, field), _on(after, field)) for field in dict.fromkeys(fields))
    return "; ".join(texts)


def described(criteria: Criteria) -> str:
    """In words, what criteria match: ``findings where type is A or B and severity is from 7 to 10``."""
    return "findings where " + " and ".join(f"{c.field.name} {statement(c)}" for c in conditions(criteria))


def _lost_of(field: str, before: list[Condition], after: list[Condition]) -> str:
    """The values that are lost if they were listed, else the conditions that have come."""
    listed = [value for condition in before for value in _listed(condition)]
    matches = _predicate(after)
    values = [value for value in listed if not matches(_finding(field, _typed(after, value)))]
    if values and len(before) == 1:
        return f"{field} {some(values, 'or')}"
    added = [condition for condition in after if condition not in before]
    return f"findings that fail: {field} " + " and ".join(requirement(condition) for condition in added)


def _lost_fields(before: Criteria, after: Criteria) -> list[str]:
    """The fields for which there is a value that was matched, whatever the others have, and no longer is."""
    return [field for field in _fields(after) if _is_lost(field, _on(before, field), _on(after, field))]


def _is_lost(field: str, before: list[Condition], after: list[Condition]) -> bool:
    matched, matches = _predicate(before), _predicate(after)
    examples = [{}, *(_finding(field, value) for value in _examples([*before, *after]))]
    return any(matched(example) and not matches(example) for example in examples)


def _predicate(required: list[Condition]) -> Predicate:
    """Whether a finding meets all conditions."""
    compiled = [compiled_condition(condition) for condition in required]
    return lambda finding: all(holds(finding) for holds in compiled)


def _fields(criteria: Criteria) -> list[str]:
    return [criterion.field for criterion in criteria]


def _on(criteria: Criteria, field: str) -> list[Condition]:
    return [condition for condition in conditions(criteria) if condition.field.name == field]


def _added(before: Criteria, after: Criteria) -> list[Condition]:
    return [condition for condition in conditions(after) if condition not in conditions(before)]


def _examples(tests: list[Condition]) -> Iterator[Any]:
    """Values worth trying: those that are listed, texts that fit the patterns, and numbers about the ends of ranges."""
    for condition in tests:
        test = condition.test
        if isinstance(test, OneOf):
            yield from (_typed([condition], value) for value in test.values)
        elif isinstance(test, Like):
            yield from (
                pattern.replace("*", filling).replace("?", "x") for pattern in test.patterns for filling in ("", "x")
            )
        else:
            scale = 1000 if condition.field.type == "timestamp" else 1
            ends = {end for interval in test.intervals for end in (interval.low, interval.high) if abs(end) < inf}
            yield from ((end + step) / scale for end in sorted(ends) for step in (-1, -0.1, 0, 0.1, 1))
    if tests and tests[0].field.type in ("string", "ip"):
        yield _UNUSUAL


def _listed(condition: Condition) -> tuple[str, ...]:
    return condition.test.values if isinstance(condition.test, OneOf) and not condition.negated else ()


def _typed(tests: list[Condition], value: str) -> Any:
    """A value of ``equals`` with the JSON type of its field."""
    return value == "true" if tests and tests[0].field.type == "boolean" else value


def _finding(field: str, value: Any) -> Finding:
    finding: Any = value
    for step in reversed(field.split(".")):
        finding = {step: finding}
    return finding  # type: ignore[no-any-return] # a field has at least one step
