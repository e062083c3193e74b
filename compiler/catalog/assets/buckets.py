"""Buckets of training data and model artifacts.

Sources: user guide, guardduty_finding-types-s3, gdu-malware-protection-s3 and guardduty_filter-findings; Sequence in
the API model.
"""

from .kind import AssetKind, Place, sequences, types_of

_NAME = {"resource.s3BucketDetails.name": "{bucket}"}

BUCKET = AssetKind(
    key="datasets[].bucket",
    noun="bucket",
    types=types_of(("S3", "FOUNDATIONAL"), ("S3", "S3_DATA_EVENTS"), ("S3", "MALWARE_PROTECTION_PLAN")),
    places=(
        Place("findings", _NAME),
        Place("attack sequences", suffix="-attack-sequence", types=sequences("S3"), is_typed=True),
    ),
    limits="Attack sequences are matched for its whole account. A malware scan does not check models or pickles.",
    source="guardduty_finding-types-s3, guardduty_filter-findings; M",
    recommended=("attack-sequence", "exfiltration", "impact", "malware", "policy", "stealth"),
    also={"artifacts": ("unauthorized-access",)},  # tampering
)
