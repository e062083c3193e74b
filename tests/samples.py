"""Findings for the tests."""

import json
from typing import Any

from tests.conftest import ROOT

FINDING = json.loads((ROOT / "specs" / "findings" / "exfiltration.json").read_text("utf-8"))


def finding(**changes: Any) -> dict[str, Any]:
    return {**FINDING, "region": "us-east-1", **changes}


def lines(*items: Any) -> bytes:
    return b"\n".join(json.dumps(item).encode() for item in items)
