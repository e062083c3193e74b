"""Examples in docstrings: indented blocks of YAML under ``Example::`` or ``Shape::``.

They are printed in the documentation and in editors, and compiled by tests.
"""

import inspect
import re
import textwrap
from collections.abc import Iterator

_BLOCK = re.compile(r"^(?:Example|Shape)::\n\n((?:    .*\n?|\n)+)", re.MULTILINE)
_REPETITION = re.compile(r" # N from (\d+) to (\d+)$")


def examples(documented: object) -> list[str]:
    """The examples in the docstring of a module, a class or a function, in their order."""
    text = inspect.getdoc(documented) or ""
    return [f"{textwrap.dedent(block).strip()}\n" for block in _BLOCK.findall(text)]


def repeated(example: str) -> str:
    """An example with each line such as ``- {name: a<N>} # N from 1 to 26`` written as often as it says."""
    return "".join(part for line in example.splitlines(keepends=True) for part in _lines(line))


def _lines(line: str) -> Iterator[str]:
    repetition = _REPETITION.search(line.rstrip("\n"))
    if not repetition:
        yield line
        return
    first, last = map(int, repetition.groups())
    template = line[: repetition.start()] + "\n"
    yield from (template.replace("<N>", str(number)) for number in range(first, last + 1))
