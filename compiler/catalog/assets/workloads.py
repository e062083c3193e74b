"""Workloads: what trains and serves models, by what findings name of it.

Sources: user guide, guardduty-finding-types-eks-audit-logs, findings-runtime-monitoring, guardduty_finding-types-ec2,
lambda-protection-finding-types and findings-malware-protection for the types, guardduty_filter-findings for the fields;
EksClusterDetails, KubernetesDetails, InstanceDetails, EcsClusterDetails, LambdaDetails and Sequence in the API model.
"""

from ..ai_services import AI_SERVICES
from ..filter_fields import INSTANCE_TAG
from .api_calls import watched_by_service
from .kind import AssetKind, Place, on_compute, sequences, types_of

_RESOURCE = "service.detection.sequence.resources.name"
_RUNTIME = ("Runtime", "RUNTIME_MONITORING")


def _sequences(resource: str) -> Place:
    return Place(
        "attack sequences",
        exact={_RESOURCE: "{cluster}"},
        suffix=f"-{resource.lower()}-sequences",
        types=sequences(resource),
        is_typed=True,
        named_after="cluster",
        has_filter=False,
    )


_CLUSTER = {"resource.eksClusterDetails.name": "{cluster}"}
_IN_NAMESPACE = {**_CLUSTER, "resource.kubernetesDetails.kubernetesWorkloadDetails.namespace": "{namespace}"}
_OF_ACCOUNT = {"resource.kubernetesDetails.kubernetesWorkloadDetails.serviceAccountName": "{service_account}"}
_CALLED = {**_CLUSTER, "service.action.kubernetesApiCallAction.namespace": "{namespace}"}
_CALLER = "resource.kubernetesDetails.kubernetesUserDetails.username"
_AUDITED = types_of(("Kubernetes", "EKS_AUDIT_LOGS"))
_ON_EKS = (*_AUDITED, *types_of(("Kubernetes", "EBS_MALWARE_PROTECTION"), _RUNTIME))

EKS = AssetKind(
    key="workloads[].eks",
    noun="workload on EKS",
    types=_ON_EKS,
    places=(
        Place("findings", _IN_NAMESPACE, exact={**_IN_NAMESPACE, **_OF_ACCOUNT}),
        Place("API calls", _CALLED, suffix="-calls", needs=("namespace",), unless=("service_account",), types=_AUDITED),
        Place(
            "API calls",
            {**_CLUSTER, _CALLER: "system:serviceaccount:{namespace}:{service_account}"},
            suffix="-calls",
            needs=("service_account",),
            types=_AUDITED,
        ),
        _sequences("EKS"),
    ),
    limits="A filter on processes has the namespace, only a route the service account. Findings on nodes (EC2) name no "
    "cluster. There is no Runtime Monitoring of pods on Fargate and of hybrid nodes. Sequences name only the cluster.",
    source="guardduty-finding-types-eks-audit-logs, findings-runtime-monitoring, guardduty_filter-findings; M",
    inferred="resources of attack sequences have the bare name of the cluster",
    recommended=on_compute((*_ON_EKS, *sequences("EKS"))),
)

_ON_EC2 = types_of(("EC2", "FOUNDATIONAL"), ("EC2", "EBS_MALWARE_PROTECTION"), _RUNTIME)
EC2 = AssetKind(
    key="workloads[].ec2",
    noun="workload on EC2",
    types=_ON_EC2,
    places=(
        Place(
            "findings",
            {"resource.instanceDetails.tags.key": "{key}", "resource.instanceDetails.tags.value": "{value}"},
            exact={INSTANCE_TAG.name: "{key}|{value}"},
        ),
    ),
    limits="A filter has the key and the value of the tag apart, so that an instance with both in different tags "
    "matches; a route has the pair. Attack sequences on groups of instances are not matched by tag.",
    source="guardduty_finding-types-ec2, findings-runtime-monitoring, guardduty_filter-findings; M",
    recommended=on_compute(_ON_EC2),
)

_TASK = {
    "resource.ecsClusterDetails.name": "{cluster}",
    "resource.ecsClusterDetails.taskDetails.definitionArn": "*:task-definition/{family}:*",
}
_ON_ECS = types_of(("ECS", "EBS_MALWARE_PROTECTION"), _RUNTIME)
ECS = AssetKind(
    key="workloads[].ecs",
    noun="workload on ECS",
    types=_ON_ECS,
    places=(
        Place("findings", _TASK, exact={**_TASK, "resource.ecsClusterDetails.taskDetails.group": "service:{service}"}),
        _sequences("ECS"),
    ),
    limits="Only a route has the service; a filter has the cluster and the family of the task definition.",
    source="findings-runtime-monitoring, guardduty_filter-findings; M",
    inferred="group is service:NAME for tasks of a service; resources of attack sequences have the bare name of the "
    "cluster",
    recommended=on_compute((*_ON_ECS, *sequences("ECS"))),
)

LAMBDA = AssetKind(
    key="workloads[].lambda",
    noun="function",
    types=types_of(("Lambda", "LAMBDA_NETWORK_LOGS")),
    places=(Place("findings", {"resource.lambdaDetails.functionName": "{function}"}),),
    limits="Only its network activity.",
    source="lambda-protection-finding-types, guardduty_filter-findings; M",
)


SAGEMAKER = watched_by_service(
    "workloads[].sagemaker",
    "SageMaker workload",
    AI_SERVICES["sagemaker"].principal,
    "-sagemaker",
    "No notebook, job, domain or HyperPod cluster is named: only anomalous API calls of SageMaker in its account, and "
    "its role if it is declared under identities.",
)
AGENTCORE = watched_by_service(
    "workloads[].agentcore",
    "AgentCore agent",
    AI_SERVICES["bedrock-agentcore"].principal,
    "-bedrock-agentcore",
    "No agent or gateway is named: only anomalous API calls of AgentCore in its account, and its role and functions if "
    "they are declared.",
)
BEDROCK_AGENT = watched_by_service(
    "workloads[].bedrock_agent",
    "agent on Bedrock",
    AI_SERVICES["bedrock"].principal,
    "-bedrock-calls",
    "No agent is named: only anomalous API calls of Bedrock in its account, and its role, its functions and its model "
    "if they are declared.",
    inferred="findings on calls for agents have bedrock.amazonaws.com as the service",
)
