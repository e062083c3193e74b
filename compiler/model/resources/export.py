"""The key that encrypts exported findings, and the destination that connects it with a bucket."""

from dataclasses import dataclass
from typing import ClassVar

from ..address import Ref
from . import Body
from .policies import Statement


@dataclass(frozen=True)
class ExportKey(Body):
    """The key that encrypts findings, rotated every year. Terraform never destroys it."""

    terraform_type: ClassVar = "aws_kms_key"


@dataclass(frozen=True)
class ExportKeyPolicy(Body):
    terraform_type: ClassVar = "aws_kms_key_policy"

    key: Ref
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class PublishingDestination(Body):
    """Findings go to a bucket and are encrypted with a key: existing ones, or those of the same stack."""

    terraform_type: ClassVar = "aws_guardduty_publishing_destination"

    detector: Ref
    bucket_arn: str | Ref
    kms_key_arn: str | Ref
