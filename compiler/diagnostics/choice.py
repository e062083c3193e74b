"""What could have been written instead of a word that is not known: Choice, and how it is found."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_LONGEST_LIST = 12  # of allowed values, in a text for people
_SHORTEST_SLIP = 4  # letters; of shorter words too many differ in one


@dataclass(frozen=True)
class Choice:
    """The values that are ``allowed``, in their order, and the ``nearest`` of them if one is near.

    ``noun`` introduces the list for people. ``is_certain`` where the nearest differs by a slip of the
    keys and no other does: then it can be put in place of what was written.
    """

    allowed: tuple[str, ...]
    nearest: str | None = None
    noun: str = "allowed"
    is_certain: bool = False

    def text(self, help_: str | None = None) -> str:
        """For people: the nearest, the list if it is short, and what else helps."""
        question = f"did you mean {self.nearest!r}?" if self.nearest else ""
        listed = f"{self.noun}: {', '.join(self.allowed)}" if 0 < len(self.allowed) <= _LONGEST_LIST else ""
        rest = "; ".join(part for part in (listed, help_) if part)
        return " ".join(part for part in (question, rest) if part)


def suggest(written: str, allowed: Iterable[str], noun: str = "allowed") -> Choice:
    """The choice for a word that is not one of ``allowed``."""
    return _suggest(written, tuple(allowed), noun)


@lru_cache(maxsize=1_000)
def _suggest(written: str, options: tuple[str, ...], noun: str) -> Choice:
    """Kept, because aliases can repeat a list of unknown words many times."""
    slips = [option for option in options if _is_slip(written.lower(), option.lower())]
    if len(slips) == 1:
        return Choice(options, slips[0], noun, is_certain=True)
    return Choice(options, nearest(written, options), noun)


def nearest(written: str, allowed: Iterable[str]) -> str | None:
    """The most similar of ``allowed``, or None where nothing comes close. Case is ignored.

    Of two that are equally similar, the one with the same letters in another order: a slip of the keys.
    """
    options = {option.lower(): option for option in sorted(allowed, reverse=True)}
    word = written.lower()
    close = closest(word, options)
    best = max(close, key=lambda option: (_similarity(word, option), sorted(word) == sorted(option)), default=None)
    return options[best] if best is not None else None


def closest(word: str, options: Iterable[str], most: int = 5, cutoff: float = 0.6) -> list[str]:
    """What ``difflib.get_close_matches`` gives, the most similar first, without comparing what cannot be among them.

    An upper bound of the similarity is cheap: options are compared in its order, until none of the rest can get in.
    """
    matcher = SequenceMatcher(b=word)
    bounds: list[tuple[float, str]] = []
    for option in options:
        matcher.set_seq1(option)
        if matcher.real_quick_ratio() >= cutoff and (bound := matcher.quick_ratio()) >= cutoff:
            bounds.append((bound, option))
    best: list[tuple[float, str]] = []
    for bound, option in sorted(bounds, reverse=True):
        if len(best) == most and bound < best[-1][0]:
            break
        matcher.set_seq1(option)
        if (ratio := matcher.ratio()) >= cutoff:
            best = sorted([*best, (ratio, option)], reverse=True)[:most]
    return [option for _, option in best]


def _similarity(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second).ratio()


def _is_slip(word: str, option: str) -> bool:
    """Whether one letter is too many, too few or another, or two have changed places. Another digit is another name."""
    if len(option) < _SHORTEST_SLIP or abs(len(word) - len(option)) > 1:
        return False
    start = _shared(word, option)
    end = _shared(word[start:][::-1], option[start:][::-1])
    left, right = word[start : len(word) - end], option[start : len(option) - end]
    is_one_letter = max(len(left), len(right)) <= 1 and not any(c.isdigit() for c in left + right)
    is_swap = len(left) == len(right) == 2 and left == right[::-1]
    return is_one_letter or is_swap


def _shared(first: str, second: str) -> int:
    """How many letters two words have in common at their start."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(first), len(second)))
