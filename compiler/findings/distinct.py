"""How many different ids there are among any number of findings, in constant memory."""

from hashlib import blake2b

KEPT = 5_000
_SPACE = 2**60


class Distinct:
    """Counts exactly up to some thousand, and beyond that to one or two percent.

    It keeps the smallest of the ids as numbers: the closer they are together, the more there are (KMV sketch,
    Bar-Yossef and others, 2002). Ids of findings are random.
    """

    def __init__(self) -> None:
        self.kept: set[int] = set()
        self.below = _SPACE

    def add(self, text: str) -> None:
        number = _number(text)
        if number < self.below:
            self.kept.add(number)
            if len(self.kept) >= 2 * KEPT:
                self._drop_largest()

    def merge(self, other: "Distinct") -> None:
        self.below = min(self.below, other.below)
        self.kept = {number for number in self.kept | other.kept if number < self.below}
        if len(self.kept) >= 2 * KEPT:
            self._drop_largest()

    @property
    def is_exact(self) -> bool:
        return self.below == _SPACE

    def __len__(self) -> int:
        """The same for the same ids, however they were divided and merged."""
        if self.is_exact:
            return len(self.kept)
        return round((KEPT - 1) * _SPACE / (sorted(self.kept)[KEPT - 1] + 1))

    def _drop_largest(self) -> None:
        self.below = sorted(self.kept)[KEPT]
        self.kept = {number for number in self.kept if number < self.below}


def _number(text: str) -> int:
    """The last 60 bits of an id such as GuardDuty's, which has 128 as hexadecimal digits; of another text, its hash."""
    try:
        return int(text[-15:], 16) if len(text) == 32 else _hash(text)
    except ValueError:
        return _hash(text)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") % _SPACE
