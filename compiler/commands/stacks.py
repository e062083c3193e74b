"""``stacks``: the stacks in the order of applying or destroying them, for people and for pipelines."""

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..diagnostics.shown import shown
from ..git import NoRevision
from ..model.plan import Plan
from ..output.committed import Committed, committed
from ..pipeline import compile_specs
from ..plan.waves import backwards, waves
from ..terminal import Column, Screen, count_of, screen_of
from .exit_codes import CLEAN
from .options.reviewing import Stacks
from .printing import print_json, usage

_COLUMNS = (Column("wave", is_number=True), Column("stack", folds=True), Column("account"), Column("region"))
_GONE_COLUMNS = (Column("wave", is_number=True), Column("stack", folds=True))


class _Row(NamedTuple):
    stack: str
    folder: str
    account: str
    region: str
    wave: int


class _Gone(NamedTuple):
    """A stack that the specs no longer have; ``wave`` is that of destroying it."""

    stack: str
    folder: str
    wave: int


def list_stacks(options: Stacks) -> int:
    plan = compile_specs(options.specs).plan
    rows, removed = [*_rows(plan, options)], list[_Gone]()
    if options.changed is not None:
        try:
            base, head = committed(options.out, options.changed), committed(options.out, "HEAD")
        except NoRevision as error:
            return usage(f"--changed: {error}")
        rows = [row for row in rows if row.stack not in head.ids or head.ids[row.stack] != base.ids.get(row.stack)]
        removed = sorted(_removed(base, plan, options), key=lambda gone: (gone.wave, gone.stack))
    if options.wave is not None:
        rows = [row for row in rows if row.wave == options.wave]
    _print(rows, removed, options)
    return CLEAN


def _rows(plan: Plan, options: Stacks) -> Iterator[_Row]:
    """By waves; those of one wave in the order of the plan."""
    after = {stack.name: stack.after for stack in plan.stacks}
    wave_of = waves(backwards(after) if options.destroy else after)
    for stack in sorted(plan.stacks, key=lambda stack: wave_of[stack.name]):
        provider, folder = stack.provider, _folder(stack.name, options)
        yield _Row(stack.name, folder, provider.account_id, provider.region, wave_of[stack.name])


def _removed(base: Committed, plan: Plan, options: Stacks) -> Iterator[_Gone]:
    wave_of = waves(backwards(base.after))
    return (_Gone(name, _folder(name, options), wave_of[name]) for name in base.ids.keys() - plan.by_name.keys())


def _folder(stack: str, options: Stacks) -> str:
    return f"{options.out.as_posix()}/stacks/{stack}"


def _print(rows: Sequence[_Row], removed: Sequence[_Gone], options: Stacks) -> None:
    """A matrix has only what can be applied, so that what is gone is said beside it."""
    if options.format == "json":
        print_json({"stacks": [row._asdict() for row in rows], "removed": [gone._asdict() for gone in removed]}, 2)
    elif options.format == "matrix":
        print_json({"include": [row._asdict() for row in rows]})
        for line in _gone_lines(removed, options, screen_of(sys.stderr)):
            print(line, file=sys.stderr)
    else:
        screen = screen_of(sys.stdout)
        print("\n".join([*_lines(rows, options, screen), *_gone_lines(removed, options, screen)]))


def _lines(rows: Sequence[_Row], options: Stacks, screen: Screen) -> Iterator[str]:
    which = "" if options.changed is None else f" changed since {shown(options.changed)}"
    head = f"{count_of(len(rows), 'stack')}{which}"
    if not rows:
        yield head
        return
    yield f"{head}; {'destroy' if options.destroy else 'apply'} one wave after the other"
    yield screen.table(_COLUMNS, [(str(row.wave), row.stack, row.account, row.region) for row in rows])


def _gone_lines(removed: Sequence[_Gone], options: Stacks, screen: Screen) -> Iterator[str]:
    if removed:
        base = shown(options.changed or "")
        yield f"{count_of(len(removed), 'stack')} of {base} no longer in the specs; to destroy, check out {base}:"
        yield screen.table(_GONE_COLUMNS, [(str(gone.wave), shown(gone.stack)) for gone in removed])
