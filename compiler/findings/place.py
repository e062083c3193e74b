"""Where a finding is: a file, and a line or a number where the file has several."""

from typing import NamedTuple


class Place(NamedTuple):
    """``line`` counts the lines of a file of JSON lines, ``number`` the findings of one document; both from 1."""

    file: str
    line: int | None = None
    number: int | None = None

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.file}:{self.line}"
        return f"{self.file}, finding {self.number}" if self.number is not None else self.file
