"""The report as an in-toto Statement v1: what was made, and from what, by SHA-256. Unsigned.

Signing is a step of the pipeline, for example ``actions/attest`` or ``cosign attest-blob``. The four keys are those of
the specification (in-toto/attestation, spec/v1/statement.md); the predicate is ours.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .basis import Basis, Digest
from .since import History

FILE = "statement.intoto.json"
_TYPE = "https://in-toto.io/Statement/v1"
_PREDICATE = "urn:watchspec:evidence:v1"


class NotAStatement(Exception):
    """The text is no statement of ours. The message says why, in one line."""


@dataclass(frozen=True)
class Claim:
    """What a statement says that it was made from. ``commit`` is None without one; ``inputs`` are names of files."""

    commit: str | None
    as_of: date
    version: str
    inputs: tuple[str, ...]
    history: History


def statement(basis: Basis, organization: str, files: Mapping[str, str]) -> str:
    """About these files, by name."""
    reports = (Digest(name, hashlib.sha256(text.encode()).hexdigest()) for name, text in sorted(files.items()))
    commit = basis.commit
    predicate = {
        "organization": organization,
        "asOf": basis.as_of.isoformat(),
        "commit": {"id": commit.id, "time": commit.time.isoformat()} if commit else None,
        "history": basis.history.value,
        "version": basis.version,
        "specs": _described(basis.specs),
        "stacks": _described(basis.stacks),
        "inputs": _described(basis.inputs),
    }
    data = {"_type": _TYPE, "subject": _described(reports), "predicateType": _PREDICATE, "predicate": predicate}
    return json.dumps(data, indent=2) + "\n"


def claim_of(text: str) -> Claim:
    """What a statement claims. It is as little to be trusted as any file.

    Raises:
        NotAStatement: it has not the form of ours.
    """
    try:
        predicate = json.loads(text)["predicate"]
        commit = predicate["commit"]["id"] if predicate["commit"] else None
        inputs = tuple(str(each["name"]) for each in predicate["inputs"])
        history = History(predicate.get("history", History.WHOLE))
        claim = Claim(commit, date.fromisoformat(predicate["asOf"]), str(predicate["version"]), inputs, history)
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise NotAStatement(f"{FILE} is no statement of watchspec") from error
    if commit is not None and not (isinstance(commit, str) and commit.isalnum()):
        raise NotAStatement(f"{FILE} names no commit")
    if commit is None and history is History.WHOLE:
        raise NotAStatement(f"{FILE} has the history of no commit")
    return claim


def first_difference(before: str, after: str) -> str | None:
    """The first spec, stack or input that differs, or the history; None where only reports do."""
    for kind in ("specs", "stacks", "inputs"):
        old, new = (_digests(json.loads(text), kind) for text in (before, after))
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                return f"{kind.removesuffix('s')} {name}"
    return None if claim_of(before).history is claim_of(after).history else "history of the specs"


def _digests(data: Any, kind: str) -> dict[str, str]:
    try:
        return {str(each["name"]): str(each["digest"]["sha256"]) for each in data["predicate"][kind]}
    except (LookupError, TypeError) as error:
        raise NotAStatement(f"{FILE} has no checksums of {kind}") from error


def _described(digests: Iterable[Digest]) -> list[dict[str, Any]]:
    """Resource descriptors, as in-toto calls them."""
    return [{"name": digest.name, "digest": {"sha256": digest.sha256}} for digest in digests]
