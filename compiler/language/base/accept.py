"""`accept`: a warning about an entry that somebody has looked at, with the reason.

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

from compiler.diagnostics import suggest
from compiler.diagnostics.codes import CODES
from compiler.language.base.spec import Spec, fault
from compiler.language.base.types import SaidText

ACCEPTABLE = sorted(code for code, entry in CODES.items() if entry.is_acceptable)


def _acceptable(value: str) -> str:
    if value not in ACCEPTABLE:
        help_ = suggest(value, ACCEPTABLE) or "what stands in brackets behind a warning about filters"
        raise fault("invalid-value", f"{value!r} is not a problem that can be accepted", help_)
    return value


class Acceptance(Spec):
    """A warning that is no longer shown for this entry."""

    problem: Annotated[str, AfterValidator(_acceptable), Field(json_schema_extra={"enum": list(ACCEPTABLE)})]
    """The code in brackets at the end of the warning."""
    reason: SaidText
    """Why it is right all the same."""
