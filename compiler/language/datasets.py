"""`datasets`: S3 buckets that hold training data, evaluation data or model artifacts.

Example::

    accounts:
      - {name: fraud-prod, id: "123456789012", email: aws-fraud-prod@example.com}
    datasets:
      - name: transactions
        bucket: acme-fraud-transactions
        account: fraud-prod
        region: eu-west-1
        classification: restricted
        watch: [exfiltration, impact, discovery, malware, attack-sequence]
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from compiler.catalog import finding_types
from compiler.diagnostics import suggest
from compiler.language.section import Context, Reference, Section, account_reference
from compiler.language.spec import distinct, fault
from compiler.language.types import BucketName, Description, Name, Region
from compiler.model.criteria import Criterion, in_order
from compiler.model.program import Filter

# An attack sequence names its buckets in service.detection.sequence.resources, which only ARCHIVE
# filters may look at, and not in resource.s3BucketDetails: it is watched by the account (user guide,
# AttackSequence finding details).
_ATTACK_SEQUENCE = "attack-sequence"
_RESOURCE = "S3"


_PURPOSES = [word for word in finding_types.purposes() if finding_types.of_purpose([word], _RESOURCE)]


def _watchable(word: str) -> str:
    if word not in finding_types.purposes():
        raise fault("unknown-purpose", f"{word!r} is not a threat purpose", suggest(word, _PURPOSES))
    if word not in _PURPOSES:
        message = f"no finding type on S3 buckets has the purpose {word}: this would never match"
        raise fault("never-matches", message, suggest(word, _PURPOSES))
    return word


Purpose = Annotated[str, AfterValidator(_watchable), Field(json_schema_extra={"enum": list(_PURPOSES)})]
Purposes = Annotated[tuple[Purpose, ...], AfterValidator(distinct("a threat purpose"))]


class DatasetSpec(Section):
    """A filter on the bucket and the finding types of `watch`, in the Region of the bucket."""

    bucket: BucketName
    """The name of the bucket, without arn: or s3:."""
    account: str
    """The account that owns the bucket: the name of an account of this team, or administrator."""
    region: Region
    """Where the bucket is; one of the organization's Regions."""
    classification: Name | None = None
    """How sensitive the data is, in the company's own words; a tag of the filter."""
    watch: Purposes | None = None
    """Threat purposes; left out, every finding on the bucket, types that AWS adds later included."""
    description: Description | None = None
    """What the filter says about itself in the GuardDuty console."""

    def references(self) -> Iterator[Reference]:
        yield account_reference(self.account)
        yield Reference(("region",), "region", self.region)

    def lower(self, context: Context) -> Iterator[Filter]:
        tags = {"classification": self.classification} if self.classification else {}
        bucket = Criterion("resource.s3BucketDetails.name", equals=(self.bucket,))
        account = Criterion("accountId", equals=(context.accounts[self.account],))
        about = self.description or f"Findings on the S3 bucket {self.bucket} (dataset {self.name})"
        direct = [word for word in self.watch or () if word != _ATTACK_SEQUENCE]
        if self.watch is None:
            yield context.filter(self.name, about, in_order(bucket), (self.region,), tags=tags)
        if direct:
            types = Criterion("type", equals=finding_types.of_purpose(direct, _RESOURCE))
            yield context.filter(self.name, about, in_order(bucket, types), (self.region,), tags=tags)
        if _ATTACK_SEQUENCE in (self.watch or ()):
            types = Criterion("type", equals=finding_types.of_purpose([_ATTACK_SEQUENCE], _RESOURCE))
            name = f"{self.name}-{_ATTACK_SEQUENCE}"
            sequences = f"Attack sequences on S3 data in the account of dataset {self.name}"
            yield context.filter(name, sequences, in_order(account, types), (self.region,), tags=tags)
