"""`accept`: warnings about an entry that have been reviewed and are not shown any more, each with its reason.

Example::

    accounts:
      - {name: fraud-prod, id: "123456789012", email: aws-fraud-prod@example.com}
    suppressions:
      - name: scanner
        reason: Our own scanner
        expires: 2027-01-31
        where:
          accountId: {equals: [fraud-prod]}
          type: {equals: ["Discovery:S3/MaliciousIPCaller"]}
        accept:
          - {problem: mutes-severe, reason: The scanner runs from an address on a public list}
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from ...diagnostics import suggest
from ...diagnostics.codes import CODES
from .spec import Spec, fault
from .types import NonEmptyText

ACCEPTABLE = {code: entry.meaning for code, entry in sorted(CODES.items()) if entry.is_acceptable}


def _acceptable(value: str) -> str:
    if value not in ACCEPTABLE:
        help_ = "use the code in brackets at the end of the warning"
        raise fault(
            "invalid-value", f"{value!r} is not a warning that can be accepted", help_, suggest(value, ACCEPTABLE)
        )
    return value


AcceptableCode = Annotated[
    str,
    AfterValidator(_acceptable),
    Field(
        title="the code of a warning",
        json_schema_extra={"enum": list(ACCEPTABLE), "enumDescriptions": list(ACCEPTABLE.values())},
    ),
]


class Acceptance(Spec):
    """A warning that is not shown for this entry."""

    problem: AcceptableCode
    """The code in brackets at the end of the warning. Example: mutes-severe"""
    reason: NonEmptyText
    """Why the warning does not apply. Example: The scanner runs from an address on a public list"""
