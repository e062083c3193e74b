"""A long run of the fuzz targets, with figures."""

import argparse
import sys
from traceback import print_exception

from tests.fuzz.engine import Failed, Figures, input_of, run
from tests.fuzz.targets import TARGETS, Target

_EVERY = 10_000  # inputs between two lines of figures


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="text, tree, findings (default: all)")
    parser.add_argument("--inputs", type=int, default=100_000, metavar="N", help="for each target (default: 100000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other inputs for another seed (default: 1)")
    parser.add_argument("--input", type=int, metavar="N", help="print this input and run it alone")
    options, failed = parser.parse_args(), False
    for target in [target for target in TARGETS if not options.targets or target.name in options.targets]:
        if options.input is not None:
            print(input_of(target, options.seed, options.input).decode("utf-8", "backslashreplace"))
            run(target, options.seed, options.input)
        else:
            failed |= not _run(target, options.seed, options.inputs)
    return int(failed)


def _run(target: Target, seed: int, inputs: int) -> bool:
    """All inputs, with figures now and then; False at the end if one has failed."""
    figures, failures = Figures(), 0
    for number in range(inputs):
        try:
            figures.add(number, run(target, seed, number))
        except Failed as failure:
            failures += 1
            print_exception(failure)
        if (number + 1) % _EVERY == 0 or number + 1 == inputs:
            print(f"{target.name}: {figures}, {failures} failed", flush=True)
    return not failures


if __name__ == "__main__":
    sys.exit(main())
