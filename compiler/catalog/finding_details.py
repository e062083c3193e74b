"""What findings of a type have: their action, their resource type, and details that they never have.

Only what is certain; a type that is not in ``DETAILS`` may have anything. In particular, findings about
API calls keep the details of an instance: by the user guide they are missing only "if the underlying API
call originated from an EC2 instance in a different Region" (guardduty_finding-types-ec2).

Sources, all in the user guide: the data source of each type in guardduty_finding-types-active (DNS logs give
DNS requests, flow logs connections, CloudTrail API calls, and so on); guardduty_findings-summary for the action
types, and for process and scan details; for resource types guardduty_finding-types-ec2, -iam and -s3,
guardduty-finding-types-eks-audit-logs, lambda-protection-finding-types, findings-rds-protection and
findings-ai-protection. Resource in the API model has the names of the details.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, cached_property

from .finding_types import AI_PROTECTION, MALWARE_PLAN, FindingType

ACTION, ACTION_TYPE, RESOURCE_TYPE = "service.action", "service.action.actionType", "resource.resourceType"

_ACTION_TYPES = {
    "awsApiCallAction": "AWS_API_CALL",
    "dnsRequestAction": "DNS_REQUEST",
    "kubernetesApiCallAction": "KUBERNETES_API_CALL",
    "networkConnectionAction": "NETWORK_CONNECTION",
    "portProbeAction": "PORT_PROBE",
    "rdsLoginAttemptAction": "RDS_LOGIN_ATTEMPT",
}
# Beside the call itself, what was checked or bound by it.
_KUBERNETES = (
    "kubernetesApiCallAction",
    "kubernetesPermissionCheckedDetails",
    "kubernetesRoleBindingDetails",
    "kubernetesRoleDetails",
)

_IDENTITY = ("resource.accessKeyDetails",)
_BUCKET = ("resource.s3BucketDetails",)
_FUNCTION = ("resource.lambdaDetails",)
_GUARDRAIL = ("resource.bedrockGuardrailDetails",)
_CONTAINERS = ("resource.containerDetails", "resource.kubernetesDetails")
_DATABASE = ("resource.rdsDbInstanceDetails", "resource.rdsDbUserDetails", "resource.rdsLimitlessDbDetails")
_PROCESS = ("service.runtimeDetails",)
_SCAN = (
    "resource.ebsSnapshotDetails",
    "resource.ebsVolumeDetails",
    "resource.ec2ImageDetails",
    "resource.recoveryPointDetails",
    "service.ebsVolumeScanDetails",
)
_NETWORK = (*_IDENTITY, *_BUCKET, *_DATABASE, *_PROCESS, *_SCAN, *_GUARDRAIL)
_API_CALL = (*_CONTAINERS, *_DATABASE, *_PROCESS, *_SCAN)


@dataclass(frozen=True)
class Details:
    """What findings of the types have that need ``needs`` and match one of the patterns.

    ``actions`` and ``resource_types`` are all that they can have; empty if that is not certain. ``absent`` are the
    beginnings of paths that they never have.
    """

    needs: str
    types: tuple[str, ...]
    actions: tuple[str, ...] = ()
    resource_types: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @cached_property
    def absent_beginnings(self) -> tuple[str, ...]:
        """``absent`` as the beginnings of the paths of fields below them."""
        return tuple(f"{path}." for path in self.absent)

    @property
    def action_types(self) -> tuple[str, ...]:
        return tuple(_ACTION_TYPES[action] for action in self.actions if action in _ACTION_TYPES)


_DNS_TYPES = ("*:EC2/*!DNS", "*:EC2/*DomainRequest*", "Trojan:EC2/DNSDataExfiltration", "*:EC2/MetadataDNSRebind")
_LOGIN_TYPES = ("*:RDS/*Login", "*:RDS/*BruteForce", "Discovery:RDS/*")
_CALL = ("awsApiCallAction",)
_LINK = ("networkConnectionAction",)
_LOGIN = ("rdsLoginAttemptAction",)
_CLUSTER, _DATABASES = ("EKSCluster",), ("RDSDBInstance", "RDSLimitlessDB")

# The first that fits a type is the one.
DETAILS = (
    Details("FOUNDATIONAL", ("Recon:EC2/PortProbe*",), ("portProbeAction",), ("Instance",), (*_NETWORK, *_FUNCTION)),
    Details("FOUNDATIONAL", _DNS_TYPES, ("dnsRequestAction",), ("Instance",), (*_NETWORK, *_FUNCTION)),
    Details("FOUNDATIONAL", ("*:EC2/*",), (*_LINK, "portProbeAction"), ("Instance",), (*_NETWORK, *_FUNCTION)),
    Details("FOUNDATIONAL", ("*:IAMUser/*",), _CALL, ("AccessKey",), (*_API_CALL, *_GUARDRAIL)),
    Details("FOUNDATIONAL", ("*:S3/*",), _CALL, ("AccessKey", "S3Bucket"), (*_API_CALL, *_GUARDRAIL)),
    Details("S3_DATA_EVENTS", ("*:S3/*",), _CALL, ("S3Bucket",), (*_API_CALL, *_GUARDRAIL)),
    Details(AI_PROTECTION, ("*:IAMUser/PromptInjection.Direct",), (), ("AccessKey",), _API_CALL),
    Details(AI_PROTECTION, ("*:IAMUser/*",), (), ("AccessKey",), (*_API_CALL, *_GUARDRAIL)),
    Details("EKS_AUDIT_LOGS", ("*:Kubernetes/*",), _KUBERNETES, _CLUSTER, (*_BUCKET, *_DATABASE, *_PROCESS, *_SCAN)),
    Details("RDS_LOGIN_EVENTS", _LOGIN_TYPES, _LOGIN, _DATABASES, (*_BUCKET, *_CONTAINERS, *_PROCESS)),
    Details("RDS_LOGIN_EVENTS", ("*:RDS/*",), (), _DATABASES, (*_BUCKET, *_CONTAINERS, *_PROCESS)),  # data activity
    Details(
        "LAMBDA_NETWORK_LOGS", ("*:Lambda/*",), (*_LINK, "dnsRequestAction"), ("Lambda",), (*_NETWORK, *_CONTAINERS)
    ),
    Details("RUNTIME_MONITORING", ("*:Runtime/*!DNS",), ("dnsRequestAction",), (), (*_BUCKET, *_DATABASE)),
    Details("RUNTIME_MONITORING", ("*:Runtime/*",), (), (), (*_BUCKET, *_DATABASE)),
    Details(MALWARE_PLAN, ("*:S3/*",), (), ("S3Object",), (*_CONTAINERS, *_DATABASE, *_PROCESS)),
)


def details_of(kind: FindingType) -> Details | None:
    """What is certain about the findings of a type; None if nothing is."""
    return _details(kind.needs, kind.name)


@cache
def _details(needs: str | None, name: str) -> Details | None:
    """By texts, which keep their hash: a type is asked about thousands of times."""
    fitting = (d for d in DETAILS if d.needs == needs and any(fnmatchcase(name, p) for p in d.types))
    return next(fitting, None)


def can_have(kind: FindingType, path: str) -> bool:
    """Whether findings of the type can have a value at the path of a field."""
    details = details_of(kind)
    if details is None:
        return True
    if path.startswith(details.absent_beginnings):
        return False
    is_of_action = path.startswith(f"{ACTION}.") and path != ACTION_TYPE
    return not (is_of_action and details.actions) or path.split(".")[2] in details.actions


def values_at(kind: FindingType, path: str) -> tuple[str, ...]:
    """All values that findings of the type have at the path of a field; empty if that is not certain."""
    details = details_of(kind)
    if details is None:
        return ()
    return {ACTION_TYPE: details.action_types, RESOURCE_TYPE: details.resource_types}.get(path, ())
