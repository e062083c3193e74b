"""``explain --suggest``: for each finding the entry that would show or archive it, tried before it is printed."""

import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ..diagnostics import SpecError
from ..diagnostics.shown import shown
from ..findings.read import Item
from ..findings.suggest import Kind, suggestions
from ..findings.suggestion import NoSuggestion, Suggestion
from ..findings.verdict import Judge
from ..meaning.evaluation import Finding
from ..model.program import Program
from ..pipeline import compile_specs
from .exit_codes import CLEAN, PROBLEMS
from .printing import print_json

MOST = 100  # findings at a time: each suggestion is compiled with the specs
_ANSWERS = ((), ("ticket", "approved_by"))  # what a person fills in beside the reason and the end


def suggest(items: Sequence[Item], kind: Kind, program: Program, specs: Path, form: str) -> int:
    """Prints a suggestion for each finding; what has none is said on stderr, and makes the exit code 1."""
    judge, code = Judge(program), CLEAN
    for item in items:
        try:
            found, matched = _tried(item, kind, judge, program, specs, items)
        except NoSuggestion as reason:
            print(shown(f"{item.place}: no suggestion: {reason}"), file=sys.stderr)
            code = PROBLEMS
        else:
            is_only = len(items) == 1
            text = _text(item, found, None if is_only else len(matched))
            print_json(_data(item, found, matched)) if form == "json" else print(text, end="")
    return code


def _tried(
    item: Item, kind: Kind, judge: Judge, program: Program, specs: Path, items: Sequence[Item]
) -> tuple[Suggestion, list[Item]]:
    """A suggestion that compiles and matches the finding, and the other findings that it would match.

    Raises:
        NoSuggestion: nothing compiles, or the finding is shown or archived already.
    """
    verdict = judge.verdict(item.finding)
    matching = verdict.filters if kind == "filter" else verdict.suppressions
    if matching:
        raise NoSuggestion(f"{matching[0].full_name} matches it already")
    found, tried = _matching(suggestions(item.finding, judge.directory, kind, program), item, specs)
    matches = _matches(found, tried)
    return found, [other for other in items if other is not item and matches(other.finding)]


def _matching(candidates: Iterable[Suggestion], item: Item, specs: Path) -> tuple[Suggestion, Program]:
    """The first that compiles with the specs and matches, if somebody fills in what is left to people."""
    problem = ""
    for found in candidates:
        for keys in _ANSWERS if found.is_suppression else ((),):
            complete = found.with_blank(*keys)
            try:
                tried = _with(complete, specs)
            except SpecError as error:
                problem = next(diagnostic.message for diagnostic in error.diagnostics if diagnostic.is_error)
                continue
            if _matches(complete, tried)(item.finding):
                return complete, tried
            problem = ""
            break
    if problem:
        raise NoSuggestion(f"what would match it does not compile: {problem}")
    raise NoSuggestion(f"the organization has no detector in {item.finding.get('region')}")


def _matches(found: Suggestion, program: Program) -> Callable[[Finding], bool]:
    """Whether a finding is matched by a filter of the entry; those of an asset can have other names than the entry."""
    about = (asset for asset in program.assets if (asset.section, asset.full_name) == (found.section, found.full_name))
    names = next((asset.filters for asset in about), (found.full_name,))
    judge = Judge(program)
    each = [judge.matches(name) for name in names]
    return lambda finding: any(matches(finding) for matches in each)


def _with(found: Suggestion, specs: Path) -> Program:
    with TemporaryDirectory(prefix="watchspec-") as scratch:
        folder = Path(shutil.copytree(specs, Path(scratch, "specs"), symlinks=True))
        with (folder / Path(found.file).relative_to(specs)).open("a", encoding="utf-8") as file:
            file.write(f"\n---\nteam: {found.account.team}\n{found.text(is_tried=True)}")
        return compile_specs(folder).program


def _text(item: Item, found: Suggestion, others: int | None) -> str:
    """``others`` is how many more of the findings it would match, None if there is no other."""
    fill = f"; fill in {', '.join(found.blank)}" if found.blank else ""
    head = [f"{item.place}: {item.finding['type']}", f"for {found.file}{fill}"]
    head += [f"would also match {others or 'none'} of the other findings"] if others is not None else []
    return "".join(f"# {shown(line)}\n" for line in head) + found.text()


def _data(item: Item, found: Suggestion, matched: Sequence[Item]) -> dict[str, object]:
    return {
        "place": str(item.place),
        "file": found.file,
        "team": found.account.team,
        "section": found.section,
        "name": found.name,
        "fill_in": list(found.blank),
        "deciding_field": found.deciding,
        "also_matches": [str(other.place) for other in matched],
        "yaml": found.text(),
    }
