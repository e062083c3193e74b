"""Types of text that several sections share, each with its rule, its messages and its JSON Schema."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic.fields import FieldInfo

from ...catalog import quotas
from ...catalog.regions import REGIONS
from ...diagnostics import Problem, suggest
from .spec import distinct, fault, in_form, like, one_of, problem_error

ADMINISTRATOR = "administrator"  # how every reference names the administrator account

NAME_PATTERN = "[A-Za-z0-9][A-Za-z0-9_-]{0,39}"
ACCOUNT_ID_PATTERN = "[0-9]{12}"
ROLE_PATTERN = r"arn:aws(?:-cn|-eusc|-us-gov)?:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,512}"


def choice(meanings: Mapping[str, str], code: str, message: str) -> tuple[AfterValidator, FieldInfo, FieldInfo]:
    """A validator for one of the words of ``meanings``; editors and the reference show what each means."""
    return (*one_of(meanings, code, message), Field(json_schema_extra={"enumDescriptions": list(meanings.values())}))


_NAME_RULE = "letters, digits, - and _; at most 40 characters, the first a letter or digit"


def _name(value: str) -> str:
    """A name that an author chose. The usual mistakes are blanks and dots in it, and what AWS calls the thing."""
    if re.fullmatch(NAME_PATTERN, value):
        return value
    joined = re.sub("[^A-Za-z0-9_]+", "-", value).strip("-")
    if re.search(r"^arn:|/", value):
        help_ = f"write a name from the specs, not an ARN or a path: {_NAME_RULE}"
    elif re.fullmatch(NAME_PATTERN, joined):
        help_ = f"for example {joined}: {_NAME_RULE}"
    else:
        help_ = _NAME_RULE
    raise fault("invalid-name", f"{value!r} is not a name", help_)


Name = Annotated[
    str,
    AfterValidator(_name),
    Field(title="a name", json_schema_extra={"pattern": f"^(?:{NAME_PATTERN})$", "patternErrorMessage": _NAME_RULE}),
]

AccountId = Annotated[
    str,
    *like(ACCOUNT_ID_PATTERN, "invalid-account-id", "an AWS account id", "12 digits, in quotes", "account id"),
]

RoleArn = Annotated[
    str,
    *like(
        ROLE_PATTERN,
        "invalid-arn",
        "the ARN of an IAM role",
        "for example arn:aws:iam::123456789012:role/guardduty-deployer",
        "IAM role ARN",
    ),
]


KmsKeyArn = Annotated[
    str,
    *like(
        "arn:aws(?:-cn|-eusc|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+",
        "invalid-arn",
        "the ARN of a KMS key",
        "for example arn:aws:kms:us-east-1:999988887777:key/1234abcd-…; GuardDuty does not accept an alias",
        "KMS key ARN",
    ),
]


def region_of(arn: str) -> str:
    """The Region in an ARN."""
    return arn.split(":")[3]


GuardDutyId = Annotated[
    str,
    *like(
        "[0-9a-f]{32}",
        "invalid-guardduty-id",
        "a GuardDuty id",
        "32 characters: digits and letters from a to f",
        "GuardDuty id",
    ),
]


_REGIONS = sorted(REGIONS)
REGIONS_IN_USE = "regions"  # in the context of a check: the Regions of the organization


def _region(value: str, info: ValidationInfo) -> str:
    if value not in REGIONS:
        options = (info.context or {}).get(REGIONS_IN_USE) or _REGIONS
        message = f"{value!r} is not a Region where GuardDuty is available"
        raise fault("unknown-region", message, choice=suggest(value, options))
    return value


Region = Annotated[str, AfterValidator(_region), Field(title="a Region", json_schema_extra={"enum": list(_REGIONS)})]

Regions = Annotated[tuple[Region, ...], AfterValidator(distinct("a Region"))]


def _each_of_one_region(ids: dict[str, str]) -> dict[str, str]:
    first: dict[str, str] = {}
    for region, id_ in ids.items():
        other = first.setdefault(id_, region)
        if other != region:
            message = f"{id_} is already the id in {other}, but every Region has different ids"
            related = (("the first is here", (other,)),)
            raise problem_error(
                Problem((region,), "duplicate-value", message, f"copy the id in {region}", related=related)
            )
    return ids


IdsByRegion = Annotated[dict[Region, GuardDutyId], AfterValidator(_each_of_one_region)]


def _email(value: str) -> str:
    shortest, longest = quotas.EMAIL_LENGTH
    if not re.fullmatch(r"[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value) or not shortest <= len(value) <= longest:
        rule = f"{shortest} to {longest} ASCII characters with one @; use the address of the account's root user"
        raise fault("invalid-email", f"{value!r} is not an e-mail address", rule)
    return value


Email = Annotated[str, AfterValidator(_email), Field(title="an e-mail address", json_schema_extra={"format": "email"})]

_BUCKET = re.compile(r"(?=.{3,63}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_BUCKET_RULE = "use 3 to 63 lowercase letters, digits, - and .; start and end with a letter or digit; not an IP address"
_IP_ADDRESS = re.compile(r"[0-9]+(?:\.[0-9]+){3}")
_RESERVED = (("xn--", "sthree-", "amzn-s3-demo-"), ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"))


def bucket_name(value: str) -> str:
    """A name by the S3 user guide's bucket naming rules. The usual mistake is an ARN or a URL."""
    reason = None
    if not _BUCKET.fullmatch(value) or ".." in value or _IP_ADDRESS.fullmatch(value):
        reason = _BUCKET_RULE
    elif value.startswith(_RESERVED[0]) or value.endswith(_RESERVED[1]):
        reason = "S3 reserves this prefix or suffix"
    if reason:
        problem = Problem((), "invalid-bucket", f"{value!r} is not a valid S3 bucket name", reason)
        raise problem_error(in_form(problem, "bucket", value, _BUCKET.pattern))
    return value


