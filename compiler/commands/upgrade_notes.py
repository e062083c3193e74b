"""``upgrade-notes``: what has changed since a version, and the blocks that this version writes differently."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from ..changelog import RELEASES, Release, releases_since
from ..diagnostics import suggest
from ..diagnostics.shown import shown
from ..output.blocks import BlockChange, Kind, block_changes
from ..output.changes import compare
from ..output.folder import Unusable
from ..pipeline import compile_specs
from ..terminal import Column, Screen, count_of, screen_of
from ..version import version
from .exit_codes import CLEAN
from .options.reviewing import UpgradeNotes
from .printing import print_json, usage

_MOST_ROWS = 500  # of the table of blocks
_COUNTS = (Column("type"), *(Column(kind, is_number=True) for kind in Kind))
_BLOCKS = (Column("stack", folds=True), Column("block", folds=True), Column("change"), Column("in", folds=True))


def upgrade_notes(options: UpgradeNotes) -> int:
    versions = [release.version for release in RELEASES]
    if options.old not in versions:
        return usage(f"there is no version {options.old!r}; {suggest(options.old, versions).text()}")
    plan = compile_specs(options.specs).plan
    from ..terraform.parallel import synthesize_any  # only after compiling: this import waits for Node

    files = synthesize_any(plan)
    try:
        blocks = [*block_changes(files, compare(files, options.out), options.out)]
    except Unusable as error:
        return usage(f"cannot compare {options.out.as_posix()}: {error}")
    _print(releases_since(options.old), blocks, options)
    return CLEAN


def _print(releases: Sequence[Release], blocks: Sequence[BlockChange], options: UpgradeNotes) -> None:
    if options.format == "json":
        data = {"old": options.old, "new": version(), "releases": [*map(_release, releases)]}
        print_json({**data, "blocks": [block._asdict() for block in blocks]}, indent=2)
    else:
        screen = screen_of(sys.stdout)
        print("\n".join([*_notes(releases, options, screen), *_compared(blocks, options, screen)]))


def _release(release: Release) -> dict[str, object]:
    changes = [{"effect": c.effect, "subjects": c.subjects, "text": c.text} for c in release.changes]
    return {"version": release.version, "summary": release.summary, "changes": changes}


def _notes(releases: Sequence[Release], options: UpgradeNotes, screen: Screen) -> Iterator[str]:
    if not releases:
        yield f"This is watchspec {version()}: nothing has changed since {options.old}.\n"
    for release in releases:
        yield f"{screen.coloured(release.version, 'bold')}: {release.summary}\n"
        for effect, changes in release.by_effect():
            yield f"{effect}:"
            yield from (f"  {', '.join(change.subjects)}: {change.text}" for change in changes)
            yield ""


def _compared(blocks: Sequence[BlockChange], options: UpgradeNotes, screen: Screen) -> Iterator[str]:
    out = options.out.as_posix()
    if not blocks:
        yield f"{out} has the same blocks as this version writes for {options.specs.as_posix()}."
        return
    stacks = count_of(len({block.stack for block in blocks}), "stack")
    yield f"This version writes {count_of(len(blocks), 'block')} of {stacks} differently from {out}:"
    yield screen.table(_COUNTS, _counts(blocks))
    yield ""
    yield screen.table(_BLOCKS, map(_row, blocks[:_MOST_ROWS]))
    if len(blocks) > _MOST_ROWS:
        yield f"… and {len(blocks) - _MOST_ROWS:,} more: --format json lists all"
    yield f"\nIf the specs have changed since {out} was written, their changes are among these."
    yield f"To see only the upgrade, run synth of {options.old} first."


def _counts(blocks: Sequence[BlockChange]) -> Iterator[tuple[str, ...]]:
    counts = Counter((block.block.partition(".")[0], block.kind) for block in blocks)
    for type_ in sorted({type_ for type_, _ in counts}):
        yield (shown(type_), *(str(counts[type_, kind]) for kind in Kind))


def _row(block: BlockChange) -> tuple[str, ...]:
    return (shown(block.stack), shown(block.block), block.kind, shown(", ".join(block.keys)))
