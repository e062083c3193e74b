"""The form of ids that AWS makes, by the filter fields that hold them: any other text matches no finding.

Sources: EC2 API reference, "Resource IDs" (a prefix, and 8 or 17 hexadecimal digits); IAM user guide, "Unique
identifiers"; S3 user guide, bucket naming rules; GuardDuty API model (detector ids); CloudTrail user guide, "Record
contents" (eventSource).
"""

import re
from typing import NamedTuple


class Form(NamedTuple):
    """``noun`` is what a value is, ``rule`` how it is written; ``copied`` are forms of it in ``copied.py``."""

    noun: str
    pattern: str
    rule: str
    copied: tuple[str, ...] = ()

    def fits(self, value: str) -> bool:
        return bool(re.fullmatch(self.pattern, value) or re.fullmatch(_SAMPLE, value))


_SAMPLE = r"GeneratedFinding\w*|i-99999999"  # values in the sample findings of the console


def _ec2(prefix: str, noun: str) -> Form:
    rule = f"an id is {prefix}- and 8 or 17 digits or letters from a to f, such as {prefix}-0abcdef1234567890"
    return Form(noun, f"{prefix}-(?:[0-9a-f]{{8}}|[0-9a-f]{{17}})", rule)


def _name(noun: str, *copied: str) -> Form:
    """Free text, but surely not the ARN: findings have that in another field, or nowhere."""
    return Form(noun, r"(?s:(?!arn:).+)", "write the name alone, not the ARN", copied)


_FORMS = {
    "accessKeyId": Form(
        "the id of an access key",
        "A[KS]IA[A-Z0-9]{12,124}",
        "an id is AKIA or ASIA and 16 capital letters or digits, such as AKIAIOSFODNN7EXAMPLE",
    ),
    "groupId": _ec2("sg", "the id of a security group"),
    "imageId": _ec2("ami", "the id of an AMI"),
    "instanceId": _ec2("i", "the id of an EC2 instance"),
    "networkInterfaceId": _ec2("eni", "the id of a network interface"),
    "subNetId": _ec2("subnet", "the id of a subnet"),
    "subnetId": _ec2("subnet", "the id of a subnet"),
    "subnetIds": _ec2("subnet", "the id of a subnet"),
    "vpcId": _ec2("vpc", "the id of a VPC"),
    "vpcSecurityGroupId": _ec2("sg", "the id of a security group"),
}
_BY_FIELD = {
    "resource.accessKeyDetails.userName": _name("the name of a user or role", "IAM role", "IAM user"),
    "resource.ecsClusterDetails.name": _name("the name of a cluster", "ECS cluster"),
    "resource.eksClusterDetails.name": _name("the name of a cluster", "EKS cluster"),
    "resource.lambdaDetails.functionName": _name("the name of a function", "function"),
    "resource.rdsDbInstanceDetails.dbClusterIdentifier": _name("the identifier of a cluster", "database cluster"),
    "resource.rdsDbInstanceDetails.dbInstanceIdentifier": _name("the identifier of a database", "database instance"),
    "resource.s3BucketDetails.name": Form(
        "a bucket name",
        "[A-Za-z0-9._-]{1,255}",  # an ARN, a URL or a pattern is the usual mistake
        "write the name alone, such as acme-models; for several with one beginning, use matches",
        ("bucket",),
    ),
    "service.action.awsApiCallAction.serviceName": Form(
        "the name of a service in CloudTrail",
        r"[^.\s]+(?:\.[^.\s]+)+",  # "typically" with .amazonaws.com: only a name without a dot is surely wrong
        "write it with its domain, such as bedrock.amazonaws.com",
    ),
    "service.detectorId": Form(
        "the id of a detector",
        "[0-9a-f]{32}",
        "an id is 32 characters: digits and letters from a to f",
        ("GuardDuty id",),
    ),
}


def form_of(field: str) -> Form | None:
    """The form of a field's values; None if they are free text."""
    return _BY_FIELD.get(field) or _FORMS.get(field.rpartition(".")[2])
