"""``aws_guardduty_filter``.

CDKTF drops unknown operators without a word, so the struct classes are used and the output is read
back. ``matches`` and ``not_matches`` are younger than the bindings (provider 6.28) and are written as
overrides.
"""

from datetime import UTC, datetime
from typing import Any

from cdktf_cdktf_provider_aws.guardduty_filter import (
    GuarddutyFilter,
    GuarddutyFilterFindingCriteria,
    GuarddutyFilterFindingCriteriaCriterion,
)

from compiler.model.criteria import Criteria, Criterion
from compiler.model.program import Action
from compiler.model.resources import RankedFilter
from compiler.terraform.block import DETECTOR_ID, Block
from compiler.terraform.literals import literal, literal_map, literals
from compiler.terraform.scope import Scope

_TYPE = "aws_guardduty_filter"
_YOUNGER = ("matches", "not_matches")
# The one field whose time the provider wants in words; it turns them into milliseconds itself, and
# takes no number here. All other times are milliseconds (guardduty/filter.go, expandConditionIntField).
_TIME_IN_WORDS = "updatedAt"
_TIME = "%Y-%m-%dT%H:%M:%SZ"


def build_filter(scope: Scope, ranked: RankedFilter) -> None:
    construct = GuarddutyFilter(
        scope.stack,
        ranked.address,
        name=literal(ranked.name),
        detector_id=DETECTOR_ID,
        action=literal(ranked.action),
        rank=ranked.rank,
        description=literal(ranked.description),
        finding_criteria=GuarddutyFilterFindingCriteria(criterion=[_criterion(c) for c in ranked.criteria]),
        tags=literal_map(ranked.tags),
        depends_on=[scope.built[ranked.after]] if ranked.after else None,
    )
    for index, criterion in enumerate(ranked.criteria):
        for operator in _YOUNGER:
            if getattr(criterion, operator):
                path = f"finding_criteria.criterion.{index}.{operator}"
                construct.add_override(path, literals(getattr(criterion, operator)))
    scope.add(_TYPE, ranked.address, construct, ranked.origin, ranked.existing)


def read_filter(address: str, block: Block) -> RankedFilter:
    block.expect("detector_id", DETECTOR_ID)
    after = [reference.removeprefix(f"{_TYPE}.") for reference in block.take("depends_on", [])]
    return RankedFilter(
        name=block.text("name"),
        address=address,
        rank=block.take("rank"),
        after=after[0] if after else None,
        action=Action(block.text("action")),
        description=block.text("description"),
        criteria=_read_criteria(block.take("finding_criteria")),
        tags=block.text_map("tags"),
        existing=block.imported(),
        origin=block.origin(),
    )


def _criterion(criterion: Criterion) -> GuarddutyFilterFindingCriteriaCriterion:
    return GuarddutyFilterFindingCriteriaCriterion(
        field=literal(criterion.field),
        equal_to=literals(criterion.equals) or None,
        not_equals=literals(criterion.not_equals) or None,
        greater_than=_order(criterion, criterion.greater_than),
        greater_than_or_equal=_order(criterion, criterion.greater_than_or_equal),
        less_than=_order(criterion, criterion.less_than),
        less_than_or_equal=_order(criterion, criterion.less_than_or_equal),
    )


def _order(criterion: Criterion, number: int | None) -> str | None:
    if number is None or criterion.field != _TIME_IN_WORDS:
        return None if number is None else str(number)
    return datetime.fromtimestamp(number // 1000, UTC).strftime(_TIME)


def _read_criteria(finding_criteria: dict[str, Any]) -> Criteria:
    outer = Block("finding_criteria", finding_criteria)
    blocks = [Block("criterion", data) for data in outer.take("criterion")]
    outer.end()
    return tuple(_read_criterion(block) for block in blocks)


def _read_criterion(block: Block) -> Criterion:
    field = block.text("field")
    criterion = Criterion(
        field,
        equals=block.texts("equals"),
        not_equals=block.texts("not_equals"),
        matches=block.texts("matches"),
        not_matches=block.texts("not_matches"),
        greater_than=_read_order(field, block.take("greater_than")),
        greater_than_or_equal=_read_order(field, block.take("greater_than_or_equal")),
        less_than=_read_order(field, block.take("less_than")),
        less_than_or_equal=_read_order(field, block.take("less_than_or_equal")),
    )
    block.end()
    return criterion


def _read_order(field: str, written: str | None) -> int | None:
    if written is None or field != _TIME_IN_WORDS:
        return None if written is None else int(written)
    return int(datetime.strptime(written, _TIME).replace(tzinfo=UTC).timestamp()) * 1000
