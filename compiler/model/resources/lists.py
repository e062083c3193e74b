"""Files that lists of IP addresses are read from."""

from dataclasses import dataclass
from typing import ClassVar

from ..address import Ref
from . import Body


@dataclass(frozen=True)
class ListFile(Body):
    """A text file in a bucket: an existing one, or one of the same stack."""

    terraform_type: ClassVar = "aws_s3_object"

    bucket: str | Ref
    key: str
    content: str
