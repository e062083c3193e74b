"""Names that AWS gives to what teams run, each with its rule."""

from typing import Annotated

from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from ..base.spec import like


def _name(pattern: str, what: str, rule: str, form: str | None = None) -> tuple[AfterValidator, FieldInfo]:
    return like(pattern, "invalid-name", what, rule, form)


_IN_AWS = (r"[A-Za-z0-9][A-Za-z0-9._/-]{0,254}", "a name in AWS", "letters, digits and . _ - /; not the ARN")
_ECS = (r"[A-Za-z0-9_-]{1,255}", "an ECS name", "letters, digits, - and _; not the ARN")
_DATABASE = (
    r"[a-z][a-z0-9-]{0,62}",
    "the identifier of a database",
    "lowercase letters, digits and -, as RDS shows it",
)

ClusterName = Annotated[
    str, *_name(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", "a cluster name", "letters, digits, - and _", "EKS cluster")
]
Namespace = Annotated[
    str,
    *_name(
        r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", "a Kubernetes namespace", "at most 63 lowercase letters, digits and -"
    ),
]
ServiceAccount = Annotated[
    str,
    *_name(
        r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?",
        "a Kubernetes service account",
        "lowercase letters, digits, - and .; without system:serviceaccount:",
        "service account",
    ),
]
EcsClusterName = Annotated[str, *_name(*_ECS, "ECS cluster")]
EcsFamily = Annotated[str, *_name(*_ECS, "ECS family")]
EcsServiceName = Annotated[str, *_name(*_ECS, "ECS service")]
FunctionName = Annotated[
    str, *_name(r"[A-Za-z0-9_-]{1,64}", "a function name", "letters, digits, - and _; not the ARN", "function")
]
DatabaseCluster = Annotated[str, *_name(*_DATABASE, "database cluster")]
DatabaseInstance = Annotated[str, *_name(*_DATABASE, "database instance")]
EndpointName = Annotated[
    str,
    *_name(
        r"[A-Za-z0-9][A-Za-z0-9-]{0,62}", "an endpoint name", "letters, digits and -; not the ARN", "SageMaker endpoint"
    ),
]
ModelId = Annotated[
    str,
    *_name(
        r"[A-Za-z0-9][A-Za-z0-9.:/_-]{0,2047}",
        "the id or ARN of a model",
        "for example anthropic.claude-sonnet-4-20250514-v1:0, or the ARN of an inference profile",
    ),
]
SagemakerName = Annotated[str, *_name(*_IN_AWS, "SageMaker resource")]
AgentcoreName = Annotated[str, *_name(*_IN_AWS, "AgentCore resource")]
OpensearchName = Annotated[str, *_name(*_IN_AWS, "OpenSearch domain")]
VectorBucketName = Annotated[str, *_name(*_IN_AWS, "S3 vector bucket")]
TableName = Annotated[str, *_name(*_IN_AWS, "DynamoDB table")]
CollectionName = Annotated[str, *_name(*_IN_AWS, "OpenSearch collection")]
KnowledgeBase = Annotated[str, *_name(*_IN_AWS, "knowledge base")]
BedrockAgent = Annotated[str, *_name(*_IN_AWS, "Bedrock agent")]
_REPOSITORY = r"(?:[a-z0-9][a-z0-9.-]*(?::[0-9]{1,5})?/)?[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*"
_TAG, _DIGEST = ":[A-Za-z0-9_][A-Za-z0-9._-]{0,127}", "@sha256:[0-9a-f]{64}"
RepositoryName = Annotated[
    str,
    *like(
        _REPOSITORY,
        "invalid-name",
        "an image repository",
        "for example 123456789012.dkr.ecr.us-east-1.amazonaws.com/vllm, without a tag; a single tag is image: …",
    ),
]
ImageName = Annotated[
    str,
    *like(
        f"{_REPOSITORY}(?:{_TAG}(?:{_DIGEST})?|{_DIGEST})",
        "invalid-name",
        "a container image",
        "for example 123456789012.dkr.ecr.us-east-1.amazonaws.com/vllm:1.4, with a tag or a digest; all images of a "
        "repository are repository: …",
    ),
]
VaultName = Annotated[
    str, *_name(r"[A-Za-z0-9._-]{1,50}", "a backup vault", "its name: letters, digits and . _ -", "backup vault")
]
AmiId = Annotated[str, *like("ami-[0-9a-f]{8,17}", "invalid-name", "the id of an AMI", "for example ami-0abcdef12345")]
SnapshotId = Annotated[
    str, *like("snap-[0-9a-f]{8,17}", "invalid-name", "the id of a snapshot", "for example snap-0abcdef12345")
]
SecretName = Annotated[
    str,
    *like(
        r"[A-Za-z0-9/_+=.@-]{1,512}",
        "invalid-name",
        "the name of a secret",
        "letters, digits and / _ + = . @ -; without arn:, and never what is in it",
        "secret",
    ),
]
