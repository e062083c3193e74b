"""The kinds of assets that a team can declare. A new kind is a row in a module here, and a line below."""

from . import buckets, databases, identities, models, services, workloads
from .kind import AssetKind

ASSET_KINDS: dict[str, AssetKind] = {
    "bucket": buckets.BUCKET,
    "role": identities.ROLE,
    "user": identities.USER,
    "key": identities.KEY,
    "eks": workloads.EKS,
    "ec2": workloads.EC2,
    "ecs": workloads.ECS,
    "lambda": workloads.LAMBDA,
    "sagemaker": workloads.SAGEMAKER,
    "agentcore": workloads.AGENTCORE,
    "cluster": databases.CLUSTER,
    "instance": databases.INSTANCE,
    "opensearch": databases.OPENSEARCH,
    "s3_vectors": databases.S3_VECTORS,
    "dynamodb": databases.DYNAMODB,
    "bedrock": models.BEDROCK,
    "endpoint": models.ENDPOINT,
    "artifacts": models.ARTIFACTS,
    "service": services.SERVICE,
}
