"""The same targets, guided by coverage, if atheris is installed: ``python -m tests.fuzz.guided TARGET INPUTS``."""

import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["compiler"]):
    from tests.fuzz.targets import TARGETS, spec_texts

from tests.fuzz.mutation import LONGEST


def main(name: str, inputs: str) -> None:
    """libFuzzer ends the process: with 0 after so many inputs, with another code at the first that fails."""
    (target,) = (target for target in TARGETS if target.name == name)

    def check(data: bytes) -> None:
        target.check(data if name == "text" else target.make(Random(data)))

    with TemporaryDirectory() as corpus:
        for number, text in enumerate(spec_texts()):
            (Path(corpus) / str(number)).write_bytes(text)
        atheris.Setup([sys.argv[0], f"-runs={inputs}", "-seed=1", f"-max_len={LONGEST}", "-timeout=5", corpus], check)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
