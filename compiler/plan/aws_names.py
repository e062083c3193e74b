"""The names in AWS. Those that clash are for ``uniqueness.py`` to find."""

from ..catalog import quotas
from ..model.criteria import Criteria
from .digest import HASH_LENGTH, short_hash

ROUTE_LOG_POLICY_NAME = "guardduty-routes"  # unique in an account and Region
COVERAGE_RULE_NAME = "guardduty-runtime-coverage"


def packed_name(identity: str, rest: Criteria, part: str) -> str:
    """A packed filter: what it is on, a hash of its other criteria, and which part of the values it has."""
    return "-".join(filter(None, (identity, short_hash(repr(rest)) if rest else "", part)))


def packed_route_name(name: str, route: str) -> str:
    """Packed findings that are routed: the same filter may be packed for several routes."""
    return f"{name}-to-{route}"


def part_name(full_name: str, part: int) -> str:
    """``TEAM.NAME``, with ``-2``, ``-3`` for the further parts of what had to be split."""
    return full_name if part == 1 else f"{full_name}-{part}"


def level_name(full_name: str, level: str | None) -> str:
    """What is routed of one severity level; no filter has a second dot, so no filter has this name."""
    return f"{full_name}.{level}" if level else full_name


def filter_name(full_name: str, part: int = 1) -> str:
    """The name of a filter.

    One over the limit keeps its beginning and ends in a hash of all of it, so that it does not
    depend on which other names there are, and the number of its part.
    """
    suffix = f"-{part}" if part > 1 else ""
    return _shortened(full_name, quotas.FILTER_NAME_LENGTH - len(suffix)) + suffix


def rule_name(name: str) -> str:
    """The EventBridge rule for the filter of this name."""
    return _shortened(f"guardduty-{name}", quotas.RULE_NAME_LENGTH)


def scan_role_name(bucket: str) -> str:
    """The IAM role that scans a bucket: bucket names are unique in the world, so these are in an account."""
    return _shortened(f"guardduty-scan-{bucket}", quotas.IAM_ROLE_NAME_LENGTH)


def scan_rule_name(bucket: str) -> str:
    """The EventBridge rule for the scan results of a bucket."""
    return rule_name(f"scan-results-{bucket}")


def topic_name(route: str) -> str:
    """The topic that is made for a route; its name has room for any name of a route."""
    return f"guardduty-{route}"


def route_name(route: str, region: str) -> str:
    """A route's IAM role: an account has one per Region."""
    return _shortened(f"guardduty-route-{route}-{region}", quotas.IAM_ROLE_NAME_LENGTH)


def list_key(organization: str, name: str, content: str) -> str:
    """The key in S3 of a list's file. Another content has another key, which recreates the list."""
    return f"guardduty/{organization}/{name}-{short_hash(content)}.txt"


def regional_bucket_name(written: str, region: str) -> str:
    """The bucket of a Region, whose name the organization document writes with ``{region}`` for it."""
    return written.replace("{region}", region)


def _shortened(name: str, limit: int) -> str:
    """The name, or its beginning and a hash of all of it where it is longer than the limit."""
    return name if len(name) <= limit else f"{name[: limit - HASH_LENGTH - 1]}-{short_hash(name)}"
