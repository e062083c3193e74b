"""Diagnostics for machines: JSON, GitHub workflow annotations, SARIF 2.1.0.

None of the three carries the source line, and every text in them is made fit to be shown.
"""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from compiler.diagnostics import Diagnostic
from compiler.diagnostics.codes import CODES
from compiler.diagnostics.shown import shown
from compiler.source import Span


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """``{"problems": [...]}``, one object each; an empty list when all is well."""
    return json.dumps({"problems": [_problem(item) for item in diagnostics]}, indent=2, ensure_ascii=False) + "\n"


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands that GitHub shows at the line of a pull request (``::error file=…``)."""
    return "".join(_annotation(item) + "\n" for item in diagnostics)


def render_sarif(diagnostics: Iterable[Diagnostic]) -> str:
    """A SARIF 2.1.0 log with one run, for code scanning; columns count Unicode code points."""
    items = list(diagnostics)
    driver = {
        "name": "watchspec",
        "rules": [
            {"id": code, "shortDescription": {"text": CODES[code].meaning}} for code in sorted({i.code for i in items})
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(item) for item in items],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _problem(item: Diagnostic) -> dict[str, Any]:
    return {
        "code": item.code,
        "level": _level(item),
        "message": shown(item.message),
        "help": shown(item.help) if item.help else None,
        **_place(item.span),
        "related": [{"message": shown(what), **_place(span)} for what, span in item.related],
    }


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": shown(span.source.path),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _annotation(item: Diagnostic) -> str:
    where = f"file={_property(item.span.source.path)},line={item.span.line},col={item.span.column}"
    texts = [item.message, *([item.help] if item.help else []), *(f"{span}: {what}" for what, span in item.related)]
    return f"::{_level(item)} {where},title={_property(item.code)}::{_data(texts)}"


def _data(texts: list[str]) -> str:
    """Lines of a message, in the escapes of GitHub's workflow commands: none of them can end its command."""
    return "%0A".join(shown(text).replace("%", "%25") for text in texts)


def _property(text: str) -> str:
    return _data([text]).replace(":", "%3A").replace(",", "%2C")


def _result(item: Diagnostic) -> dict[str, Any]:
    text = item.message + (f" ({item.help})" if item.help else "")
    related = [{**_location(span), "message": {"text": shown(what)}} for what, span in item.related]
    result: dict[str, Any] = {
        "ruleId": item.code,
        "level": _level(item),
        "message": {"text": shown(text)},
        "locations": [_location(item.span)],
    }
    return result | ({"relatedLocations": related} if related else {})


def _location(span: Span) -> dict[str, Any]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": quote(shown(span.source.path))}, "region": region}}


def _level(item: Diagnostic) -> str:
    return "error" if item.is_error else "warning"
