"""Protections: their names in a spec, and the detector feature of each.

Source: DetectorFeature, OrgFeature and FeatureAdditionalConfiguration in the API model; the pages on
feature activation in the user guide. ``EKS_RUNTIME_MONITORING`` is left out: ``RUNTIME_MONITORING``
includes it, and the API rejects both at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import organization
from .finding_types import MALWARE_PLAN
from .regions import REGIONS


@dataclass(frozen=True)
class Protection:
    """``name`` is the key in a spec, and ``what`` is what the protection monitors or does.

    ``agents`` are pairs of the key in a spec and the name of the additional configuration, in the order in
    which the API returns them. ``unmanaged`` are additional configurations that the API returns as well, and that no
    release of the provider is known to accept. ``in_organization``: whether an organization can enable it for its
    members. ``has_findings``: whether it produces findings of its own.
    """

    name: str
    feature: str
    what: str
    agents: tuple[tuple[str, str], ...] = ()
    unmanaged: tuple[str, ...] = ()
    in_organization: bool = True
    has_findings: bool = True


RUNTIME = "RUNTIME_MONITORING"

PROTECTIONS: dict[str, Protection] = {
    protection.name: protection
    for protection in (
        Protection("ai", "AI_PROTECTION", "misuse of models on Amazon Bedrock and SageMaker AI"),
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
        # Data activity is an addition since 8 October 2026 (FeatureAdditionalConfiguration in the API model). The
        # provider accepts the names that its SDK has (detector_feature.go); no change log names this one yet.
        Protection("rds", "RDS_LOGIN_EVENTS", "logins to Aurora and RDS databases", unmanaged=("RDS_DATA_RISK",)),
        Protection(
            "runtime",
            RUNTIME,
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

_CHINA = frozenset(region for region, partition in REGIONS.items() if partition == "aws-cn")
_WITH_AI_ANALYST = """us-east-1 us-east-2 us-west-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3
    eu-north-1 ap-northeast-1"""

# By feature, the Regions that have GuardDuty without this protection. The provider reads a feature back after writing
# it and fails where the API does not list it, so a Region of which nothing is known counts as one without.
UNAVAILABLE: dict[str, frozenset[str]] = {
    # User guide, ai-protection: where Amazon Bedrock is missing, it monitors Amazon SageMaker AI, which every Region
    # has (botocore's endpoint data). The guides of China and of the European Sovereign Cloud do not mention it.
    "AI_PROTECTION": _CHINA | {"eusc-de-east-1"},
    "AI_ANALYST": frozenset(REGIONS).difference(_WITH_AI_ANALYST.split()),  # user guide, guardduty-investigation
    # User guide, guardduty_regions; a newer edition of that page no longer says so.
    "RDS_LOGIN_EVENTS": frozenset(("ap-east-2",)),
    RUNTIME: _CHINA,  # guide of the China Regions, guardduty, "Feature Availability"
}


def is_available(feature: str, region: str) -> bool:
    """Whether the Region has the protection with this feature."""
    return region not in UNAVAILABLE.get(feature, ())


def missing_in(feature: str, regions: Iterable[str]) -> tuple[str, ...]:
    """The Regions, out of those given, that do not have the protection with this feature."""
    return tuple(region for region in regions if not is_available(feature, region))


def switched(setting: organization.Protection, *, is_on: bool) -> Iterator[str]:
    """What a setting has on, or off, by keys of a spec: the protection, and below one that is on, ``runtime.ec2``."""
    known = PROTECTIONS[NAMES[setting.feature]]
    words = {feature: word for word, feature in known.agents}
    if setting.enabled is is_on:
        yield known.name
    for feature, agent_is_on in setting.agents if setting.enabled else ():
        if agent_is_on is is_on:
            yield f"{known.name}.{words[feature]}"
