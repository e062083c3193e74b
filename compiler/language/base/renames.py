"""The key `was`: the names that something had before it was renamed."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from .spec import distinct, fault
from .types import Name

_MOST = 8  # of a team and of an entry, because every pair of the two is an address


def _listed(value: Any) -> Any:
    """One name as a list of one; and a list as a tuple, because what a validator passes on is not read like JSON."""
    if not isinstance(value, str | list):
        help_ = "write the former name, in quotes if it is a number, true or false"
        raise fault("wrong-type", "was must be a name, or a list of names", help_)
    if isinstance(value, list) and len(value) > _MOST:
        message = f"{len(value)} former names; was lists at most {_MOST}"
        raise fault("invalid-value", message, "remove the names that no stack uses any more")
    return (value,) if isinstance(value, str) else tuple(value)


Was = Annotated[
    tuple[Name, ...],
    BeforeValidator(_listed, json_schema_input_type=Name | tuple[Name, ...]),
    AfterValidator(distinct("a former name")),
]
"""One name, or several, the oldest first. What clashes with other names is for ``checks/renames.py``."""
