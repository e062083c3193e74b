"""``test``: runs the tests of the specs."""

import sys
from collections.abc import Iterator, Sequence

from ..diagnostics import Diagnostic
from ..diagnostics.shown import shown
from ..findings.spec_tests import Result, junit, run_tests
from ..findings.wording import VIEWS_NOT_CREATED
from ..pipeline import compile_specs
from ..terminal import Screen, count_of, screen_of
from .exit_codes import CLEAN, PROBLEMS
from .options.compiling import Test
from .printing import report, usage


def test_specs(options: Test) -> int:
    """As text, a line for every test; in other formats, a problem at its line for each failure."""
    program = compile_specs(options.specs).program
    results = run_tests(program, options.specs)
    if options.format == "text":
        _print_text(results, program.organization.has_views)
    else:
        report([*_problems(results)], options.format)
    if options.junit:
        try:
            options.junit.write_text(junit(results), encoding="utf-8")
        except OSError as error:
            return usage(f"cannot write {options.junit.as_posix()}: {error.strerror}")
    return PROBLEMS if any(result.failures for result in results) else CLEAN


def _problems(results: Sequence[Result]) -> Iterator[Diagnostic]:
    for result in results:
        for failure in result.failures:
            yield Diagnostic("failed-test", f"{result.test.finding}: {failure}", result.test.origin.span)


def _print_text(results: Sequence[Result], has_views: bool) -> None:
    screen, failed = screen_of(sys.stdout), sum(bool(result.failures) for result in results)
    print("\n".join(line for result in results for line in _text(result, screen)))
    print(f"{count_of(len(results), 'test')}, {failed} failed")
    if not has_views:
        print(f"filters are {VIEWS_NOT_CREATED}")


def _text(result: Result, screen: Screen) -> Iterator[str]:
    mark = screen.coloured("FAILED", "red") if result.failures else screen.coloured("passed", "green")
    yield f"{mark}  {shown(result.title)}"
    yield from (f"        {shown(failure)}" for failure in result.failures)
    yield from (f"        note: {shown(note)}" for note in result.notes)
