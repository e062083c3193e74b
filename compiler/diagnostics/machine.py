"""Diagnostics for machines: JSON, GitHub workflow annotations, SARIF 2.1.0.

None of the three carries the source line, and every text in them is made fit to be shown. Lines and
columns count from 1, columns in Unicode code points; the end is excluded.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from ..source import Span
from . import Diagnostic
from .capped import FOR_MACHINES, FOR_PEOPLE, capped
from .codes import CODES, explained_by
from .fix import Fix
from .shown import shown


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """``{"problems": [...]}``, one object each; an empty list when all is well.

    Each problem has

    - ``code``, ``level`` (error or warning), ``message``, ``help`` (as in the text, or null);
    - ``subject``: what was written there, or the name of the missing key; null where that is not one value;
    - ``allowed``: the values that are allowed, or null; ``nearest``: the most similar of them, or null;
    - ``file``, ``line``, ``column``, ``end_line``, ``end_column``;
    - ``fix``: null, or ``replacement`` for the text at ``file``, ``line``, ``column``, ``end_line``,
      ``end_column``, after which this problem is gone and none takes its place;
    - ``related``: other places that belong to it, each with a ``message``.

    Of very many, ``omitted`` says how many are not among them.
    """
    printed, omitted = capped(diagnostics, FOR_MACHINES)
    data = {"problems": [_problem(item) for item in printed], **_omitted(omitted)}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands that GitHub shows at the line of a pull request (``::error file=…``)."""
    printed, omitted = capped(diagnostics, FOR_PEOPLE)
    rest = f"::error::and {omitted:,} more\n" if omitted else ""
    return "".join(_annotation(item) + "\n" for item in printed) + rest


def render_sarif(diagnostics: Iterable[Diagnostic]) -> str:
    """A SARIF 2.1.0 log with one run, for code scanning; columns count Unicode code points.

    Each rule has a text on how to fix what it reports, and names the command that prints its page.
    """
    items, omitted = capped(diagnostics, FOR_MACHINES)
    driver = {"name": "watchspec", "rules": [_rule(code) for code in sorted({item.code for item in items})]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(item) for item in items],
        **({"properties": _omitted(omitted)} if omitted else {}),
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _omitted(number: int) -> dict[str, int]:
    return {"omitted": number} if number else {}


def _problem(item: Diagnostic) -> dict[str, Any]:
    choice, advice = item.choice, item.advice
    return {
        "code": item.code,
        "level": _level(item),
        "message": shown(item.message),
        "help": shown(advice) if advice else None,
        "subject": shown(item.subject) if item.subject is not None else None,
        "allowed": _shown_list(choice.allowed) if choice else None,
        "nearest": shown(choice.nearest) if choice and choice.nearest else None,
        **_place(item.span),
        "fix": _fix(item.fix) if item.fix else None,
        "related": [{"message": shown(what), **_place(span)} for what, span in item.related],
    }


@lru_cache(maxsize=16)
def _shown_list(values: tuple[str, ...]) -> list[str]:
    """Kept, because many problems may have the same long list."""
    return [shown(value) for value in values]


def _fix(fix: Fix) -> dict[str, Any]:
    return {**_place(fix.span), "replacement": shown(fix.replacement)}


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": shown(span.source.path),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _annotation(item: Diagnostic) -> str:
    texts = [item.message, item.advice or "", *(f"{span}: {what}" for what, span in item.related)]
    return annotation(_level(item), (item.span.source.path, item.span), item.code, *texts)


def annotation(level: str, where: tuple[str, Span] | None, title: str, *texts: str) -> str:
    """A workflow command of GitHub: a message at a file and a place in it, if it has one."""
    place = f"file={_property(where[0])},line={where[1].line},col={where[1].column}," if where else ""
    return f"::{level} {place}title={_property(title)}::{_data(text for text in texts if text)}"


def _data(texts: Iterable[str]) -> str:
    """Lines of a message, in the escapes of GitHub's workflow commands: none of them can end its command."""
    return "%0A".join(shown(text).replace("%", "%25") for text in texts)


def _property(text: str) -> str:
    return _data([text]).replace(":", "%3A").replace(",", "%2C")


def _rule(code: str) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": CODES[code].meaning},
        "help": {"text": f"{CODES[code].fix} An example: {explained_by(code)}"},
    }


def _result(item: Diagnostic) -> dict[str, Any]:
    text = item.message + (f" ({item.advice})" if item.advice else "")
    related = [{**_location(span), "message": {"text": shown(what)}} for what, span in item.related]
    result: dict[str, Any] = {
        "ruleId": item.code,
        "level": _level(item),
        "message": {"text": shown(text)},
        "locations": [_location(item.span)],
    }
    fixes = [_sarif_fix(item.fix, item.advice)] if item.fix else []
    return result | ({"relatedLocations": related} if related else {}) | ({"fixes": fixes} if fixes else {})


def _sarif_fix(fix: Fix, advice: str | None) -> dict[str, Any]:
    replaced = {"deletedRegion": region(fix.span), "insertedContent": {"text": shown(fix.replacement)}}
    change = {"artifactLocation": artifact(fix.span.source.path), "replacements": [replaced]}
    return {**({"description": {"text": shown(advice)}} if advice else {}), "artifactChanges": [change]}


def _location(span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": artifact(span.source.path), "region": region(span)}}


def artifact(path: str) -> dict[str, str]:
    """A file as SARIF names it."""
    return {"uri": quote(shown(path))}


def region(span: Span) -> dict[str, int]:
    """A place in a file as SARIF writes it."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _level(item: Diagnostic) -> str:
    return "error" if item.is_error else "warning"