FilterName = Annotated[
    str,
    *like(
        "(?!__proto__$)[A-Za-z0-9_.-]{3,64}",  # reserved by JavaScript, which CDKTF runs on
        "invalid-name",
        "a filter name",
        "3 to 64 letters, digits and _ . -; not __proto__",
        "GuardDuty filter",
    ),
]

BucketName = Annotated[
    str,
    AfterValidator(bucket_name),
    Field(
        title="an S3 bucket name",
        json_schema_extra={"pattern": "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", "patternErrorMessage": _BUCKET_RULE},
    ),
]

_LONGEST_REGION = "ap-northeast-1"


def _regional_bucket(value: str) -> str:
    bucket_name(value.replace("{region}", _LONGEST_REGION))
    return value


RegionalBucketName = Annotated[str, AfterValidator(_regional_bucket)]  # may have {region} in it


def _path_beside(value: str) -> str:
    if value.startswith("/") or "\\" in value or ".." in value.split("/") or not value.strip():
        raise fault("invalid-path", f"{value!r} is not a usable path", "use a path below the folder of the spec file")
    return value


PathBeside = Annotated[str, AfterValidator(_path_beside)]  # relative to the folder of the spec file

_IN_DESCRIPTION = r"A-Za-z0-9.:_(){}\[\]/\s-"
_NOT_IN_DESCRIPTION = re.compile(f"[^{_IN_DESCRIPTION}]")
_DESCRIPTION_RULE = "use letters, digits, spaces and - . : _ ( ) { } [ ] /"


def _description(value: str) -> str:
    """A FilterDescription of the API model; the characters are those of CreateFilter's page."""
    forbidden = _NOT_IN_DESCRIPTION.search(value)
    if forbidden:
        message = f"GuardDuty does not allow {forbidden.group()!r} in a description"
        raise fault("invalid-description", message, _DESCRIPTION_RULE)
    if not value.strip() or len(value) > quotas.FILTER_DESCRIPTION_LENGTH:
        rule = f"use 1 to {quotas.FILTER_DESCRIPTION_LENGTH} characters"
        raise fault("invalid-description", f"the description has {len(value.strip())} characters", rule)
    return value


Description = Annotated[
    str,
    AfterValidator(_description),
    Field(
        title="a description",
        json_schema_extra={
            "maxLength": quotas.FILTER_DESCRIPTION_LENGTH,
            "pattern": f"^[{_IN_DESCRIPTION}]+$",
            "patternErrorMessage": _DESCRIPTION_RULE,
        },
    ),
]

_TAG = r"[\w +=.:/@-]"


def _tag_key(value: str) -> str:
    if value == "__proto__":  # reserved by JavaScript, which CDKTF runs on
        raise fault("invalid-tag", f"{value!r} is not a valid tag key", "choose another key")
    if value.lower().startswith("aws:") or not re.fullmatch(f"{_TAG}{{1,{quotas.TAG_KEY_LENGTH}}}", value):
        rule = "use 1 to 128 letters, digits, spaces and + - = . _ : / @, not starting with aws:"
        raise fault("invalid-tag", f"{value!r} is not a valid tag key", rule)
    return value


def _tag_value(value: str) -> str:
    if not re.fullmatch(f"{_TAG}{{0,{quotas.TAG_VALUE_LENGTH}}}", value):
        rule = "use at most 256 letters, digits, spaces and + - = . _ : / @"
        raise fault("invalid-tag", f"{value!r} is not a valid tag value", rule)
    return value


TagKey = Annotated[str, AfterValidator(_tag_key), Field(title="a tag key")]
TagValue = Annotated[str, AfterValidator(_tag_value), Field(title="a tag value")]


def _not_empty(value: str) -> str:
    if not value.strip():
        raise fault("invalid-value", "the text is empty", "write a text, or remove the key")
    return value


NonEmptyText = Annotated[str, AfterValidator(_not_empty)]
NonEmptyTagValue = Annotated[TagValue, AfterValidator(_not_empty)]
