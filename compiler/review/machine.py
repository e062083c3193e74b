"""A report for machines: JSON, GitHub workflow annotations, GitLab code quality, SARIF 2.1.0."""

import json
from dataclasses import asdict
from typing import Any

from ..diagnostics.machine import annotation, artifact, region
from ..diagnostics.shown import redacted, shown, whole
from ..source import Span
from .change import LEVELS, Change, Level, counts
from .report import Report, Version
from .stacks import StackChange

_GITHUB = {Level.BLIND: "error", Level.REPLACE: "warning", Level.REVIEW: "warning", Level.SAFE: "notice"}
_GITLAB = {Level.BLIND: "critical", Level.REPLACE: "major", Level.REVIEW: "minor", Level.SAFE: "info"}
_SARIF = {Level.BLIND: "error", Level.REPLACE: "warning", Level.REVIEW: "warning", Level.SAFE: "note"}
_MOST_ANNOTATIONS = 50  # GitHub shows no more of a step and a job


def render_json(report: Report) -> str:
    """One object. Its keys are a promise: programs read them.

    - ``counts``: how many changes of each level nobody has accepted, and how many are ``accepted``;
    - ``changes``: ``level``, ``rule``, ``fingerprint``, ``sentence``; ``subject`` with ``section``, ``team``, ``name``,
      ``account`` and ``regions``; ``old`` and ``new``, what it means; ``before`` and ``after``, where it is written
      (``file``, ``line``, ``column``), or null; ``accepted``: null, or ``reason`` and ``by``;
    - ``stacks``: ``name``, ``account``, ``region``, ``is_new``, ``is_gone``, and the addresses that are ``created``,
      ``changed``, ``recreated`` and ``destroyed``, in the order of applying;
    - ``findings``: null, or how many there were and were skipped, and what ``lost`` and ``gained`` of them;
    - ``lasting``: what reverting does not undo; ``unused_acceptances``: their fingerprints.
    """
    left = counts(change for change in report.changes if change.fingerprint not in report.accepted)
    data = {
        "counts": {**{level.value: left[level] for level in Level}, "accepted": len(report.already_accepted)},
        "changes": [_change(report, change) for change in report.changes],
        "stacks": [_stack(stack) for stack in report.stacks],
        "findings": asdict(report.replayed) if report.replayed else None,
        "lasting": list(report.lasting),
        "unused_acceptances": [each.fingerprint for each in report.unused],
    }
    return json.dumps(redacted(data), indent=2) + "\n"


def render_github(report: Report) -> str:
    """Workflow commands, at the lines of the version after where a change is written there."""
    changes = [change for level in Level if level is not Level.SAFE for change in report.of(level)]
    shown_ones = "".join(f"{_annotation(report, change)}\n" for change in changes[:_MOST_ANNOTATIONS])
    more = len(changes) - _MOST_ANNOTATIONS
    return shown_ones + (f"::warning::and {more:,} more changes\n" if more > 0 else "")


def render_gitlab(report: Report) -> str:
    """A code quality report: one entry for each change that nobody has accepted and that is not safe."""
    changes = [change for level in Level if level is not Level.SAFE for change in report.of(level)]
    return json.dumps([_quality(report, change) for change in changes], indent=2) + "\n"


def render_sarif(report: Report) -> str:
    """A SARIF log with one run. Changes that are accepted are suppressed results."""
    rules = [_rule(change) for change in {change.rule: change for change in report.changes}.values()]
    driver = {"name": "watchspec", "rules": sorted(rules, key=lambda rule: rule["id"])}
    results = [_result(report, change) for change in report.changes]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(redacted(log), indent=2) + "\n"


def _change(report: Report, change: Change) -> dict[str, Any]:
    subject, by = change.subject, report.accepted.get(change.fingerprint)
    return {
        "level": change.level,
        "rule": change.rule,
        "fingerprint": change.fingerprint,
        "sentence": whole(change.sentence),
        "subject": {
            "section": subject.section,
            "team": subject.team or None,
            "name": subject.name,
            "account": subject.account or None,
            "regions": list(subject.regions),
        },
        "old": json.loads(change.old),
        "new": json.loads(change.new),
        "before": _place(report.before, change.before),
        "after": _place(report.after, change.after),
        "accepted": {"reason": by.reason, "by": by.by} if by else None,
    }


def _place(version: Version, span: Span | None) -> dict[str, Any] | None:
    return {"file": version.path(span), "line": span.line, "column": span.column} if span else None


def _stack(change: StackChange) -> dict[str, Any]:
    provider = change.stack.provider
    resources = {
        "created": change.created,
        "changed": change.changed,
        "recreated": change.recreated,
        "destroyed": change.destroyed,
    }
    return {
        "name": change.stack.name,
        "account": provider.account_id,
        "region": provider.region,
        "is_new": change.is_new,
        "is_gone": change.is_gone,
        **{verb: [str(planned.address) for planned in some] for verb, some in resources.items()},
    }


def _annotation(report: Report, change: Change) -> str:
    where = (report.after.path(change.after), change.after) if change.after else None
    return annotation(_GITHUB[change.level], where, f"{change.level}: {change.rule}", change.sentence)


def _quality(report: Report, change: Change) -> dict[str, Any]:
    path, span = _written(report, change)
    return {
        "description": shown(f"{change.level}: {change.sentence}"),
        "check_name": change.rule,
        "fingerprint": change.fingerprint,
        "severity": _GITLAB[change.level],
        "location": {"path": shown(path), "lines": {"begin": span.line if span else 1}},
    }


def _rule(change: Change) -> dict[str, Any]:
    return {"id": change.rule, "shortDescription": {"text": LEVELS[change.level]}}


def _result(report: Report, change: Change) -> dict[str, Any]:
    path, span = _written(report, change)
    place = {"artifactLocation": artifact(path), **({"region": region(span)} if span else {})}
    by = report.accepted.get(change.fingerprint)
    accepted = [{"kind": "external", "status": "accepted", "justification": f"{by.by}: {by.reason}"}] if by else []
    return {
        "ruleId": change.rule,
        "level": _SARIF[change.level],
        "message": {"text": shown(change.sentence)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"watchspecChange/v1": change.fingerprint},
        **({"suppressions": accepted} if accepted else {}),
    }


def _written(report: Report, change: Change) -> tuple[str, Span | None]:
    """Where a change is written: in the version after if it is there; else the file before; or the organization's."""
    if change.after:
        return report.after.path(change.after), change.after
    if change.before:
        return report.before.path(change.before), None
    assert report.after.program is not None, "a version with errors is not judged"
    return report.after.path(report.after.program.organization.origin.span), None
