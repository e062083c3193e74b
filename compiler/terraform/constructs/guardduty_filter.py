"""``aws_guardduty_filter``.

CDKTF drops unknown operators silently, so the struct classes are used and the output is read back.
``matches`` and ``not_matches`` are younger than the bindings (provider 6.28) and are written as
overrides.

A rank is used when a filter is made, and not changed afterwards: ``plan/ranks.py`` says why.
"""

from datetime import UTC, datetime

from cdktf import TerraformResource, TerraformResourceLifecycle, TerraformStack, Token
from cdktf_cdktf_provider_aws.guardduty_filter import (
    GuarddutyFilter,
    GuarddutyFilterFindingCriteria,
    GuarddutyFilterFindingCriteriaCriterion,
)

from ...model.criteria import Criteria, Criterion
from ...model.filters import Action
from ...model.resources.guardduty import RankedFilter
from ..block import Block
from ..literals import literal, literal_map, literals
from ..references import expression, rank_expression, read_rank

_YOUNGER = ("matches", "not_matches")
# The one field whose time the provider needs as a date; it turns that into milliseconds itself, and
# accepts no number here. All other times are milliseconds (guardduty/filter.go, expandConditionIntField).
_DATE_FIELD = "updatedAt"
_DATE = "%Y-%m-%dT%H:%M:%SZ"


def build(stack: TerraformStack, name: str, ranked: RankedFilter) -> TerraformResource:
    construct = GuarddutyFilter(
        stack,
        name,
        name=literal(ranked.name),
        detector_id=expression(ranked.detector),
        action=literal(ranked.action),
        rank=Token.as_number(rank_expression(ranked.rank)),
        description=literal(ranked.description),
        finding_criteria=GuarddutyFilterFindingCriteria(criterion=[_criterion(c) for c in ranked.criteria]),
        tags=literal_map(ranked.tags),
        lifecycle=TerraformResourceLifecycle(ignore_changes=["rank"]),
    )
    for index, criterion in enumerate(ranked.criteria):
        for operator in _YOUNGER:
            if getattr(criterion, operator):
                path = f"finding_criteria.criterion.{index}.{operator}"
                construct.add_override(path, literals(getattr(criterion, operator)))
    return construct


def read(block: Block) -> RankedFilter:
    block.expect("lifecycle", {"ignore_changes": ["rank"]})
    return RankedFilter(
        detector=block.ref("detector_id"),
        name=block.text("name"),
        rank=read_rank(block.take("rank")),
        action=Action(block.text("action")),
        description=block.text("description"),
        criteria=_read_criteria(Block("finding_criteria", block.take("finding_criteria"))),
        tags=block.text_map("tags"),
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
    if number is None or criterion.field != _DATE_FIELD:
        return None if number is None else str(number)
    return datetime.fromtimestamp(number // 1000, UTC).strftime(_DATE)


def _read_criteria(block: Block) -> Criteria:
    criteria = tuple(_read_criterion(criterion) for criterion in block.blocks("criterion"))
    block.end()
    return criteria


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
    if written is None or field != _DATE_FIELD:
        return None if written is None else int(written)
    return int(datetime.strptime(written, _DATE).replace(tzinfo=UTC).timestamp()) * 1000
