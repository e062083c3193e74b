"""The values of arguments that several commands have."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import Any, Literal

from ..arguments import argument, folder

ProblemFormat = Literal["text", "json", "github", "sarif"]
TextOrJson = Literal["text", "json"]
SPECS = Path("specs")
OUTPUT = "output format (default: text)"


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2027-01-31") from None


def comma_separated(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(","))


def _output_folder() -> Path:
    return Path(os.environ.get("CDKTF_OUTDIR") or "cdktf.out")


def out_argument(what: str) -> Any:
    help_ = f"{what} (default: $CDKTF_OUTDIR or cdktf.out)"
    return argument("--out", type=folder, default_factory=_output_folder, metavar="DIR", help=help_)
