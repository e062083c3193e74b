"""IAM policies, and the roles that AWS services assume."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from compiler.model.origin import Origin


class Attribute(Enum):
    """What only AWS knows: an attribute of another resource of the stack, where a text would stand."""

    DETECTOR_ARN = "aws_guardduty_detector.detector.arn"
    EXPORT_BUCKET_ARN = "aws_s3_bucket.export_bucket.arn"
    EXPORT_KEY_ARN = "aws_kms_key.export_key.arn"


@dataclass(frozen=True)
class Statement:
    """A statement of an IAM policy. A condition is an operator, a key and a value; all have to hold.

    ``principals`` are pairs of a kind (``Service``, ``AWS``) and a name, ``("*", "*")`` for everybody;
    none in the policy of a role.
    """

    sid: str
    actions: tuple[str, ...]
    resource: str | Attribute
    conditions: tuple[tuple[str, str, str | Attribute], ...] = ()
    allow: bool = True
    principals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ServiceRole:
    """An IAM role that an AWS service assumes, and the one policy it has. ``address`` is its Terraform name."""

    address: str
    name: str
    service: str
    tags: Mapping[str, str]
    origin: Origin


@dataclass(frozen=True)
class ServiceRolePolicy:
    """The one policy, with this name, of the service role with this address."""

    address: str
    name: str
    statements: tuple[Statement, ...]
    origin: Origin
