"""`watchspec`: which versions of watchspec may compile these specs.

Example::

    watchspec: ">=0.2,<1"
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from ...version import is_range
from ..base.spec import fault


def _range(value: str) -> str:
    if not is_range(value):
        help_ = "write it as pip does, for example '>=0.2,<0.3', or '==0.2.*' for 0.2 and its fixes"
        raise fault("invalid-value", f"{value!r} is not a range of versions", help_)
    return value


VersionRange = Annotated[str, AfterValidator(_range), Field(title="a range of versions")]
