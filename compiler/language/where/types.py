"""Finding types in conditions: whether a type exists, what took its place, and patterns that match none.

What is wrong with a value is a problem at the value (its path is empty), or None.
"""

import re
from collections.abc import Iterator
from fnmatch import translate

from ...catalog import finding_types
from ...catalog.retired_types import RENAMED, SUCCESSORS
from ...diagnostics import Change, Choice, Edit, Problem, suggest
from ...model.criteria import Criterion


def finding_type_problem(value: str) -> Problem | None:
    known = finding_types.all_types().get(value)
    if known is None:
        return _unknown_type(value)
    if known.is_live:
        return None
    message = f"GuardDuty has retired {value!r}: a filter on it never matches"
    if value not in SUCCESSORS:
        return Problem((), "retired-finding-type", message, "remove it; no other type took its place")
    return _replaced(message, SUCCESSORS[value], "the type that took its place")


def unmatched_types(criterion: Criterion) -> Iterator[Problem]:
    """Patterns on the finding type that match no live type; paths start at ``where``."""
    for index, pattern in enumerate(criterion.matches):
        compiled = re.compile(translate(pattern.replace("[", "[[]")))
        if not any(compiled.match(name) for name in finding_types.live_types()):
            path, help_ = ("where", "type", "matches", index), "write one such as Exfiltration:S3/*"
            yield Problem(path, "never-matches", f"no finding type matches {pattern!r}", help_)


def _unknown_type(value: str) -> Problem:
    if value in RENAMED:
        message = f"GuardDuty has renamed {value!r}: a filter on the old name never matches"
        return _replaced(message, RENAMED[value], "its new name")
    message = f"{value!r} is not a finding type"
    if re.search(r"[*?]", value):
        return Problem((), "unknown-finding-type", message, f"equals compares exactly; write matches: [{value!r}]")
    choice = suggest(value, finding_types.live_types())
    help_ = None if choice.nearest else "the GuardDuty user guide lists the finding types"
    return Problem((), "unknown-finding-type", message, help_, choice)


def _replaced(message: str, name: str, noun: str) -> Problem:
    edit = Edit(Change.REPLACE, name)
    return Problem((), "retired-finding-type", message, None, Choice((name,), noun=noun), edit)
