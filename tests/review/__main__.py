"""A long run: as many changes of companies as you like, with figures."""

import argparse
import sys

from compiler.review.change import Level
from compiler.review.rules import RULES
from tests.review.soundness import Figures, judged

_EVERY = 1_000  # changes between two lines of figures


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.review", description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000, metavar="N", help="changes to judge (default: 10000)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="the number of the first one (default: 0)")
    options, figures, unsound = parser.parse_args(), Figures(), 0
    seed = options.seed
    while figures.pairs < options.pairs:
        found = judged(seed)
        if found:
            figures.add(found)
            if not found.is_sound:
                unsound += 1
                lost = sorted(map(str, found.lost))[:5]
                print(f"change {seed} ({', '.join(found.edits)}) is called safe and loses {lost}", flush=True)
            if figures.pairs % _EVERY == 0:
                print(figures, flush=True)
        seed += 1
    print(f"{figures}; {seed - options.seed - figures.pairs:,} more do not compile, and {unsound:,} are unsound")
    idle = sorted(rule.code for rule in RULES if rule.says.level is not Level.SAFE and rule.code not in figures.needed)
    print(f"rules that never were the only one to tell of a loss: {', '.join(idle) or 'none'}")
    print(f"called review: {figures.reviewed.most_common(8)}\ncalled blind: {figures.blind.most_common(12)}")
    return int(bool(unsound))


if __name__ == "__main__":
    sys.exit(main())
