"""Criteria whose ``equals`` are longer than a filter of GuardDuty accepts become those of several filters."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import ceil, prod

from ..catalog import quotas
from ..model.criteria import Criteria, Criterion


def split(criteria: Criteria) -> Iterator[Criteria]:
    """Criteria whose ``equals`` are short enough; a finding matches one of them where it matches the whole.

    Only ``equals`` can be split: its values are alternatives.
    """
    return product(*(tuple(_chunks(criterion)) for criterion in criteria))


def part_count(criteria: Criteria) -> int:
    """How many there are after :func:`split`."""
    size = quotas.VALUES_PER_CONDITION
    return prod(max(1, ceil(len(criterion.equals) / size)) for criterion in criteria)


def _chunks(criterion: Criterion) -> Iterator[Criterion]:
    size = quotas.VALUES_PER_CONDITION
    for start in range(0, max(len(criterion.equals), 1), size):
        yield replace(criterion, equals=criterion.equals[start : start + size])
