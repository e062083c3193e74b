"""Protections: what a spec calls them, and the detector feature behind each.

Source: DetectorFeature, OrgFeature and FeatureAdditionalConfiguration in the API model; the pages on
features activation of the user guide. ``EKS_RUNTIME_MONITORING`` is left out: it is the older half of
``RUNTIME_MONITORING``, and the API refuses both at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Protection:
    """``agents``: the additional configuration by the spec's word, in the order the API returns it."""

    name: str
    feature: str
    what: str
    agents: tuple[tuple[str, str], ...] = ()
    in_organization: bool = True


PROTECTIONS: dict[str, Protection] = {
    protection.name: protection
    for protection in (
        Protection("ai", "AI_PROTECTION", "misuse of models on Amazon Bedrock"),
        Protection("ai_analyst", "AI_ANALYST", "summaries of findings by the AI analyst", in_organization=False),
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

# Regions with GuardDuty that do not have a protection, by feature. AI Protection watches Amazon Bedrock, and
# these have no endpoint of it (the endpoint data that botocore ships; the user guide, guardduty_regions, names
# none for other protections, Local Zones aside).
UNAVAILABLE: dict[str, frozenset[str]] = {
    "AI_PROTECTION": frozenset(("ap-east-1", "cn-north-1", "cn-northwest-1")),
}


def is_available(feature: str, region: str) -> bool:
    """Whether the Region has the protection."""
    return region not in UNAVAILABLE.get(feature, ())


def missing_in(feature: str, regions: Iterable[str]) -> tuple[str, ...]:
    """Those of the Regions that do not have the protection."""
    return tuple(region for region in regions if not is_available(feature, region))
