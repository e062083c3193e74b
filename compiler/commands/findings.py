"""``explain`` and ``test``: findings held against the specs, offline."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from compiler.commands.printing import CLEAN, PROBLEMS, report, usage
from compiler.diagnostics import SpecError
from compiler.diagnostics.shown import shown
from compiler.findings.progress import progress_bar
from compiler.findings.read import STDIN, Skipped, read
from compiler.findings.replay import Counts, count, table
from compiler.findings.report import data, lines
from compiler.findings.sql import statement
from compiler.findings.tests import junit, run_tests, text
from compiler.findings.verdict import Judge
from compiler.model.program import Program
from compiler.pipeline import compile_specs


def explain(options: argparse.Namespace) -> int:
    """Each finding by itself; over a folder, or with ``--count``, what each filter would have had."""
    if not options.sql and not options.findings:
        return usage("name a file or a folder with findings, or - for standard input")
    missing = [path for path in options.findings if path != STDIN and not Path(path).exists()]
    if missing:
        return usage(f"there is no {missing[0]}")
    try:
        program = compile_specs(options.specs).program
    except SpecError as error:
        return report(options, error.diagnostics)
    if options.sql:
        print(statement(program), end="")
        return CLEAN
    is_many = options.count or (not options.each and any(Path(path).is_dir() for path in options.findings))
    return (_replay if is_many else _explain)(options, program)


def run_spec_tests(options: argparse.Namespace) -> int:
    try:
        program = compile_specs(options.specs).program
    except SpecError as error:
        return report(options, error.diagnostics)
    results = run_tests(program, options.specs)
    failed = sum(bool(result.failures) for result in results)
    print("\n".join([*map(shown, text(results)), f"{len(results)} tests, {failed} failed"]))
    try:
        if options.junit:
            options.junit.write_text(junit(results), encoding="utf-8")
    except OSError as error:
        return usage(f"cannot write {options.junit}: {error.strerror}")
    return PROBLEMS if failed else CLEAN


def _explain(options: argparse.Namespace, program: Program) -> int:
    judge, skipped = Judge(program), 0
    for item in read(options.findings):
        if isinstance(item, Skipped):
            skipped += 1
            print(shown(f"{item.place}: skipped: {item.reason}"), file=sys.stderr)
        elif options.format == "json":
            print(json.dumps(data(item, judge)))
        else:
            print("\n".join(shown(line) for line in lines(item, judge)))
    return _ended(skipped)


def _replay(options: argparse.Namespace, program: Program) -> int:
    counts = count(read(options.findings), Judge(program), _progress(options.findings))
    if sys.stderr.isatty():
        print("\033[K", end="", file=sys.stderr, flush=True)  # takes the bar away
    for item in counts.reported:
        print(shown(f"{item.place}: skipped: {item.reason}"), file=sys.stderr)
    if options.format == "json":
        print(json.dumps(_counted(counts)))
    else:
        print("\n".join(table(counts, _watchers(program))))
    return _ended(counts.skipped)


def _watchers(program: Program) -> list[tuple[str, str]]:
    asked = sorted(program.filters, key=lambda asked: asked.rank_order)
    filters = [("suppression" if one.justification else "filter", one.full_name) for one in asked]
    routes = dict.fromkeys(("route", f"{routed.route}, for {routed.full_name}") for routed in program.routed)
    return [*filters, *routes]


def _counted(counts: Counts) -> dict[str, object]:
    watchers = [{"kind": kind, "name": name, "findings": n} for (kind, name), n in sorted(counts.by_watcher.items())]
    totals = {"findings": counts.findings, "archived": counts.archived, "unwatched": counts.unwatched}
    return {**totals, "skipped": counts.skipped, "watchers": watchers}


def _progress(paths: list[str]) -> Callable[[int, str], None] | None:
    """On a terminal only: a line that is written over."""
    if not sys.stderr.isatty():
        return None
    return progress_bar(paths, lambda line: print(line, end="\r", file=sys.stderr, flush=True))


def _ended(skipped: int) -> int:
    if skipped:
        print(f"{skipped:,} skipped", file=sys.stderr)
    return PROBLEMS if skipped else CLEAN
