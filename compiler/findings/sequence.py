"""An attack sequence: its actors, resources and signals, and which of them the specs declare.

Source: Sequence in the API model.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..meaning.evaluation import Finding
from .directory import Directory


class Part(NamedTuple):
    """An actor, a resource or a signal: what it is called, its details, and the filters that are about it."""

    kind: str
    name: str
    details: tuple[str, ...]
    assets: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        details, assets = ", ".join(self.details), ", ".join(self.assets)
        return f"{self.name}{f' ({details})' if details else ''}{f', declared for {assets}' if assets else ''}"


def parts_of(finding: Finding, directory: Directory) -> tuple[Part, ...]:
    """Empty for a finding that is no attack sequence."""
    sequence = _below(finding, "service", "detection", "sequence")
    return (
        *(_actor(actor, directory) for actor in _each(sequence, "actors")),
        *(_resource(resource, directory) for resource in _each(sequence, "resources")),
        *(_signal(signal) for signal in _each(sequence, "signals")),
    )


def _actor(actor: Any, directory: Directory) -> Part:
    user = _below(actor, "user")
    name, key = user.get("name") or actor.get("id"), user.get("credentialUid")
    account = _below(user, "account").get("uid")
    details = (user.get("type"), key and f"key {key}", account and f"account {account}")
    return Part("actor", str(name), _texts(details), directory.assets((user.get("name"), key)))


def _resource(resource: Any, directory: Directory) -> Part:
    uid, name = resource.get("uid"), resource.get("name")
    user = _below(resource, "data", "accessKey").get("userName")
    last = str(uid).rpartition(":")[2]  # of arn:aws:s3:::BUCKET
    account = resource.get("accountId")
    details = (resource.get("resourceType"), user and f"user {user}", account and f"account {account}")
    return Part("resource", str(name or uid), _texts(details), directory.assets((uid, name, user, last)))


def _signal(signal: Any) -> Part:
    count = signal.get("count")
    details = (signal.get("type"), count and f"{count} times")
    return Part("signal", str(signal.get("name") or signal.get("uid")), _texts(details))


def _texts(values: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(value) for value in values if value)


def _each(mapping: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The mappings in a list; a finding is untrusted, and may have anything there."""
    values = mapping.get(name)
    yield from (value for value in values if isinstance(value, dict)) if isinstance(values, list) else ()


def _below(value: Any, *path: str) -> dict[str, Any]:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
