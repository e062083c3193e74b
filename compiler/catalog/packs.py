"""Packs: conditions that many companies need, by name, each with what to know before it is used.

Sources, all in the GuardDuty user guide: findings_suppression-rule for common suppressions, findings-runtime-monitoring
for what else has the behaviour, guardduty_finding-types-iam for calls through another network of the company,
findings-ai-protection for AI findings, which are all Low; findings-extended-threat-detection for signals: archived
findings are none. There is no pack for CryptoCurrency on GPU nodes: those types are about mining addresses and
binaries, not about load.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .finding_types import AI_PROTECTION, live_types, of_protection

_WORKLOAD = "resource.kubernetesDetails.kubernetesWorkloadDetails"


@dataclass(frozen=True)
class Pack:
    """``where`` are its conditions, as a spec writes them, and ``needs`` fields on which the entry adds its own.

    ``suppresses`` if it is for suppressions, and otherwise it is for filters. ``caveat`` is printed where it is used.
    """

    about: str
    where: Mapping[str, Mapping[str, Any]]
    caveat: str
    suppresses: bool = False
    needs: tuple[str, ...] = ()


def _types(*names: str) -> dict[str, dict[str, list[str]]]:
    return {"type": {"equals": list(names)}}


_RESOLVED = tuple(
    name
    for name, kind in live_types().items()
    if kind.resource == "Runtime" and name.endswith(("!DNS", "DomainRequest.Reputation"))
)
_AI = tuple(sorted(of_protection(AI_PROTECTION)))

PACKS: dict[str, Pack] = {
    "now": Pack(
        "Critical findings; every attack sequence is one",
        {"severity": {"at_least": "critical"}},
        "AI Protection and most single findings are never Critical.",
    ),
    "ai": Pack(
        "the findings of AI Protection",
        _types(*_AI),
        "All of them are Low: a route by severity misses them.",
    ),
    "stolen-credentials": Pack(
        "credentials that are used elsewhere, and signs that they were stolen",
        _types(
            "CredentialAccess:IAMUser/CompromisedCredentials",
            "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
            "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
            "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS",
            "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS",
        ),
        "A network hub in another account also causes InsideAWS, until GuardDuty has learned it.",
    ),
    "blinded": Pack(
        "logs that were switched off",
        _types(
            "DefenseEvasion:IAMUser/BedrockLoggingDisabled",
            "Stealth:IAMUser/CloudTrailLoggingDisabled",
            "Stealth:S3/ServerAccessLoggingDisabled",
        ),
        "Two of the three are Low: a route by severity misses them.",
    ),
    "exposed": Pack(
        "buckets and dashboards that were opened to the public",
        _types(
            "Policy:Kubernetes/ExposedDashboard",
            "Policy:Kubernetes/KubeflowDashboardExposed",
            "Policy:S3/AccountBlockPublicAccessDisabled",
            "Policy:S3/BucketAnonymousAccessGranted",
            "Policy:S3/BucketBlockPublicAccessDisabled",
            "Policy:S3/BucketPublicAccessGranted",
        ),
        "It says that something was opened, not that anybody came.",
    ),
    "coredns-duplicates": Pack(
        "domain requests that CoreDNS makes for another pod",
        {
            **_types(*_RESOLVED),
            f"{_WORKLOAD}.name": {"equals": ["coredns"]},
            f"{_WORKLOAD}.namespace": {"equals": ["kube-system"]},
        },
        "Some of the types are High. The pod that asked has a finding of its own only if Runtime Monitoring covers it.",
        suppresses=True,
        needs=("resource.eksClusterDetails.name",),
    ),
    "own-scanner": Pack(
        "port scans by a vulnerability scanner of the company",
        _types("Recon:EC2/Portscan"),
        "Whoever takes over an instance with this image can scan unseen.",
        suppresses=True,
        needs=("resource.instanceDetails.imageId",),
    ),
    "llm-red-team": Pack(
        "attacks on models by a red team that has a role of its own",
        _types(*_AI),
        "Archived findings are no signals of attack sequences: a route of their own is often better.",
        suppresses=True,
        needs=("resource.accessKeyDetails.userName",),
    ),
    "hub-egress": Pack(
        "credentials of instances that are used through a network hub in another account",
        _types(
            "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
            "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS",
        ),
        "GuardDuty learns such a hub by itself: wait before you use this. The types are High.",
        suppresses=True,
        needs=("service.action.awsApiCallAction.remoteAccountDetails.accountId",),
    ),
    "jit-compilers": Pack(
        "libraries that training jobs compile and load while they run",
        _types("DefenseEvasion:Runtime/FilelessExecution", "Execution:Runtime/NewLibraryLoaded"),
        "Malware does the same.",
        suppresses=True,
        needs=(f"{_WORKLOAD}.namespace",),
    ),
}
