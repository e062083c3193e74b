"""What each key compiles to: the Terraform resources, and the keys that they come from."""

_ASSETS = (
    "datasets",
    "access_keys",
    "identities",
    "workloads",
    "databases",
    "models",
    "backups",
    "images",
    "secrets",
    "services",
)
_VIEWS = (*_ASSETS, "filters", "suppressions")
_ENROLLED = ("membership", "protections")
_ROUTED = (
    "routes",
    *(f"{section}[].route" for section in _ASSETS),
    "datasets[].malware_scan.route",
    "filters[].route",
    "runtime_coverage",
)
_BUCKET = ("export.create",)
_TOPIC = ("routes.NAME.create.sns",)
_LIST_BUCKET = ("lists.create",)
_UPLOADED = ("lists.trusted_ips.entries", "lists.trusted_ips.file", "lists.threats[].entries", "lists.threats[].file")

RESOURCES: dict[str, tuple[str, ...]] = {
    "aws_guardduty_detector": ("regions", "detector", "accounts[].role"),
    "aws_guardduty_detector_feature": ("protections", "accounts[].role"),
    "aws_guardduty_filter": _VIEWS,
    "aws_guardduty_invite_accepter": ("accounts[].role",),
    "aws_guardduty_ipset": ("lists.trusted_ips",),
    "aws_guardduty_malware_protection_plan": ("datasets[].malware_scan",),
    "aws_guardduty_member": ("accounts",),
    "aws_guardduty_member_detector_feature": ("accounts[].protections",),
    "aws_guardduty_organization_admin_account": ("management",),
    "aws_guardduty_organization_configuration": _ENROLLED,
    "aws_guardduty_organization_configuration_feature": _ENROLLED,
    "aws_guardduty_publishing_destination": ("export",),
    "aws_guardduty_threatintelset": ("lists.threats",),
    "aws_cloudwatch_event_rule": _ROUTED,
    "aws_cloudwatch_event_target": _ROUTED,
    "aws_cloudwatch_log_resource_policy": ("routes.NAME.log_group_arn",),
    "aws_iam_role": ("datasets[].malware_scan", "routes"),
    "aws_iam_role_policy": ("datasets[].malware_scan", "routes"),
    "aws_kms_key": (*_BUCKET, *_TOPIC),
    "aws_kms_key_policy": _BUCKET,
    "aws_s3_bucket": (*_BUCKET, *_LIST_BUCKET),
    "aws_s3_bucket_lifecycle_configuration": ("export.create.retention_days",),
    "aws_s3_bucket_object_lock_configuration": ("export.create.object_lock",),
    "aws_s3_bucket_policy": (*_BUCKET, *_LIST_BUCKET),
    "aws_s3_bucket_public_access_block": (*_BUCKET, *_LIST_BUCKET),
    "aws_s3_bucket_server_side_encryption_configuration": _BUCKET,
    "aws_s3_bucket_versioning": _BUCKET,
    "aws_s3_object": _UPLOADED,
    "aws_sns_topic": _TOPIC,
    "aws_sns_topic_policy": _TOPIC,
    "aws_sns_topic_subscription": ("routes.NAME.create.sns.emails",),
}
