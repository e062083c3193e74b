"""Random changes: of the text of a file, and of the tree that it stands for."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random
from typing import Any

from compiler.catalog.filter_fields import all_fields
from compiler.catalog.finding_types import all_types
from compiler.catalog.regions import REGIONS

LONGEST = 5_000  # bytes of an input

# What the reader has a rule for: YAML's signs, characters that are not seen, escapes, secrets, markers.
_SIGNS = (
    *(
        "- ",
        ": ",
        ":",
        ",",
        "{",
        "}",
        "[",
        "]",
        "[[[[",
        "{{{{",
        "&a ",
        "*a",
        "*a: ",
        "<<: *a",
        "!x ",
        "!!binary ",
        "? ",
    ),
    *("|\n", ">-\n", "#", "'", '"', "\\", "\\x41", "\\u2028", "\\U0001f600", "%", "@", "`", "---\n", "...\n"),
)
_BLANKS = ("\n", "\r", "\r\n", "\t", " ", "  ", "\u00a0", "\x85", "\u2028", "\u2029")
_HIDDEN = ("\x00", "\x1b[2J", "\x7f", "\u200b", "\u202e", "\ufeff", "\ufe0f", "\ufffe", "é🙂")
_MARKERS = ("${x}", "%{if}", "{TfToken[1]}", "::error::", "<script>", "%YAML 1.1\n", "aws_secret_access_key=")
_VALUES = ("null", "~", "true", "yes", "0123", "1e5", "1_000", "9" * 30, "0.1", ".inf", "2027-01-31", "9999-12-31")
_SECRETS = ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "-----BEGIN RSA PRIVATE KEY-----", "ghp_" + "a" * 36)
TOKENS = (*_SIGNS, *_BLANKS, *_HIDDEN, *_MARKERS, *_VALUES, *_SECRETS)
_TEXTS = (
    "",
    " ",
    "\n",
    "a" * 300,
    "é🙂",
    "\u200b",
    "${x}",
    "administrator",
    "*",
    "a*",
    "?" * 9,
    "../x",
    "arn:aws:s3:::x",
)
_TIMES = ("2027-01-31", "9999-12-31", "0001-01-01", "2026-02-30", "2026-01-31T00:00:00Z")
_IDS = ("0", "12345678901", "123456789012", "999988887777")
_NUMBERS = (None, True, False, 0, 1, -1, 10, 2**31, 2**53, 2**63, 10**17, 0.0, 1.5, -0.0, 1e15)
_LISTS: tuple[Any, ...] = ([], {}, [[]], {"": {}}, [None], ["a"] * 60, [str(n) for n in range(120)], {"equals": ["a"]})
EXTREMES: tuple[Any, ...] = (*_TEXTS, *_TIMES, *_IDS, *_NUMBERS, *_LISTS)
WORDS = [*sorted(all_fields()), *sorted(all_types()), *sorted(REGIONS)]

Path = tuple[str | int, ...]


def changed_text(random: Random, texts: Sequence[bytes]) -> bytes:
    """One of the texts after one to eight changes, or a text of its own."""
    data = random.choice(texts) if random.random() < 0.9 else b""
    for _ in range(random.randint(1, 8)):
        data = random.choice(_TEXT_CHANGES)(random, data, texts)[:LONGEST]
    return data


def _cut(random: Random, data: bytes, texts: Sequence[bytes]) -> bytes:
    start, end = _stretch(random, data)
    return data[:start] + data[end:]


def _repeat(random: Random, data: bytes, texts: Sequence[bytes]) -> bytes:
    start, end = _stretch(random, data)
    return data[:start] + data[start:end] * random.choice((2, 3, 10, 100)) + data[end:]


def _insert(random: Random, data: bytes, texts: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(data))
    word = random.choice(TOKENS if random.random() < 0.8 else WORDS).encode()
    return data[:at] + word * random.choice((1, 1, 1, 2, 50, 500)) + data[at:]


def _scramble(random: Random, data: bytes, texts: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.randbytes(random.randint(1, 4)) + data[at + random.randint(0, 4) :]


def _splice(random: Random, data: bytes, texts: Sequence[bytes]) -> bytes:
    other = random.choice(texts)
    start, end = _stretch(random, other)
    at = random.randint(0, len(data))
    return data[:at] + other[start:end] + data[at:]


def _stretch(random: Random, data: bytes) -> tuple[int, int]:
    """A short stretch, or a long one, or one from one line end to another."""
    if random.random() < 0.3:
        ends = [0, *(at + 1 for at, byte in enumerate(data) if byte == 10), len(data)]
        start = random.randrange(len(ends))
        return ends[start], ends[min(start + random.randint(1, 6), len(ends) - 1)]
    start = random.randint(0, len(data))
    return start, min(start + random.choice((1, 2, 8, 40, 400)), len(data))


_TEXT_CHANGES: list[Callable[[Random, bytes, Sequence[bytes]], bytes]] = [
    _cut,
    _repeat,
    _insert,
    _insert,
    _scramble,
    _splice,
]


def changed_tree(random: Random, trees: Sequence[Any]) -> Any:
    """One of the trees after one to six changes: parts are dropped, doubled, swapped, retyped or made extreme."""
    tree = deepcopy(random.choice(trees))
    for _ in range(random.randint(1, 6)):
        paths = list(_paths(tree))
        path = random.choice(paths)
        parent = _at(tree, path[:-1])
        if path and isinstance(parent, dict | list):
            random.choice(_TREE_CHANGES)(random, tree, parent, path[-1], paths)
    return tree


def _paths(tree: Any, path: Path = ()) -> list[Path]:
    inner: Any = enumerate(tree) if isinstance(tree, list) else tree.items() if isinstance(tree, dict) else ()
    return [path, *(below for key, value in inner for below in _paths(value, (*path, key)))]


def _at(tree: Any, path: Path) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _drop(random: Random, tree: Any, parent: Any, key: Any, paths: list[Path]) -> None:
    del parent[key]


def _double(random: Random, tree: Any, parent: Any, key: Any, paths: list[Path]) -> None:
    if isinstance(parent, list):
        parent[key:key] = [deepcopy(parent[key]) for _ in range(random.choice((1, 1, 2, 60)))]
    else:
        parent[f"{key}-2" if isinstance(key, str) else "x"] = deepcopy(parent[key])


def _swap(random: Random, tree: Any, parent: Any, key: Any, paths: list[Path]) -> None:
    """Takes a copy of another part, so that no part comes to be inside itself."""
    parent[key] = deepcopy(_at(tree, random.choice(paths)))


def _extreme(random: Random, tree: Any, parent: Any, key: Any, paths: list[Path]) -> None:
    parent[key] = deepcopy(random.choice(EXTREMES))


def _word(random: Random, tree: Any, parent: Any, key: Any, paths: list[Path]) -> None:
    parent[key] = random.choice(WORDS)


def _retype(random: Random, tree: Any, parent: Any, key: Any, paths: list[Path]) -> None:
    value = parent[key]
    parent[key] = random.choice(([value], {"name": value}, str(value), [value] * 60, {str(value)[:40]: value}))


def _rename(random: Random, tree: Any, parent: Any, key: Any, paths: list[Path]) -> None:
    if isinstance(parent, dict):
        names = [path[-1] for path in paths if path and isinstance(path[-1], str)]
        parent[random.choice([*names, *WORDS[:40]])] = parent.pop(key)


_TreeChange = Callable[[Random, Any, Any, Any, list[Path]], None]
_TREE_CHANGES: tuple[_TreeChange, ...] = (_drop, _double, _swap, _extreme, _extreme, _word, _retype, _rename)
