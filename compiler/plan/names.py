"""Names that fit: of filters, rules and roles for AWS, and addresses for Terraform."""

import hashlib

from compiler.catalog import quotas

_HASH_LENGTH = 8


def part_name(full_name: str, part: int) -> str:
    """``TEAM.NAME``, with ``-2``, ``-3`` for the further parts of what had to be split."""
    return full_name if part == 1 else f"{full_name}-{part}"


def filter_name(full_name: str, part: int = 1) -> str:
    """The name of a filter.

    One over the limit keeps its beginning and ends in a hash of all of it, so that it does not
    depend on which other names there are, and the number of its part.
    """
    suffix = f"-{part}" if part > 1 else ""
    return shortened(full_name, quotas.FILTER_NAME_LENGTH - len(suffix)) + suffix


def rule_name(name: str) -> str:
    """The EventBridge rule for the filter of this name."""
    return shortened(f"guardduty-{name}", quotas.RULE_NAME_LENGTH)


def role_name(bucket: str) -> str:
    """The IAM role that scans a bucket: bucket names are unique in the world, so these are in an account."""
    return shortened(f"guardduty-scan-{bucket}", quotas.IAM_ROLE_NAME_LENGTH)


def route_name(route: str, region: str) -> str:
    """What a route needs in IAM and CloudWatch Logs: an account has one for each Region."""
    return shortened(f"guardduty-route-{route}-{region}", quotas.IAM_ROLE_NAME_LENGTH)


def shortened(name: str, limit: int) -> str:
    """The name, or its beginning and a hash of all of it where it is longer than the limit."""
    return name if len(name) <= limit else f"{name[: limit - _HASH_LENGTH - 1]}-{_hash(name)}"


def address(name: str) -> str:
    """The Terraform name of a filter: ``team.dataset`` -> ``team__dataset``, one to one.

    A hash is added where ``__`` alone would not tell where the team ends. Terraform names do not
    start with a digit.
    """
    text = name.replace(".", "__")
    if "__" in name or "_." in name:
        text = f"{text}__{_hash(name)}"
    return f"_{text}" if text[0].isdigit() else text


def scan_address(bucket: str) -> str:
    """The Terraform name of what scans a bucket: of the bucket, so that a renamed dataset leaves it alone.

    A construct stands beside the filters, ``TEAM__NAME``; two ``__`` of its own keep it from being one of
    them. Buckets have no underscores.
    """
    return f"bucket__{bucket.replace('.', '_')}"


def route_address(route: str) -> str:
    """The Terraform name of what a route has; the same holds for it."""
    return f"route__{route}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]
