"""Names that fit: a filter's name for GuardDuty, and its address for Terraform."""

import hashlib

from compiler.catalog import quotas

_HASH_LENGTH = 8


def filter_name(full_name: str, part: int = 1) -> str:
    """``TEAM.NAME``, with ``-2``, ``-3`` for the further parts of a filter that had to be split.

    One over the limit keeps its beginning and ends in a hash of all of it, so that it does not
    depend on which other names there are.
    """
    suffix = f"-{part}" if part > 1 else ""
    if len(full_name) + len(suffix) <= quotas.FILTER_NAME_LENGTH:
        return full_name + suffix
    kept = quotas.FILTER_NAME_LENGTH - len(suffix) - _HASH_LENGTH - 1
    return f"{full_name[:kept]}-{_hash(full_name)}{suffix}"


def role_name(bucket: str) -> str:
    """The IAM role that scans a bucket: bucket names are unique in the world, so these are in an account."""
    name = f"guardduty-scan-{bucket}"
    if len(name) <= quotas.IAM_ROLE_NAME_LENGTH:
        return name
    return f"{name[: quotas.IAM_ROLE_NAME_LENGTH - _HASH_LENGTH - 1]}-{_hash(name)}"


def address(name: str) -> str:
    """The Terraform name of a filter: ``team.dataset`` -> ``team__dataset``, one to one.

    A hash is added where ``__`` alone would not tell where the team ends. Terraform names do not
    start with a digit.
    """
    text = name.replace(".", "__")
    if "__" in name or "_." in name:
        text = f"{text}__{_hash(name)}"
    return f"_{text}" if text[0].isdigit() else text


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]
