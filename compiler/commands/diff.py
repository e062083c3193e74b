"""``diff``: what a change of the specs does."""

import sys
from collections.abc import Sequence
from dataclasses import replace

from ..diagnostics.formats import Format
from ..model.program import Program
from ..review.accepted import read_accepted
from ..review.change import Level
from ..review.machine import render_github, render_gitlab, render_json, render_sarif
from ..review.markdown import render_markdown
from ..review.replay import Replayed, replay
from ..review.report import Version, report
from ..review.revision import NoRevision
from ..review.text import render_text
from ..terminal import screen_of
from .exit_codes import CLEAN, PROBLEMS
from .exports import items, missing_path, progress_of
from .options.reviewing import Diff
from .printing import report as report_problems
from .printing import usage
from .versions import NoVersion, accepted_in, read_version

_RENDERERS = {
    "github": render_github,
    "gitlab": render_gitlab,
    "json": render_json,
    "markdown": render_markdown,
    "sarif": render_sarif,
}


def diff(options: Diff) -> int:
    """Prints what changes from BASE to HEAD; exits with 1 where that is worse than ``--fail-on`` allows."""
    missing = missing_path(options.findings)
    if missing is not None:
        return usage(f"{missing} does not exist")
    try:
        before, after = (read_version(name, options.specs) for name in (options.base, options.head))
    except (NoVersion, NoRevision) as reason:
        return usage(str(reason))
    if after.links:
        return usage(f"{options.head} has a link, {after.links[0]}: check it out, and compare with its folder")
    errors = after.declared.version_problems or (() if after.declared.plan else after.declared.problems)
    if errors:
        return report_problems(errors, options.format if options.format in [*Format] else Format.TEXT)
    return _judge(before.version, after.version, options)


def _judge(before: Version, after: Version, options: Diff) -> int:
    named = options.accepted
    accepted = read_accepted(named) if named else accepted_in(options.head, options.specs)
    replayed = _replayed(options.findings, before.program, after.program)
    found = replace(report(before, after, accepted), replayed=replayed)
    render = _RENDERERS.get(options.format)
    print(render(found) if render else render_text(found, screen_of(sys.stdout)), end="")
    return PROBLEMS if options.fail_on != "never" and found.fails(Level(options.fail_on)) else CLEAN


def _replayed(paths: Sequence[str], before: Program | None, after: Program | None) -> Replayed | None:
    """What becomes of past findings; None where there are none, or nothing to compare with."""
    if paths and before is None:
        print("findings are not judged, because nothing of BASE could be read", file=sys.stderr)
    if not paths or before is None or after is None:
        return None
    with progress_of(paths) as progress:
        return replay(items(paths), before, after, progress)
