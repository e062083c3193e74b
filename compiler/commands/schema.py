"""``schema``: the JSON Schema of the spec files, for editors."""

import json

from ..schema import spec_schema
from .exit_codes import CLEAN


def print_schema() -> int:
    print(json.dumps(spec_schema(), indent=2))
    return CLEAN
