"""`detector`: settings of the GuardDuty detector in each Region.

Example::

    detector:
      publish_every: 15m
      existing: {us-east-1: 12abc34d567e8fa901bc2d34e56789f0}

A Region has one detector in an account. If there is one already, adopt it under `existing`.
"""

from typing import Annotated

from ..base.spec import Spec, one_of
from ..base.types import IdsByRegion

FREQUENCIES = {"15m": "FIFTEEN_MINUTES", "1h": "ONE_HOUR", "6h": "SIX_HOURS"}


class DetectorSettings(Spec):
    """Settings of the detector in each Region."""

    publish_every: Annotated[str, *one_of(FREQUENCIES, "invalid-value", "is not a publishing frequency")] = "6h"
    """How often GuardDuty publishes new occurrences of a known finding. Example: 15m"""
    existing: IdsByRegion = {}
    """The ids of existing detectors, by Region: adopted by an import block instead of created.
    Example: {us-east-1: 12abc34d567e8fa901bc2d34e56789f0}"""
