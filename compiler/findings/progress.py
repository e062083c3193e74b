"""How far a replay has come: a bar, by the bytes of the files that are behind."""

from collections.abc import Callable, Iterable
from itertools import accumulate
from pathlib import Path

from compiler.findings.read import STDIN, files_of

_WIDTH = 30


def progress_bar(paths: Iterable[str], show: Callable[[str], None]) -> Callable[[int, str], None]:
    """A function that is told the number of findings and where the last one stands, and shows a line."""
    files = [file for path in paths for file in files_of(path) if file != STDIN]
    sizes = [Path(file).stat().st_size for file in files]
    behind = dict(zip(files, accumulate([0, *sizes]), strict=False))
    total = sum(sizes)

    def tell(number: int, place: str) -> None:
        done = behind.get(place.rpartition(":")[0], 0) / total if total else 0
        bar = "#" * int(done * _WIDTH)
        show(f"[{bar:-<{_WIDTH}}] {done:4.0%}  {number:,} findings")

    return tell
