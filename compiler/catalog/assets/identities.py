"""Identities: roles, users and access keys.

Sources: user guide, guardduty_finding-types-iam, guardduty_finding-types-s3 and findings-ai-protection for the types,
guardduty_filter-findings for the fields; AccessKeyDetails and Actor in the API model for the names.
"""

from .kind import AssetKind, Place, sequences, types_of

_USER, _KEY = "resource.accessKeyDetails.userName", "resource.accessKeyDetails.accessKeyId"
_ACTOR = "service.detection.sequence.actors.user.name"
_CALLS = types_of(
    ("IAMUser", "FOUNDATIONAL"),
    ("IAMUser", "AI_PROTECTION"),
    ("S3", "FOUNDATIONAL"),
    ("S3", "S3_DATA_EVENTS"),
)
_SEQUENCES = Place(
    "attack sequences",
    exact={_ACTOR: "{user}"},
    suffix="-sequences",
    types=sequences("IAM", "S3"),
    is_typed=True,
    has_filter=False,
)
_PAGES = "guardduty_finding-types-iam, guardduty_finding-types-s3, findings-ai-protection, guardduty_filter-findings; M"
_RECOMMENDED = (
    "credential-access",
    "defense-evasion",
    "exfiltration",
    "impact",
    "persistence",
    "privilege-escalation",
    "unauthorized-access",
)
_ALSO = {"agent": ("discovery",), "ci": ("discovery",)}

ROLE = AssetKind(
    key="identities[].role",
    noun="role",
    types=_CALLS,
    places=(Place("API calls", {_USER: "{user}"}), _SEQUENCES),
    limits="Findings of Runtime Monitoring, EC2 and EKS name no role. All sessions of the role match.",
    source=_PAGES,
    inferred="userName is the name of the role without its path; actors of attack sequences have the same name",
    recommended=("attack-sequence", *_RECOMMENDED),
    also=_ALSO,
)
USER = AssetKind(
    key="identities[].user",
    noun="user",
    types=_CALLS,
    places=(Place("API calls", {_USER: "{user}"}), _SEQUENCES),
    limits="Findings of Runtime Monitoring, EC2 and EKS name no user.",
    source=_PAGES,
    inferred="actors of attack sequences have the name of the user",
    recommended=("attack-sequence", *_RECOMMENDED),
    also=_ALSO,
)
KEY = AssetKind(
    key="identities[].key",
    noun="access key",
    types=_CALLS,
    places=(Place("API calls", {_KEY: "{key}"}),),
    limits="Attack sequences are not matched by access key.",
    source=_PAGES,
    recommended=_RECOMMENDED,
    also=_ALSO,
)
