"""`export`: the bucket in which findings are kept beyond GuardDuty's 90 days.

Example::

    export:
      bucket_arn: arn:aws:s3:::acme-findings
      kms_key_arn: arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab

Bucket and key have to be there, in one Region, with policies that let GuardDuty write: the apply
puts a test object. Findings that a suppression archives are not exported.
"""

from typing import Annotated

from compiler.language.spec import Spec, like
from compiler.language.types import KmsKeyArn
from compiler.model import program

_PARTITION = "arn:aws(?:-cn|-us-gov)?"


class Export(Spec):
    """Where every Region's findings go."""

    bucket_arn: Annotated[
        str,
        *like(
            f"{_PARTITION}:s3:::[a-z0-9][a-z0-9.-]{{1,61}}[a-z0-9](?:/[A-Za-z0-9!_.*'()/-]+)?",
            "invalid-arn",
            "the ARN of a bucket",
            "for example arn:aws:s3:::acme-findings, with /prefix where the prefix exists",
        ),
    ]
    """The bucket, with a prefix if it exists already."""
    kms_key_arn: KmsKeyArn
    """The key that encrypts the findings, in the Region of the bucket."""

    def to_model(self) -> program.Export:
        return program.Export(self.bucket_arn, self.kms_key_arn)
