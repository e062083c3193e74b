"""Acceptance: warnings that an entry accepts, with a reason."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..source import Source, Span
from .company import Company


@dataclass(frozen=True)
class _Accepted:
    """A code that is accepted in the ``entry``; ``span`` is that of the acceptance."""

    code: str
    entry: Span
    span: Span

    @property
    def start(self) -> tuple[int, int]:
        return (self.entry.line, self.entry.column)

    @property
    def end(self) -> tuple[int, int]:
        return (self.entry.end_line, self.entry.end_column)


_Index = dict[tuple[Source, str], list[_Accepted]]


def without_accepted(company: Company, problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The problems that no entry accepts, and the acceptances that no problem needs.

    Where an entry has errors, not every warning was looked for, and no acceptance is called unused.

    Example::

        team: fraud
        filters:
          - name: severe
            where: {severity: {at_least: high}}
            accept: [{problem: duplicate-filter, reason: There was another}]
    """
    index, used = _index(company), set()
    for problem in problems:
        accepted = _accepting(index, problem)
        if accepted:
            used.add(accepted.span)
        else:
            yield problem
    for accepted in _acceptances(company) if company.is_whole else ():
        if accepted.span not in used:
            message = f"this entry has no {accepted.code} warning to accept"
            yield Diagnostic("unused-acceptance", message, accepted.span, "remove it")


def _acceptances(company: Company) -> Iterator[_Accepted]:
    for organization in company.organizations:
        for index, acceptance in enumerate(organization.spec.accept if organization.spec else ()):
            yield _Accepted(acceptance.problem, organization.span(), organization.span("accept", index))
    for _, _, entry in company.entries:
        for index, acceptance in enumerate(entry.spec.accept if entry.spec else ()):
            yield _Accepted(acceptance.problem, entry.span(), entry.span("accept", index))


def _index(company: Company) -> _Index:
    """The acceptances by file and code, sorted by place; of several for one code in an entry, the first."""
    first = {(accepted.entry, accepted.code): accepted for accepted in reversed([*_acceptances(company)])}
    index: _Index = defaultdict(list)
    for accepted in sorted(first.values(), key=lambda accepted: accepted.start):
        index[accepted.entry.source, accepted.code].append(accepted)
    return index


def _accepting(index: _Index, problem: Diagnostic) -> _Accepted | None:
    """The acceptance whose entry a problem is in. Entries do not overlap, so it is the last that starts before."""
    place = (problem.span.line, problem.span.column)
    candidates = index.get((problem.span.source, problem.code), [])
    position = bisect_right(candidates, place, key=lambda accepted: accepted.start)
    last = candidates[position - 1] if position else None
    return last if last and place < last.end else None
