"""The tests of the specs: findings, and what must happen to them."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics.shown import shown
from ..meaning.evaluation import Finding
from ..model.filters import Filter
from ..model.program import FindingTest, Program
from ..secrets import redact
from .read import Item, Skipped, read_file
from .verdict import Judge, Verdict, outcomes_of
from .wording import failure


@dataclass(frozen=True)
class Result:
    """``failures`` is empty if the test passed. ``notes`` say what is odd about it all the same."""

    test: FindingTest
    failures: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        span = self.test.origin.span
        return f"{self.test.team}: {self.test.finding}  ({span.source.path}:{span.line})"


def run_tests(program: Program, specs: Path) -> list[Result]:
    """Every test, in the order of files and lines. No test may read a file outside the folder ``specs``."""
    judge = Judge(program)
    filters = {item.full_name: item for item in program.filters}
    tests = sorted(program.tests, key=lambda test: test.origin.span.order)
    return [_result(test, judge, filters, specs) for test in tests]


def _result(test: FindingTest, judge: Judge, filters: dict[str, Filter], specs: Path) -> Result:
    path = Path(test.origin.span.source.path).parent / test.finding
    unusable = _unusable(path, test.finding, specs)
    if unusable:
        return Result(test, (unusable,))
    items = list(read_file(path.as_posix()))
    failures = [] if items else [f"{path.as_posix()} contains no finding"]
    failures += [f"{item.place}: {item.reason}" for item in items if isinstance(item, Skipped)]
    notes: list[str] = []
    for finding in (item.finding for item in items if isinstance(item, Item)):
        failures += _differences(test, judge.verdict(finding), filters, finding)
        obstacle = judge.obstacle(finding)
        if obstacle and test.occurs is not False:
            (failures if test.occurs else notes).append(f"the finding cannot occur: {obstacle}")
        elif test.occurs is False and not obstacle:
            failures.append("the finding can occur")
    return Result(test, tuple(failures), tuple(dict.fromkeys(notes)))


def _unusable(path: Path, finding: str, specs: Path) -> str | None:
    """Why there is no file to read. A path of a spec may be any text."""
    try:
        if not path.resolve().is_relative_to(specs.resolve()):
            return f"{finding} is outside the specs folder"
        if path.is_dir():
            return f"{path.as_posix()} is a folder; name a file in it"
        return None if path.is_file() else f"there is no file {path.as_posix()}"
    except (OSError, RuntimeError) as error:  # a name that is too long, or a circle of links
        return f"{path.as_posix()} cannot be a file: {getattr(error, 'strerror', None) or error}"


def _differences(test: FindingTest, verdict: Verdict, filters: dict[str, Filter], finding: Finding) -> Iterator[str]:
    matched = {item.full_name for item in (*verdict.suppressions, *verdict.filters)}
    for name in test.matches:
        if name not in matched:
            yield f"{name} does not match: {_why_not(filters[name], finding)}"
    for name in test.not_matches:
        if name in matched:
            yield f"{name} matches, but must not"
    if test.suppressed is True and not verdict.archived_by:
        yield "no suppression archives the finding"
    if test.suppressed is False and verdict.archived_by:
        yield f"suppression {verdict.archived_by.full_name} archives the finding"
    routes = sorted({routed.route for routed in verdict.routed})
    if test.routes is not None and sorted(test.routes) != routes:
        yield f"routes: expected {', '.join(test.routes) or 'none'}, got {', '.join(routes) or 'none'}"


def _why_not(item: Filter, finding: Finding) -> str:
    if finding.get("region") not in item.regions:
        return f"it is deployed in {', '.join(item.regions)}, but the finding is from {finding.get('region')}"
    return "; ".join(failure(outcome) for outcome in outcomes_of(item.criteria, finding) if not outcome.holds)


def junit(results: list[Result]) -> str:
    """JUnit XML, as CI systems read it."""
    failed = sum(bool(result.failures) for result in results)
    suite = ET.Element("testsuite", name="watchspec", tests=str(len(results)), failures=str(failed))
    for result in results:
        span = result.test.origin.span
        attributes = {"classname": _xml(result.test.team), "name": _xml(result.test.finding)}
        case = ET.SubElement(suite, "testcase", attributes, file=_xml(span.source.path), line=str(span.line))
        failures = [_xml(failure) for failure in result.failures]
        if failures:
            ET.SubElement(case, "failure", message=failures[0]).text = "\n".join(failures)
        if result.notes:
            ET.SubElement(case, "system-out").text = "\n".join(_xml(note) for note in result.notes)
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _xml(text: str) -> str:
    """``text`` as it may be shown; what is not printable, and XML 1.0 mostly forbids, is a replacement character."""
    return shown("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in redact(text)))
