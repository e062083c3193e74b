"""Warnings that somebody has accepted, with a reason, in the entry that they are about."""

from collections.abc import Iterable, Iterator

from compiler.diagnostics import Diagnostic
from compiler.language.base.accept import Acceptance
from compiler.language.base.spec import Spec
from compiler.source import Span
from compiler.validate import Checked, Entry


def without_accepted(checked: Checked, problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems less those that are accepted where they stand; and acceptances that nothing needs.

    Where an entry is broken, not every warning was looked for.
    """
    left = list(problems)
    is_whole = all(entry.spec for _, _, entry in checked.entries())
    for entry, index, acceptance in _acceptances(checked):
        about = [p for p in left if p.code == acceptance.problem and _holds(entry.span(), p.span)]
        left = [p for p in left if p not in about]
        if is_whole and not about:
            message = f"there is no {acceptance.problem} to accept here"
            left.append(Diagnostic("unused-acceptance", message, entry.span("accept", index), "remove it"))
    return tuple(left)


def _acceptances(checked: Checked) -> Iterator[tuple[Entry[Spec], int, Acceptance]]:
    for organization in checked.organizations:
        for index, acceptance in enumerate(organization.spec.accept if organization.spec else ()):
            yield organization, index, acceptance
    for _, _, entry in checked.entries():
        for index, acceptance in enumerate(entry.spec.accept if entry.spec else ()):
            yield entry, index, acceptance


def _holds(whole: Span, part: Span) -> bool:
    start, end = (whole.line, whole.column), (whole.end_line, whole.end_column)
    return whole.source is part.source and start <= (part.line, part.column) < end
