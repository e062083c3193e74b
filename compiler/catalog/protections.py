"""Protections: their names in a spec, and the detector feature of each.

Source: DetectorFeature, OrgFeature and FeatureAdditionalConfiguration in the API model; the pages on
feature activation in the user guide. ``EKS_RUNTIME_MONITORING`` is left out: ``RUNTIME_MONITORING``
includes it, and the API rejects both at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from compiler.catalog.finding_types import MALWARE_PLAN


@dataclass(frozen=True)
class Protection:
    """``name`` is the key in a spec, and ``what`` is what the protection monitors or does.

    ``agents`` are pairs of the key in a spec and the name of the additional configuration, in the order in
    which the API returns them. ``in_organization``: whether an organization can enable it for its members.
    ``has_findings``: whether it produces findings of its own.
    """

    name: str
    feature: str
    what: str
    agents: tuple[tuple[str, str], ...] = ()
    in_organization: bool = True
    has_findings: bool = True


PROTECTIONS: dict[str, Protection] = {
    protection.name: protection
    for protection in (
        Protection("ai", "AI_PROTECTION", "misuse of models on Amazon Bedrock"),
        Protection(
            "ai_analyst",
            "AI_ANALYST",
            "summaries of findings by the AI analyst",
            in_organization=False,
            has_findings=False,
        ),
        Protection("ebs_malware", "EBS_MALWARE_PROTECTION", "malware scans of EBS volumes after a finding"),
        Protection("eks_audit", "EKS_AUDIT_LOGS", "audit logs of Amazon EKS clusters"),
        Protection("lambda", "LAMBDA_NETWORK_LOGS", "network activity of Lambda functions"),
        Protection("rds", "RDS_LOGIN_EVENTS", "logins to Aurora and RDS databases"),
        Protection(
            "runtime",
            "RUNTIME_MONITORING",
            "processes and files on EC2, ECS and EKS, through an agent",
            agents=(
                ("eks", "EKS_ADDON_MANAGEMENT"),
                ("ecs_fargate", "ECS_FARGATE_AGENT_MANAGEMENT"),
                ("ec2", "EC2_AGENT_MANAGEMENT"),
            ),
        ),
        Protection("s3", "S3_DATA_EVENTS", "reads, writes and deletes of S3 objects"),
    )
}

NAMES: dict[str, str] = {protection.feature: protection.name for protection in PROTECTIONS.values()}
"""By feature, the key in a spec."""

# The sources of findings that a spec can turn on, by their keys in it.
SOURCES: dict[str, str] = {
    **{name: known.feature for name, known in PROTECTIONS.items() if known.has_findings},
    "malware_scan": MALWARE_PLAN,
}

# By feature, the Regions that have GuardDuty without this protection. AI Protection monitors Amazon Bedrock, which
# has no endpoint in these Regions (botocore's endpoint data). For the other protections the user guide
# (guardduty_regions) lists no exceptions, except in Local Zones.
UNAVAILABLE: dict[str, frozenset[str]] = {
    "AI_PROTECTION": frozenset(("ap-east-1", "cn-north-1", "cn-northwest-1")),
}


def is_available(feature: str, region: str) -> bool:
    """Whether the Region has the protection with this feature."""
    return region not in UNAVAILABLE.get(feature, ())


def missing_in(feature: str, regions: Iterable[str]) -> tuple[str, ...]:
    """The Regions, out of those given, that do not have the protection with this feature."""
    return tuple(region for region in regions if not is_available(feature, region))
