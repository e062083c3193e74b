"""``schema``: the JSON Schema of the spec files, for editors."""

import json

from compiler.commands.exit_codes import CLEAN
from compiler.schema import spec_schema


def print_schema() -> int:
    print(json.dumps(spec_schema(), indent=2))
    return CLEAN
