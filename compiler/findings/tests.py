"""The tests of the specs: findings, and what has to become of them."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from compiler.findings.read import Skipped, read
from compiler.findings.verdict import Judge, outcomes_of
from compiler.findings.wording import wanted
from compiler.meaning.evaluation import Finding
from compiler.model.program import Filter, FindingTest, Program


@dataclass(frozen=True)
class Result:
    """``failures`` is empty where the test has passed."""

    test: FindingTest
    failures: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.test.team}: {self.test.finding}"


def run_tests(program: Program, specs: Path) -> list[Result]:
    """Every test, in the order of files and lines. ``specs`` is the folder that no test may leave."""
    judge = Judge(program)
    filters = {asked.full_name: asked for asked in program.filters}
    tests = sorted(program.tests, key=lambda test: test.origin.span.order)
    return [Result(test, tuple(_failures(test, judge, filters, specs))) for test in tests]


def _failures(test: FindingTest, judge: Judge, filters: dict[str, Filter], specs: Path) -> Iterator[str]:
    path = Path(test.origin.span.source.path).parent / test.finding
    if not path.resolve().is_relative_to(specs.resolve()):
        yield f"{test.finding} leads out of the specs folder"
        return
    items = list(read([path.as_posix()])) if path.is_file() else []
    if not items:
        yield f"there is no finding at {path.as_posix()}"
    for item in items:
        if isinstance(item, Skipped):
            yield f"{item.place}: {item.reason}"
        else:
            yield from _misjudged(test, judge, filters, item.finding)


def _misjudged(test: FindingTest, judge: Judge, filters: dict[str, Filter], finding: Finding) -> Iterator[str]:
    verdict = judge.verdict(finding)
    matched = {watcher.full_name for watcher in judge.matching(finding) if isinstance(watcher, Filter)}
    for name in test.matches:
        if name not in matched:
            yield f"{name} does not match: {_why_not(filters[name], finding)}"
    for name in test.not_matches:
        if name in matched:
            yield f"{name} matches"
    if test.suppressed is True and not verdict.suppression:
        yield "no suppression archives it"
    if test.suppressed is False and verdict.suppression:
        yield f"{verdict.suppression.full_name} archives it"
    routes = sorted({routed.route for routed in verdict.routed})
    if test.routes is not None and sorted(test.routes) != routes:
        yield f"it is sent to {', '.join(routes) or 'nobody'}, not to {', '.join(test.routes) or 'nobody'}"


def _why_not(asked: Filter, finding: Finding) -> str:
    if finding.get("region") not in asked.regions:
        return f"it stands in {', '.join(asked.regions)}, and the finding is of {finding.get('region')}"
    failed = [outcome for outcome in outcomes_of(asked.criteria, finding) if not outcome.holds]
    return "; ".join(f"{o.condition.field.name} has to be {wanted(o.condition)}" for o in failed)


def text(results: Iterable[Result]) -> Iterator[str]:
    """The report: a line a test, and below it what failed."""
    for result in results:
        span = result.test.origin.span
        yield f"{'FAILED' if result.failures else 'passed'}  {result.name}  ({span.source.path}:{span.line})"
        yield from (f"        {failure}" for failure in result.failures)


def junit(results: list[Result]) -> str:
    """JUnit XML, as CI systems read it."""
    failed = sum(bool(result.failures) for result in results)
    suite = ET.Element("testsuite", name="watchspec", tests=str(len(results)), failures=str(failed))
    for result in results:
        span = result.test.origin.span
        attributes = {"classname": result.test.team, "name": result.test.finding}
        case = ET.SubElement(suite, "testcase", attributes, file=span.source.path, line=str(span.line))
        if result.failures:
            ET.SubElement(case, "failure", message=result.failures[0]).text = "\n".join(result.failures)
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"
