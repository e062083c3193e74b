"""A block of the synthesized JSON, taken apart key by key until nothing is left."""

from typing import Any

from compiler.model.origin import Origin
from compiler.source import Source, Span
from compiler.terraform.literals import text_of

DETECTOR = "detector"
IMPORT = "import"  # the key under which a block carries the id of its import block, if it has one
MOVED = "moved"  # and the name that it had before, if a moved block says so
DETECTOR_ID = f"${{aws_guardduty_detector.{DETECTOR}.id}}"

# An origin that was read back has no place in a file, and places take no part in comparisons.
_NOWHERE = Span(Source("", "", ""), 0, 0, 0, 0)


class Unexpected(Exception):
    """The synthesized JSON is not what the plan says. Always a fault of the compiler."""


class Block:
    """One JSON object. Every key has to be taken once; :meth:`end` refuses what is left."""

    def __init__(self, where: str, data: dict[str, Any]) -> None:
        self._where = where
        self._rest = dict(data)

    def has(self, key: str) -> bool:
        return key in self._rest

    def imported(self) -> str | None:
        """The id under which the block's resource is imported, if it is."""
        return self.text(IMPORT) if self.has(IMPORT) else None

    def moved(self) -> str | None:
        """The Terraform name that the block's resource had before, if it is moved."""
        return self.text(MOVED) if self.has(MOVED) else None

    def take(self, key: str, default: Any = None) -> Any:
        return self._rest.pop(key, default)

    def text(self, key: str) -> str:
        """A text that Terraform reads literally."""
        value = self.take(key)
        if not isinstance(value, str):
            raise Unexpected(f"{self._where}.{key}: {value!r}")
        return text_of(value)

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(text_of(value) for value in self.take(key, []))

    def text_map(self, key: str) -> dict[str, str]:
        return {text_of(name): text_of(value) for name, value in self.take(key, {}).items()}

    def blocks(self, key: str) -> "list[Block]":
        """Nested blocks; none where the key is not there."""
        return [Block(f"{self._where}.{key}", data) for data in self.take(key, [])]

    def block(self, key: str) -> "Block":
        """The one nested block that has to be there."""
        found = self.blocks(key)
        if len(found) != 1:
            raise Unexpected(f"{self._where}.{key}: {len(found)} blocks instead of one")
        return found[0]

    def expect(self, key: str, value: Any) -> None:
        """A value that is always the same."""
        found = self.take(key)
        if found != value:
            raise Unexpected(f"{self._where}.{key}: {found!r} instead of {value!r}")

    def switch(self, key: str) -> bool:
        """``ENABLED`` or ``DISABLED``."""
        return {"ENABLED": True, "DISABLED": False}[self.text(key)]

    def agents(self) -> tuple[tuple[str, bool], ...]:
        """The additional configuration of a feature: names, each on or off."""
        agents = self.blocks("additional_configuration")
        found = tuple((agent.text("name"), agent.switch("status")) for agent in agents)
        for agent in agents:
            agent.end()
        return found

    def origin(self) -> Origin:
        """The spec that the block names."""
        return Origin(text_of(self.take("//", {}).get("spec", "")), _NOWHERE)

    def end(self) -> None:
        if self._rest:
            raise Unexpected(f"{self._where}: {self._rest!r} is not in the plan")
