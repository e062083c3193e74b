"""Findings, filters and names for the tests."""

import json
import re
from typing import Any

from hypothesis import strategies as st

from compiler.model.criteria import Criterion
from compiler.model.filters import Action, Filter
from compiler.model.origin import Origin
from compiler.source import Source, Span
from tests.conftest import EXAMPLE

FINDING = json.loads((EXAMPLE / "findings" / "exfiltration.json").read_text("utf-8"))
SOURCE = Source("team.yaml", "team.yaml", "")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)

names = st.from_regex(NAME, fullmatch=True)


def finding(**changes: Any) -> dict[str, Any]:
    return {**FINDING, "region": "us-east-1", **changes}


def lines(*items: Any) -> bytes:
    return b"\n".join(json.dumps(item).encode() for item in items)


def origin(line: int = 1) -> Origin:
    return Origin("team.yaml: filters x", Span(SOURCE, line, 1, line, 1))


def buckets_filter(team: str, name: str, action: Action = Action.NOOP, values: int = 1) -> Filter:
    """A filter on as many buckets as there are values."""
    criteria = (Criterion("resource.s3BucketDetails.name", equals=tuple(f"b{n}" for n in range(values))),)
    return Filter(team, name, action, "about", criteria, ("us-east-1",), {}, None, origin(), {})
