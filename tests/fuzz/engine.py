"""Many inputs of a target, one after the other, and how long they take."""

import time
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from tests.fuzz.mutation import LONGEST
from tests.fuzz.targets import Target

SLOWEST = 1.0  # seconds of processor time for an input of at most LONGEST bytes, or for so many bytes of a longer one


class Failed(AssertionError):
    """An input for which something does not hold, or which takes too long."""


class Took(NamedTuple):
    """The time of one input: all of it, and for LONGEST bytes where the input is longer."""

    seconds: float
    scaled: float


@dataclass
class Figures:
    """Seconds of processor time; ``slowest`` for an input of at most LONGEST bytes, ``number`` is its number."""

    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    number: int = 0

    def add(self, number: int, took: Took) -> None:
        self.inputs += 1
        self.seconds += took.seconds
        if took.scaled > self.slowest:
            self.slowest, self.number = took.scaled, number

    def __str__(self) -> str:
        return f"{self.inputs:,} inputs, {self.seconds:,.0f} s, slowest {self.slowest:.3f} s (input {self.number})"


def input_of(target: Target, seed: int, number: int) -> bytes:
    return target.make(Random(f"{target.name}/{seed}/{number}"))


def run(target: Target, seed: int, number: int) -> Took:
    """Runs one input, and returns how long it took.

    Raises:
        Failed: something does not hold, with the error as its cause, or it took too long.
    """
    data = input_of(target, seed, number)
    started = time.process_time()
    try:
        target.check(data)
    except Exception as error:
        raise Failed(f"{target.name}, seed {seed}, input {number}: {error!r}\n{data!r}") from error
    seconds = time.process_time() - started
    took = Took(seconds, seconds / max(1, len(data) / LONGEST))
    if took.scaled > SLOWEST:
        raise Failed(f"{target.name}, seed {seed}, input {number}: {seconds:.1f} s\n{data!r}")
    return took
