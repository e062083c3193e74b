"""`workloads`: what trains and serves models: on EKS, EC2, ECS, Lambda, SageMaker or AgentCore.

Example::

    accounts:
      - {name: serve, id: "123456789012", email: aws-serve@example.com}
    identities:
      - {name: pod, role: vllm-pod, account: serve, kind: service}
    workloads:
      - name: vllm
        account: serve
        region: us-east-1
        eks: {cluster: serve, namespace: vllm, service_account: server}
        identity: pod
      - {name: training, account: serve, region: us-east-1, ec2: {tags: {workload: training}}}
      - {name: tools, account: serve, region: us-east-1, lambda: agent-tools}

Each has exactly one of the keys `eks`, `ec2`, `ecs`, `lambda`, `sagemaker`, `agentcore` and `bedrock_agent`. Findings
do not name SageMaker jobs or agents: for those, anomalous API calls of the service in their account are watched.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from ...catalog.assets.kind import Names
from ...diagnostics import Problem
from ..base.assets import RegionalAsset
from ..base.exactly_one import exactly_one, given
from ..base.nameable import Principals
from ..base.section import Reference
from ..base.spec import Spec, fault
from ..base.types import Name, TagKey, TagValue
from .aws_names import (
    AgentcoreName,
    BedrockAgent,
    ClusterName,
    EcsClusterName,
    EcsFamily,
    EcsServiceName,
    FunctionName,
    Namespace,
    SagemakerName,
    ServiceAccount,
)

_RUNS_ON = ("eks", "ec2", "ecs", "lambda", "sagemaker", "agentcore", "bedrock_agent")
# What a workload can be called, and the key for it.
_SYNONYMS = {
    "agent": "agentcore",
    "cluster": "eks",
    "domain": "sagemaker",
    "function": "lambda",
    "hyperpod": "sagemaker",
    "instance": "ec2",
    "job": "sagemaker",
    "notebook": "sagemaker",
    "training_job": "sagemaker",
}


class Eks(Spec):
    """Pods of an EKS cluster: all of them, those of a namespace, or those of a service account in it."""

    cluster: ClusterName
    """The name of the EKS cluster. Example: serve"""
    namespace: Namespace | None = None
    """The namespace. If omitted, the whole cluster. Example: vllm"""
    service_account: ServiceAccount | None = None
    """The Kubernetes service account in the namespace. Filters have it only for API calls that it makes; what its pods
    do is matched by the namespace, and on the route by the service account. Example: server"""

    def problems(self) -> Iterator[Problem]:
        if self.service_account and not self.namespace:
            message = "service_account needs a namespace: every namespace has service accounts of its own"
            yield Problem((), "missing-key", message, "add namespace: …", needs=(("namespace",),))

    def names(self) -> dict[str, str | None]:
        return {"cluster": self.cluster, "namespace": self.namespace, "service_account": self.service_account}


def _one_tag(tags: dict[str, str]) -> dict[str, str]:
    if len(tags) != 1:
        message = f"tags has {len(tags) or 'no'} tags, but a filter or route can require only one tag of an instance"
        raise fault("invalid-value", message, "keep the one tag that identifies the workload")
    return tags


class Ec2(Spec):
    """EC2 instances by a tag, for example of the nodes that train."""

    tags: Annotated[dict[TagKey, TagValue], AfterValidator(_one_tag), Field(min_length=1, max_length=1)]
    """The tag that the instances have, as its key and value: exactly one. A filter compares them separately, a
    route as a pair. Example: {workload: training}"""

    def names(self) -> dict[str, str | None]:
        ((key, value),) = self.tags.items()
        return {"key": key, "value": value}


class Ecs(Spec):
    """Tasks of an ECS cluster: all of them, those of a task definition, or those of a service."""

    cluster: EcsClusterName
    """The name of the ECS cluster. Example: serve"""
    family: EcsFamily | None = None
    """The family of the task definition, without its revision. Example: reranker"""
    service: EcsServiceName | None = None
    """The name of the ECS service. Only routes can match it. Example: reranker"""

    def names(self) -> dict[str, str | None]:
        return {"cluster": self.cluster, "family": self.family, "service": self.service}


class WorkloadSpec(RegionalAsset):
    """What trains or serves a model: a filter for each place in which findings name it."""

    noun = "a workload"
    synonyms = _SYNONYMS

    eks: Eks | None = None
    """Pods on Amazon EKS. Example: {cluster: serve, namespace: vllm, service_account: server}"""
    ec2: Ec2 | None = None
    """EC2 instances. Example: {tags: {workload: training}}"""
    ecs: Ecs | None = None
    """Tasks on Amazon ECS. Example: {cluster: serve, service: reranker}"""
    lambda_: FunctionName | None = Field(default=None, alias="lambda")
    """The name of a Lambda function. Example: agent-tools"""
    sagemaker: SagemakerName | None = None
    """The name of a SageMaker notebook, job, domain or HyperPod cluster. No finding names it. Example: tuning"""
    agentcore: AgentcoreName | None = None
    """The name of an agent on Amazon Bedrock AgentCore. No finding names it. Example: shopping-agent"""
    bedrock_agent: BedrockAgent | None = None
    """The name or id of an agent of Amazon Bedrock Agents. No finding names it. Example: AGENT12345"""
    identity: Name | None = None
    """The identity that it runs as: a name under `identities` of this team. Example: pod"""

    def problems(self) -> Iterator[Problem]:
        wrong = [*exactly_one(self, _RUNS_ON, f"workload {self.name!r}")]
        if self.eks:
            wrong += [problem.below(("eks",)) for problem in self.eks.problems()]
        yield from wrong or super().problems()

    def references(self) -> Iterator[Reference]:
        yield from super().references()
        if self.identity:
            yield Reference(("identity",), "identity", self.identity)

    def asset_kind(self) -> str:
        return given(self, _RUNS_ON)[0]

    def names(self, principals: Principals) -> Names:  # noqa: ARG002
        runs_on = self.eks or self.ec2 or self.ecs
        agent = self.agentcore or self.bedrock_agent
        alone = {"function": self.lambda_, "job": self.sagemaker, "agent": agent}
        names = runs_on.names() if runs_on else alone
        return {key: (name,) for key, name in names.items() if name is not None}

    def facts(self) -> Mapping[str, str]:
        return {"identity": self.identity} if self.identity else {}
