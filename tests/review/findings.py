"""Findings that the filters of two versions match, and their neighbours."""

from collections import defaultdict
from collections.abc import Iterable
from random import Random
from typing import Any

from compiler.catalog.filter_fields import GUARDRAIL
from compiler.meaning.evaluation import Finding, predicate
from compiler.model.criteria import Criteria, Criterion
from compiler.model.program import Program
from tests.review.companies import ACCOUNTS, REGIONS, TYPES

_USUAL: dict[str, list[Any]] = {
    "type": list(TYPES),
    "region": list(REGIONS),
    "accountId": [*ACCOUNTS["a"], *ACCOUNTS["b"], "999988887777", "111111111301"],
    "severity": [1, 2, 3.5, 4, 5.5, 7, 8, 8.9, 9, 10],
    "resource.s3BucketDetails.name": ["acme-a-0", "acme-a-1", "acme-b-0", "acme-a-5", "other", None],
    "resource.accessKeyDetails.userName": ["svc-a", "svc-b", "somebody", None],
    GUARDRAIL.name: ["arn:aws:bedrock:us-east-1:111111111101:guardrail/abc123", "other", None],
}
_PER_ENTRY = 3


def findings(random: Random, programs: Iterable[Program]) -> list[Finding]:
    """For each filter and route of the programs, some findings that it matches, and as many random ones."""
    programs = list(programs)
    found = [_finding(random, _USUAL, {}) for _ in range(20)]
    for criteria, regions in _criteria(programs):
        values = _values(criteria)
        found += [_finding(random, values, {"region": random.choice(regions)}, criteria) for _ in range(_PER_ENTRY)]
    return found


def _criteria(programs: Iterable[Program]) -> list[tuple[Criteria, tuple[str, ...]]]:
    filters = [(entry.criteria, entry.regions) for program in programs for entry in program.filters]
    routed = [(entry.criteria, entry.regions) for program in programs for entry in program.routed]
    return [*dict.fromkeys((*filters, *routed))]


def _values(criteria: Criteria) -> dict[str, list[Any]]:
    """The usual values, and those that the criteria name."""
    values: dict[str, list[Any]] = defaultdict(list, {field: [*usual] for field, usual in _USUAL.items()})
    for criterion in criteria:
        if criterion.field != "severity":
            patterns = [pattern.replace("*", "x").replace("?", "x") for pattern in criterion.matches]
            values[criterion.field] += [*criterion.equals, *criterion.not_equals, *patterns]
    return values


def _finding(random: Random, values: dict[str, list[Any]], fixed: dict[str, Any], criteria: Criteria = ()) -> Finding:
    """Values that meet the criteria where some do; all others at random."""
    by_field = {criterion.field: criterion for criterion in criteria}
    finding: Finding = {}
    for field, some in values.items():
        meeting = [value for value in some if _meets(by_field.get(field), value)]
        _put(finding, field, fixed.get(field, random.choice(meeting or some)))
    return finding


def _meets(criterion: Criterion | None, value: Any) -> bool:
    finding: Finding = {}
    if criterion:
        _put(finding, criterion.field, value)
    return criterion is None or predicate((criterion,))(finding)


def _put(finding: Finding, field: str, value: Any) -> None:
    if value is None:
        return
    *steps, last = field.split(".")
    for step in steps:
        finding = finding.setdefault(step, {})
    finding[last] = value
