"""``explain``: what the specs make of findings, offline."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..diagnostics.shown import shown
from ..findings.answer import data
from ..findings.files import READ, STDIN, passed_over
from ..findings.parallel import count_all, helpers
from ..findings.read import Item, Skipped
from ..findings.report import lines, title
from ..findings.sql import statement
from ..findings.suggest import Kind
from ..findings.verdict import Judge
from ..model.program import Program
from ..pipeline import compile_specs
from ..terminal import Screen, count_of, screen_of
from .counts import data as counts_data
from .counts import text as counts_text
from .exit_codes import CLEAN, PROBLEMS
from .exports import items, missing_path, progress_of
from .options.reporting import Explain
from .printing import print_json, usage
from .suggest import MOST, suggest


def explain(options: Explain) -> int:
    """Explains each finding, or counts over all of them, or prints the SQL statement that does."""
    misuse = _misuse(options)
    if misuse:
        return usage(misuse)
    program = compile_specs(options.specs).program
    folders = [path for path in options.findings if path != STDIN and Path(path).is_dir()]
    _print_passed_over(folders)
    if options.suggest:
        return _suggest(options, options.suggest, program)
    match options.mode or ("count" if folders else "each"):
        case "sql":
            print(statement(program), end="")
            return CLEAN
        case "count":
            return _count(options, program)
        case "each":
            return _explain_each(options, program)


def _misuse(options: Explain) -> str | None:
    """What is wrong with the command line."""
    if options.mode == "sql" and (options.findings or options.format == "json"):
        return "--sql prints one statement for all findings: it takes no findings and no --format json"
    if options.mode != "sql" and not options.findings:
        return "name a file or a folder of findings, or - for standard input"
    if options.suggest and options.mode:
        return f"--suggest explains findings one by one: it takes no --{options.mode}"
    missing = missing_path(options.findings)
    return f"{missing} does not exist" if missing is not None else None


def _explain_each(options: Explain, program: Program) -> int:
    judge, screen, skipped = Judge(program), screen_of(sys.stdout), 0
    for item in items(options.findings):
        if isinstance(item, Skipped):
            skipped += 1
            _print_skipped(item)
        elif options.format == "json":
            print_json(data(item, judge))
        else:
            print("\n".join(_text(item, judge, screen)))
    return _exit_code(skipped)


def _suggest(options: Explain, kind: Kind, program: Program) -> int:
    found: list[Item] = []
    skipped = 0
    for item in items(options.findings):
        if isinstance(item, Skipped):
            skipped += 1
            _print_skipped(item)
        elif len(found) < MOST:
            found.append(item)
        else:
            return usage(f"--suggest is for up to {MOST} findings at a time")
    return suggest(found, kind, program, options.specs, options.format) or _exit_code(skipped)


def _text(item: Item, judge: Judge, screen: Screen) -> Iterator[str]:
    yield screen.coloured(shown(title(item)), "bold")
    for line in lines(item, judge):
        yield f"  {screen.coloured(f'{line.label:<11}', 'cyan')}  {shown(line.text)}"


def _count(options: Explain, program: Program) -> int:
    with helpers(options.findings, program) as pool, progress_of(options.findings) as progress:
        counts = count_all(options.findings, Judge(program), progress, pool)
    for skipped in counts.reported:
        _print_skipped(skipped)
    if options.format == "json":
        print_json(counts_data(counts))
    else:
        print("\n".join(counts_text(counts, program, screen_of(sys.stdout))))
    return _exit_code(counts.skipped)


def _print_skipped(skipped: Skipped) -> None:
    print(shown(f"{skipped.place}: skipped: {skipped.reason}"), file=sys.stderr)


def _print_passed_over(folders: Sequence[str]) -> None:
    for folder, number in ((folder, passed_over(folder)) for folder in folders):
        if number:
            print(shown(f"{folder}: {count_of(number, 'file')} not read; what is read: {READ}"), file=sys.stderr)


def _exit_code(skipped: int) -> int:
    if skipped:
        print(f"{skipped:,} skipped", file=sys.stderr)
    return PROBLEMS if skipped else CLEAN
