"""JSON Schema -> the tables of keys: path, type in words, default, meaning and example of each."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .markdown import code, table

Schema = Mapping[str, Any]

_TYPES = {"boolean": "true or false", "integer": "a whole number", "number": "a number", "string": "text"}
_FORMATS = {"date": "a date"}


@dataclass(frozen=True)
class Key:
    """A key of the language. ``example`` is YAML."""

    path: str
    type: str
    default: str
    meaning: str
    example: str


def key_table(keys: Iterator[Key]) -> str:
    """The keys as a Markdown table."""
    rows = (
        (code(key.path), key.type, key.default, f"{key.meaning} Example: {code(key.example)}".strip()) for key in keys
    )
    return table(("key", "type", "default", "meaning"), rows)


@dataclass(frozen=True)
class Keys:
    """The keys of a schema. ``sections`` says which definitions have a section of their own, and its name."""

    definitions: Schema
    examples: Mapping[tuple[str, str], str]
    sections: Mapping[str, str]

    def direct(self, definition: str, prefix: str = "") -> Iterator[Key]:
        """The keys of a definition that have a text of their own: all but the sections of a team document."""
        schema = self.definitions[definition]
        for name, node in schema["properties"].items():
            if (definition, name) not in self.examples:
                continue
            is_required = name in schema.get("required", ())
            yield Key(
                path=f"{prefix}{name}",
                type=self._words(node),
                default="required" if is_required else _default(node),
                meaning=f"{node['description']}{_meanings(self._resolved(node))}",
                example=self.examples[definition, name],
            )

    def below(self, definition: str, prefix: str) -> Iterator[Key]:
        """The keys of a definition, each followed by those inside it."""
        nodes = self.definitions[definition]["properties"].values()
        for key, node in zip(self.direct(definition, prefix), nodes, strict=True):
            yield key
            inner, step = self.inside(node)
            if inner and inner in self._with_texts and inner not in self.sections:
                yield from self.below(inner, f"{key.path}{step}.")

    @cached_property
    def _with_texts(self) -> frozenset[str]:
        """The definitions whose keys have texts: the fields of findings, below ``where``, have a table of their own."""
        return frozenset(definition for definition, _ in self.examples)

    def inside(self, node: Schema) -> tuple[str | None, str]:
        """The definition of the mappings inside a key, and how a path leads there from the key."""
        node = _without_null(node)
        if "items" in node:
            return self.inside(node["items"])[0], "[]"
        values = _values(node)
        if values is not None:
            return self.inside(values)[0], ".NAME"
        references = [option.get("$ref", "").rpartition("/")[2] for option in (node, *node.get("anyOf", ()))]
        return next((name for name in references if "properties" in self.definitions.get(name, {})), None), ""

    def _words(self, node: Schema) -> str:
        """The type in words."""
        node = self._resolved(node)
        if "anyOf" in node:
            return " or ".join(self._words(option) for option in node["anyOf"])
        if "properties" in node:
            return "a mapping"
        if "title" in node:
            return str(node["title"])
        if "items" in node:
            return f"a list; each entry is {self._words(node['items'])}"
        values = _values(node)
        if values is not None:
            names = self._words(node["propertyNames"]) if "propertyNames" in node else "a name"
            return f"a mapping from {names} to {self._words(values)}"
        return _plain(node)

    def _resolved(self, node: Schema) -> Schema:
        node = _without_null(node)
        return {**self.definitions[node["$ref"].rpartition("/")[2]], **node} if "$ref" in node else node


def _without_null(node: Schema) -> Schema:
    """The schema without the null that every optional key accepts."""
    options = [option for option in node.get("anyOf", ()) if option != {"type": "null"}]
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {**options[0], **rest} if len(options) == 1 else {**rest, **({"anyOf": options} if options else {})}


def _values(node: Schema) -> Schema | None:
    """The schema of the values of a mapping whose keys are the author's."""
    patterns = node.get("patternProperties", {})
    values = node.get("additionalProperties") or next(iter(patterns.values()), None)
    return values if isinstance(values, dict) else None


def _plain(node: Schema) -> str:
    """The type in words of what is neither a list nor a mapping."""
    if "enum" in node:
        return "one of " + ", ".join(code(value) for value in node["enum"])
    if "const" in node:
        return code(json.dumps(node["const"]))
    kind = node.get("type", "string")  # names of keys have no type: they are text
    name = kind if isinstance(kind, str) else next(name for name in kind if name != "null")
    return _FORMATS.get(node.get("format", "")) or _TYPES[name]


def _default(node: Schema) -> str:
    return code(json.dumps(node["default"]).strip('"')) if node.get("default") not in (None, "") else "optional"


def _meanings(node: Schema) -> str:
    """What each of the allowed words means; those of named types have a table of their own."""
    texts = [] if "title" in node else node.get("enumDescriptions", [])
    return "".join(f" {code(word)}: {text}." for word, text in zip(node.get("enum", ()), texts, strict=False))
