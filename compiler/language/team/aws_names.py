"""Names that AWS gives to what teams run, each with its rule."""

from typing import Annotated

from ..base.spec import like

ClusterName = Annotated[
    str, *like(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", "invalid-name", "a cluster name", "letters, digits, - and _")
]
Namespace = Annotated[
    str,
    *like(
        r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?",
        "invalid-name",
        "a Kubernetes namespace",
        "at most 63 lowercase letters, digits and -",
    ),
]
ServiceAccount = Annotated[
    str,
    *like(
        r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?",
        "invalid-name",
        "a Kubernetes service account",
        "lowercase letters, digits, - and .; without system:serviceaccount:",
    ),
]
EcsName = Annotated[
    str, *like(r"[A-Za-z0-9_-]{1,255}", "invalid-name", "an ECS name", "letters, digits, - and _; without arn:")
]
FunctionName = Annotated[
    str, *like(r"[A-Za-z0-9_-]{1,64}", "invalid-name", "a function name", "letters, digits, - and _; without arn:")
]
DatabaseName = Annotated[
    str,
    *like(
        r"[a-z][a-z0-9-]{0,62}",
        "invalid-name",
        "the identifier of a database",
        "lowercase letters, digits and -, as RDS shows it",
    ),
]
EndpointName = Annotated[
    str, *like(r"[A-Za-z0-9][A-Za-z0-9-]{0,62}", "invalid-name", "an endpoint name", "letters, digits and -")
]
ModelId = Annotated[
    str,
    *like(
        r"[A-Za-z0-9][A-Za-z0-9.:/_-]{0,2047}",
        "invalid-name",
        "the id or ARN of a model",
        "for example anthropic.claude-sonnet-4-20250514-v1:0, or the ARN of an inference profile",
    ),
]
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
    str, *like(r"[A-Za-z0-9._-]{1,50}", "invalid-name", "a backup vault", "its name: letters, digits and . _ -")
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
    ),
]
AwsName = Annotated[
    str,
    *like(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,254}", "invalid-name", "a name in AWS", "letters, digits and . _ - /"),
]
