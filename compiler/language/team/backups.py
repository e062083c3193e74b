"""`backups`: vaults of AWS Backup, and AMIs and EBS snapshots, of which GuardDuty can find malware in scans.

Example::

    accounts:
      - {name: prod, id: "123456789012", email: aws-prod@example.com}
    datasets:
      - {name: corpus, bucket: acme-corpus, account: prod, region: us-east-1}
    backups:
      - {name: nightly, vault: ml-vault, account: prod, region: us-east-1, of: [corpus]}

Each has exactly one of the keys `vault`, `ami` and `snapshot`. A filter is on the scans of all backups of the account,
and only a route is on this one. Scans are switched on in AWS Backup, and no protection here does that.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator

from ...catalog.assets.kind import Names
from ...diagnostics import Problem
from ..base.assets import RegionalAsset
from ..base.exactly_one import exactly_one, given
from ..base.nameable import Principals
from ..base.section import Reference
from ..base.spec import distinct
from ..base.types import Name
from .aws_names import AmiId, SnapshotId, VaultName

_KEPT_AS = ("vault", "ami", "snapshot")
_Copied = Annotated[tuple[Name, ...], AfterValidator(distinct("an asset"))]


class BackupSpec(RegionalAsset):
    """A backup: a filter on the scans of its account, and a route on those of this one."""

    noun = "a backup"

    vault: VaultName | None = None
    """The name of a vault of AWS Backup: all recovery points in it. Example: ml-vault"""
    ami: AmiId | None = None
    """The id of an AMI, for example of the nodes that train. Example: ami-0abcdef1234567890"""
    snapshot: SnapshotId | None = None
    """The id of an EBS snapshot. Example: snap-0abcdef1234567890"""
    of: _Copied | None = None
    """What it is a copy of: names under `datasets`, `databases` or `workloads` of this team. Example: [corpus]"""

    def problems(self) -> Iterator[Problem]:
        wrong = [*exactly_one(self, _KEPT_AS, f"backup {self.name!r}")]
        yield from wrong or super().problems()

    def references(self) -> Iterator[Reference]:
        yield from super().references()
        yield from (Reference(("of", n), "copied", name) for n, name in enumerate(self.of or ()))

    def asset_kind(self) -> str:
        return given(self, _KEPT_AS)[0]

    def names(self, principals: Principals) -> Names:  # noqa: ARG002
        return {key: (str(getattr(self, key)),) for key in given(self, _KEPT_AS)}

    def facts(self) -> Mapping[str, str]:
        return {"of": ", ".join(self.of)} if self.of else {}
