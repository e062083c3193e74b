"""Packs: conditions that many companies need, by name, each with what to know before it is used.

Sources, all in the GuardDuty user guide: findings_suppression-rule for common suppressions (port scans by the image of
the scanner, calls through a gateway on premises), findings-runtime-monitoring for what else has the behaviour,
guardduty_finding-types-iam for calls through another network of the company, findings-ai-protection for AI findings,
which are all Low; findings-extended-threat-detection for signals: archived findings are none. The EKS user guide,
managing-coredns, has the deployment coredns in kube-system. There is no pack for CryptoCurrency on GPU nodes: those
types are about mining addresses and binaries, not about load.
"""

from ..model.condition_packs import ConditionPack
from .finding_types import AI_PROTECTION, live_types, of_protection

_WORKLOAD = "resource.kubernetesDetails.kubernetesWorkloadDetails"


def _types(*names: str) -> dict[str, dict[str, list[str]]]:
    return {"type": {"equals": list(names)}}


_RESOLVED = tuple(
    name
    for name, kind in live_types().items()
    if kind.resource == "Runtime" and name.endswith(("!DNS", "DomainRequest.Reputation"))
)
_AI = tuple(sorted(of_protection(AI_PROTECTION)))

PACKS: dict[str, ConditionPack] = {
    "now": ConditionPack(
        "Critical findings; every attack sequence is one",
        {"severity": {"at_least": "critical"}},
        "AI Protection and most single findings are never Critical.",
    ),
    "ai": ConditionPack(
        "the findings of AI Protection",
        _types(*_AI),
        "All of them are Low: a route by severity misses them.",
    ),
    "stolen-credentials": ConditionPack(
        "credentials that are used elsewhere, and signs that they were stolen",
        _types(
            "CredentialAccess:IAMUser/CompromisedCredentials",
            "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
            "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
            "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS",
            "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS",
        ),
        "A network hub in another account also causes InsideAWS, until GuardDuty has learned it; a gateway on premises "
        "causes OutsideAWS.",
    ),
    "blinded": ConditionPack(
        "logs that were switched off",
        _types(
            "DefenseEvasion:IAMUser/BedrockLoggingDisabled",
            "Stealth:IAMUser/CloudTrailLoggingDisabled",
            "Stealth:S3/ServerAccessLoggingDisabled",
        ),
        "Two of the three are Low: a route by severity misses them.",
    ),
    "exposed": ConditionPack(
        "buckets and dashboards that were opened to the public",
        _types(
            "Policy:Kubernetes/ExposedDashboard",
            "Policy:Kubernetes/KubeflowDashboardExposed",
            "Policy:S3/AccountBlockPublicAccessDisabled",
            "Policy:S3/BucketAnonymousAccessGranted",
            "Policy:S3/BucketBlockPublicAccessDisabled",
            "Policy:S3/BucketPublicAccessGranted",
        ),
        "It says that something was opened, not that anybody came. Two of the types are Low.",
    ),
    "coredns-duplicates": ConditionPack(
        "domain requests that CoreDNS makes for another pod",
        {
            **_types(*_RESOLVED),
            f"{_WORKLOAD}.name": {"equals": ["coredns"]},
            f"{_WORKLOAD}.namespace": {"equals": ["kube-system"]},
        },
        "Six of the types are High. The pod that asked has a finding of its own only if Runtime Monitoring covers it.",
        suppresses=True,
        needs=("resource.eksClusterDetails.name",),
        inferred="findings about its requests have the workload that Amazon EKS deploys it as, coredns in kube-system; "
        "and they are of all types about domain requests",
    ),
    "own-scanner": ConditionPack(
        "port scans by a vulnerability scanner of the company",
        _types("Recon:EC2/Portscan"),
        "Whoever takes over an instance with this image can scan unseen.",
        suppresses=True,
        needs=("resource.instanceDetails.imageId",),
    ),
    "llm-red-team": ConditionPack(
        "attacks on models by a red team that has a role of its own",
        _types(*_AI),
        "Archived findings are no signals of attack sequences: a route of their own is often better.",
        suppresses=True,
        needs=("resource.accessKeyDetails.userName",),
    ),
    "hub-egress": ConditionPack(
        "credentials of instances that are used through a network hub in another account",
        _types(
            "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
            "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS",
        ),
        "GuardDuty learns such a hub by itself: wait before you use this. The types are High by default.",
        suppresses=True,
        needs=("service.action.awsApiCallAction.remoteAccountDetails.accountId",),
    ),
    "jit-compilers": ConditionPack(
        "libraries that training jobs compile and load while they run",
        _types("DefenseEvasion:Runtime/FilelessExecution", "Execution:Runtime/NewLibraryLoaded"),
        "Malware does the same.",
        suppresses=True,
        needs=(f"{_WORKLOAD}.namespace",),
    ),
}

# What is looked for among the packs and cannot be one, with what to write instead. User guide,
# monitor-with-eventbridge-s3-malware-protection: the results of scans are events of their own, and not findings.
INSTEAD = {
    "scan-failed": "scans without a result are events, and not findings, so no filter matches them; to route them, add "
    "malware_scan: {route: ROUTE, results: [access_denied, failed, unsupported]} to the dataset",
}
