"""The changes as a unified diff that can be shown: without secrets and control characters, and not without an end.

One of the two sides may have been written by anybody, so the work is bounded as well as the text.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate, islice
from pathlib import Path

from ..diagnostics.shown import shown
from ..secrets import redact
from .changes import Changes, stack_path
from .folder import Present, read

_LONGEST = 2_000  # lines of the whole diff
_LONGEST_FILE = 200_000  # lines of a file that is compared
_MOST_STEPS = 20_000_000  # of comparing one file: some seconds
_CONTEXT = 3  # lines


def diff(files: Mapping[str, str], changes: Changes, out: Path) -> Iterator[str]:
    """The lines of a unified diff, each fit to be shown; none if nothing changes."""
    paths = sorted([*changes.written, *map(stack_path, changes.removed)])
    lines = (line for path in paths for line in _diff(path, read(out, path), files.get(path)))
    yield from islice(lines, _LONGEST)
    if next(lines, None) is not None:
        yield f"… and more: only the first {_LONGEST:,} lines are shown"


def _diff(path: str, before: Present, after: str | None) -> Iterator[str]:
    yield f"--- {'/dev/null' if before.is_missing else shown(path)}"
    yield f"+++ {'/dev/null' if after is None else shown(path)}"
    if before.fault:
        yield f"({shown(before.fault)}: not read)"
        return
    old, new = _lines(before.text), _lines(after or "")
    if max(len(old), len(new)) > _LONGEST_FILE:
        yield f"({len(old):,} lines before, {len(new):,} after: too many to compare)"
    elif old == new:
        yield "(the difference is only in text that is not shown)"
    else:
        yield from (f"{line[0]}{shown(line[1:])}" for line in _hunks(old, new))


def _lines(text: str) -> list[str]:
    """Without what must not be shown, which may take more than a line: a private key does."""
    return redact(text).removesuffix("\n").split("\n") if text else []


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for group in _BoundedMatcher(old, new).get_grouped_opcodes(_CONTEXT):
        (_, first, _, start, _), (_, _, last, _, end) = group[0], group[-1]
        yield f"@@ -{_range(first, last)} +{_range(start, end)} @@"
        for kind, i1, i2, j1, j2 in group:
            if kind == "equal":
                yield from (f" {line}" for line in old[i1:i2])
            else:
                yield from (f"-{line}" for line in old[i1:i2])
                yield from (f"+{line}" for line in new[j1:j2])


def _range(start: int, end: int) -> str:
    """Lines as a unified diff counts them: from 1, and an empty range from the line before it."""
    length = end - start
    return f"{start + 1}" if length == 1 else f"{start + 1 if length else start},{length}"


class _BoundedMatcher(SequenceMatcher[str]):
    """Finds no more matches when the steps are used up; what is left is one line after the other."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        super().__init__(None, old, new)
        places = self.b2j  # type: ignore[attr-defined] # where each line of ``new`` is, as difflib keeps it
        self._end = len(old)
        self._costs = [*accumulate((1 + len(places.get(line, ())) for line in old), initial=0)]
        self._steps = _MOST_STEPS

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        end = self._end if ahi is None else ahi
        self._steps -= self._costs[end] - self._costs[alo]
        return super().find_longest_match(alo, ahi, blo, bhi) if self._steps > 0 else Match(alo, blo, 0)
