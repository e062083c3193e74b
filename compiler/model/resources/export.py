"""The bucket in which findings are kept, and the key that encrypts them."""

from dataclasses import dataclass

from compiler.model.origin import Origin
from compiler.model.resources.policies import Attribute, Statement


@dataclass(frozen=True)
class ExportBucket:
    """The bucket in which findings are kept. A stack has one."""

    name: str
    origin: Origin


@dataclass(frozen=True)
class ExportBucketVersioning:
    origin: Origin


@dataclass(frozen=True)
class ExportBucketEncryption:
    """With the export key, unless an object says otherwise."""

    origin: Origin


@dataclass(frozen=True)
class ExportBucketPublicAccessBlock:
    origin: Origin


@dataclass(frozen=True)
class ExportBucketLifecycle:
    """Findings are deleted after so many days."""

    retention_days: int
    origin: Origin


@dataclass(frozen=True)
class ExportBucketPolicy:
    statements: tuple[Statement, ...]
    origin: Origin


@dataclass(frozen=True)
class ExportKey:
    """The key that encrypts findings; rotated every year."""

    origin: Origin


@dataclass(frozen=True)
class ExportKeyPolicy:
    statements: tuple[Statement, ...]
    origin: Origin


@dataclass(frozen=True)
class PublishingDestination:
    """Findings go to a bucket and are encrypted with a key; made here where they are attributes."""

    bucket_arn: str | Attribute
    kms_key_arn: str | Attribute
    existing: str | None
    origin: Origin
