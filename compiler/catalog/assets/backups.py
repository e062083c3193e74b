"""Backups: vaults of AWS Backup, and images and snapshots of EC2.

Sources: user guide, findings-malware-protection-backup and malware-protection-backup ("all enablement, scheduling, and
policy settings remain in AWS Backup"); RecoveryPointDetails, Ec2ImageDetails and EbsSnapshotDetails in the API model.
Filters accept these fields only with the action ARCHIVE.
"""

from ..finding_types import MALWARE_BACKUP
from .kind import AssetKind, Place, types_of

ELSEWHERE = "scans of backups are switched on in AWS Backup, not by these specs"
_FORMS = {
    "vault": "is the bare name of the vault",
    "ami": "ends with the id of the AMI",
    "snapshot": "ends with the id of the snapshot",
}
_SCANS = types_of(("EC2", MALWARE_BACKUP), ("S3", MALWARE_BACKUP))


def _scanned(key: str, noun: str, suffix: str, of: str, field: str, text: str, *, or_absent: bool = False) -> AssetKind:
    """``of`` is how the names of its finding types end."""
    types = tuple(name for name in _SCANS if name.endswith(f"!{of}"))
    has_absent = f" A finding that has no {noun} is sent too." if or_absent else ""
    return AssetKind(
        key=f"backups[].{key}",
        noun=noun,
        types=types,
        places=(
            Place("scans", suffix=suffix, types=types, is_typed=True, has_route=False),
            Place("scans", exact={field: text}, types=types, is_typed=True, has_filter=False, or_absent=or_absent),
        ),
        limits=f"No filter has the {noun}: a filter is on all of its account, a route on this one.{has_absent} Nothing "
        f"is found until it is scanned, and {ELSEWHERE}. A scan does not check models or pickles.",
        source="findings-malware-protection-backup, malware-protection-backup; M",
        inferred=f"{field.rpartition('.')[2]} {_FORMS[key]}",
        recommended=("execution",),
        elsewhere=ELSEWHERE,
    )


VAULT = _scanned(
    "vault",
    "backup vault",
    "-backups",
    "RecoveryPoint",
    "resource.recoveryPointDetails.backupVaultName",
    "{vault}",
    or_absent=True,
)
AMI = _scanned("ami", "AMI", "-amis", "AMI", "resource.ec2ImageDetails.imageArn", "*/{ami}")
SNAPSHOT = _scanned(
    "snapshot", "snapshot", "-snapshots", "Snapshot", "resource.ebsSnapshotDetails.snapshotArn", "*/{snapshot}"
)
