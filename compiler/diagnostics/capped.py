"""How many problems are printed. Of more of them nobody would read the rest, and a log has its limits."""

from collections.abc import Iterable

from . import Diagnostic

FOR_PEOPLE = 100  # as text, and as annotations, of which GitHub shows ten
FOR_MACHINES = 5_000  # as JSON and SARIF; code scanning shows as many


def capped(diagnostics: Iterable[Diagnostic], most: int) -> tuple[list[Diagnostic], int]:
    """At most ``most`` of them in their order, errors rather than warnings; and how many are left out."""
    items = list(diagnostics)
    errors_first = sorted(range(len(items)), key=lambda index: not items[index].is_error)
    kept = sorted(errors_first[:most])
    return [items[index] for index in kept], len(items) - len(kept)
