"""A block of the synthesized JSON, taken apart key by key until nothing is left."""

from typing import Any

from ..model.address import Ref
from .literals import status, text_of
from .references import read_reference, read_value
from .unexpected import Unexpected

_SWITCHES = {status(enabled): enabled for enabled in (True, False)}


class Block:
    """One JSON object. Every key has to be taken once; :meth:`end` refuses what is left.

    Whatever is not as the compiler writes it raises :class:`Unexpected`.
    """

    def __init__(self, where: str, data: dict[str, Any]) -> None:
        self._where = where
        self._rest = dict(data)

    def has(self, key: str) -> bool:
        return key in self._rest

    def take(self, key: str, default: Any = None) -> Any:
        """The value as it is in the JSON; a text is not yet unescaped."""
        return self._rest.pop(key, default)

    def text(self, key: str) -> str:
        """A text that Terraform reads literally."""
        written = self.take(key)
        if not isinstance(written, str):
            raise Unexpected(f"{self._where}.{key}: {written!r}")
        return text_of(written)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty without the key."""
        return tuple(text_of(written) for written in self.take(key, []))

    def text_map(self, key: str) -> dict[str, str]:
        """A mapping of texts to texts; empty without the key."""
        return {text_of(name): text_of(written) for name, written in self.take(key, {}).items()}

    def ref(self, key: str) -> Ref:
        """A reference to another resource, and nothing else."""
        return read_reference(self.take(key))

    def value(self, key: str) -> str | Ref:
        """A text, or a reference to another resource."""
        return read_value(self.take(key))

    def blocks(self, key: str) -> "list[Block]":
        """Nested blocks; none without the key."""
        return [Block(f"{self._where}.{key}", data) for data in self.take(key, [])]

    def block(self, key: str) -> "Block":
        """The one nested block that has to be there."""
        nested = self.blocks(key)
        if len(nested) != 1:
            raise Unexpected(f"{self._where}.{key}: {len(nested)} blocks instead of one")
        return nested[0]

    def expect(self, key: str, value: Any) -> None:
        """A value that is always the same."""
        written = self.take(key)
        if written != value:
            raise Unexpected(f"{self._where}.{key}: {written!r} instead of {value!r}")

    def switch(self, key: str) -> bool:
        """``ENABLED`` or ``DISABLED``."""
        written = self.text(key)
        if written not in _SWITCHES:
            raise Unexpected(f"{self._where}.{key}: {written!r}")
        return _SWITCHES[written]

    def agents(self) -> tuple[tuple[str, bool], ...]:
        """The additional configuration of a feature: names, each on or off."""
        blocks = self.blocks("additional_configuration")
        agents = tuple((block.text("name"), block.switch("status")) for block in blocks)
        for block in blocks:
            block.end()
        return agents

    def end(self) -> None:
        """Nothing may be left."""
        if self._rest:
            raise Unexpected(f"{self._where}: {self._rest!r} is not in the plan")
