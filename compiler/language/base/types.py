"""Kinds of text that several sections use, each with its rule, its message and its JSON Schema."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from compiler.catalog import quotas
from compiler.catalog.regions import REGIONS
from compiler.language.base.spec import distinct, fault, like, one_of

ADMINISTRATOR = "administrator"  # the name of the administrator account in every reference

NAME_PATTERN = "[A-Za-z0-9][A-Za-z0-9_-]{0,39}"
ACCOUNT_ID_PATTERN = "[0-9]{12}"
ROLE_PATTERN = r"arn:aws(?:-cn|-us-gov)?:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,512}"

Name = Annotated[
    str,
    *like(
        NAME_PATTERN,
        "invalid-name",
        "a name",
        "letters, digits, - and _, at most 40, the first a letter or a digit",
    ),
]

AccountId = Annotated[
    str,
    *like(ACCOUNT_ID_PATTERN, "invalid-account-id", "an AWS account id", "12 digits, in quotes"),
]

RoleArn = Annotated[
    str,
    *like(
        ROLE_PATTERN,
        "invalid-arn",
        "the ARN of an IAM role",
        "for example arn:aws:iam::123456789012:role/guardduty-deployer",
    ),
]


KmsKeyArn = Annotated[
    str,
    *like(
        "arn:aws(?:-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+",
        "invalid-arn",
        "the ARN of a KMS key",
        "for example arn:aws:kms:us-east-1:999988887777:key/1234abcd-…; an alias is refused by GuardDuty",
    ),
]

GuardDutyId = Annotated[
    str,
    *like("[0-9a-f]{32}", "invalid-guardduty-id", "an id that GuardDuty gives", "32 digits and letters from a to f"),
]

Region = Annotated[str, *one_of(sorted(REGIONS), "unknown-region", "is not a Region with GuardDuty")]


Regions = Annotated[tuple[Region, ...], AfterValidator(distinct("a Region"))]


def _email(value: str) -> str:
    shortest, longest = quotas.EMAIL_LENGTH
    if not re.fullmatch(r"[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value) or not shortest <= len(value) <= longest:
        rule = f"{shortest} to {longest} ASCII characters with one @; GuardDuty compares it with the account's own"
        raise fault("invalid-email", f"{value!r} is not an e-mail address", rule)
    return value


Email = Annotated[str, AfterValidator(_email), Field(json_schema_extra={"format": "email"})]

_BUCKET = re.compile(r"(?=.{3,63}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_IP_ADDRESS = re.compile(r"[0-9]+(?:\.[0-9]+){3}")
_RESERVED = (("xn--", "sthree-", "amzn-s3-demo-"), ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"))


def bucket_name(value: str) -> str:
    """S3 user guide, bucket naming rules. An ARN or a URL is the usual mistake."""
    reason = None
    if value.startswith(("arn:", "s3:", "http")):
        reason = f"the name alone: {re.split('[:/]+', value)[-1] or 'BUCKET'}"
    elif not _BUCKET.fullmatch(value) or ".." in value or _IP_ADDRESS.fullmatch(value):
        reason = "3 to 63 lower-case letters, digits, - and ., a letter or a digit at both ends, no IP address"
    elif value.startswith(_RESERVED[0]) or value.endswith(_RESERVED[1]):
        reason = "S3 reserves this beginning or end for itself"
    if reason:
        raise fault("invalid-bucket", f"{value!r} cannot be the name of an S3 bucket", reason)
    return value


FilterName = Annotated[
    str,
    *like("[A-Za-z0-9_.-]{3,64}", "invalid-name", "the name of a filter", "3 to 64 letters, digits and _ . -"),
]

BucketName = Annotated[str, AfterValidator(bucket_name)]

_NOT_IN_DESCRIPTION = re.compile(r"[^A-Za-z0-9.:_(){}\[\]/\s-]")


def _description(value: str) -> str:
    """FilterDescription of the API model, and CreateFilter's page for the characters."""
    strange = _NOT_IN_DESCRIPTION.search(value)
    if strange:
        rule = "letters, digits, blanks and - . : _ ( ) { } [ ] /"
        raise fault("invalid-description", f"GuardDuty takes no {strange.group()!r} in a description", rule)
    if not value.strip() or len(value) > quotas.FILTER_DESCRIPTION_LENGTH:
        rule = f"1 to {quotas.FILTER_DESCRIPTION_LENGTH} characters"
        raise fault("invalid-description", f"a description of {len(value.strip())} characters", rule)
    return value


Description = Annotated[
    str, AfterValidator(_description), Field(json_schema_extra={"maxLength": quotas.FILTER_DESCRIPTION_LENGTH})
]

_TAG = r"[\w +=.:/@-]"


def _tag_key(value: str) -> str:
    if value == "__proto__":  # JavaScript's own; CDKTF's bridge to Node has no such key
        raise fault("invalid-tag", f"{value!r} cannot be the key of a tag", "choose another")
    if value.lower().startswith("aws:") or not re.fullmatch(f"{_TAG}{{1,{quotas.TAG_KEY_LENGTH}}}", value):
        rule = "1 to 128 letters, digits, blanks and + - = . _ : / @, not starting with aws:"
        raise fault("invalid-tag", f"{value!r} cannot be the key of a tag", rule)
    return value


def _tag_value(value: str) -> str:
    if not re.fullmatch(f"{_TAG}{{0,{quotas.TAG_VALUE_LENGTH}}}", value):
        rule = "at most 256 letters, digits, blanks and + - = . _ : / @"
        raise fault("invalid-tag", f"{value!r} cannot be the value of a tag", rule)
    return value


TagKey = Annotated[str, AfterValidator(_tag_key)]
TagValue = Annotated[str, AfterValidator(_tag_value)]


def _said(value: str) -> str:
    if not value.strip():
        raise fault("invalid-value", "an empty text says nothing", "leave the key out")
    return value


SaidText = Annotated[str, AfterValidator(_said)]
SaidTagValue = Annotated[TagValue, AfterValidator(_said)]
