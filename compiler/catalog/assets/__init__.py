"""The kinds of assets that a team can declare. A new kind is a row in a module here, and a line below."""

from . import backups, buckets, databases, identities, images, models, secrets, services, workloads
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
    "bedrock_agent": workloads.BEDROCK_AGENT,
    "cluster": databases.CLUSTER,
    "instance": databases.INSTANCE,
    "opensearch": databases.OPENSEARCH,
    "opensearch_serverless": databases.OPENSEARCH_SERVERLESS,
    "s3_vectors": databases.S3_VECTORS,
    "dynamodb": databases.DYNAMODB,
    "knowledge_base": databases.KNOWLEDGE_BASE,
    "bedrock": models.BEDROCK,
    "endpoint": models.ENDPOINT,
    "artifacts": models.ARTIFACTS,
    "vault": backups.VAULT,
    "ami": backups.AMI,
    "snapshot": backups.SNAPSHOT,
    "image": images.IMAGE,
    "repository": images.REPOSITORY,
    "secret": secrets.SECRET,
    "service": services.SERVICE,
}
