"""`databases`: vector stores and other databases that models read.

Example::

    accounts:
      - {name: prod, id: "123456789012", email: aws-prod@example.com}
    databases:
      - {name: vectors, cluster: kb-vectors, account: prod, region: us-east-1, holds: embeddings}
      - {name: index, opensearch: kb-index, account: prod, region: us-east-1, holds: embeddings}

Each has exactly one of the keys `cluster`, `instance`, `opensearch`, `opensearch_serverless`, `s3_vectors`, `dynamodb`
and `knowledge_base`. Findings name only databases of Amazon Aurora and Amazon RDS; for the others, anomalous API calls
of the service in their account are watched.
"""

from collections.abc import Iterator, Mapping

from ...catalog.assets.kind import Names
from ...diagnostics import Problem
from ..base.assets import RegionalAsset
from ..base.exactly_one import exactly_one, given
from ..base.holds import Holding
from ..base.nameable import Principals
from .aws_names import (
    CollectionName,
    DatabaseCluster,
    DatabaseInstance,
    KnowledgeBase,
    OpensearchName,
    TableName,
    VectorBucketName,
)

_STORES = (
    "cluster",
    "instance",
    "opensearch",
    "opensearch_serverless",
    "s3_vectors",
    "dynamodb",
    "knowledge_base",
)


class DatabaseSpec(RegionalAsset):
    """A database: a filter on it, or on the API calls of its service in its account."""

    noun = "a database"

    cluster: DatabaseCluster | None = None
    """The identifier of an Aurora or RDS cluster. Example: kb-vectors"""
    instance: DatabaseInstance | None = None
    """The identifier of an RDS instance. Example: kb-postgres"""
    opensearch: OpensearchName | None = None
    """The name of an OpenSearch domain. No finding names it. Example: kb-index"""
    opensearch_serverless: CollectionName | None = None
    """The name of an OpenSearch Serverless collection. No finding names it. Example: kb-collection"""
    s3_vectors: VectorBucketName | None = None
    """The name of an S3 vector bucket. No finding names it. Example: kb-embeddings"""
    dynamodb: TableName | None = None
    """The name of a DynamoDB table. No finding names it. Example: sessions"""
    knowledge_base: KnowledgeBase | None = None
    """The name or id of a knowledge base of Amazon Bedrock. No finding names it: declare the store and the bucket that
    it reads as well. Example: KB12345678"""
    holds: Holding | None = None
    """What is in it. Example: embeddings"""

    def problems(self) -> Iterator[Problem]:
        wrong = [*exactly_one(self, _STORES, f"database {self.name!r}")]
        yield from wrong or super().problems()

    def asset_kind(self) -> str:
        return given(self, _STORES)[0]

    def names(self, principals: Principals) -> Names:  # noqa: ARG002
        return {key: (str(getattr(self, key)),) for key in given(self, _STORES)}

    def facts(self) -> Mapping[str, str]:
        return {"holds": self.holds} if self.holds else {}

    def use(self) -> str | None:
        return self.holds
