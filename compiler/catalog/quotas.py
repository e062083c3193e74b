"""Limits of AWS services, each with its source.

[M] is the API model. [D] is the user guide, page guardduty_limits if no other is named.
"""

FILTERS_PER_DETECTOR = 100  # [D] per account and Region, not adjustable; [M] FilterRank 1 to 100
FIELDS_PER_FILTER = 50  # [D]
VALUES_PER_CONDITION = 50  # [D] equals and not_equals
PATTERNS_PER_CONDITION = 5  # [D] guardduty_filter-findings: matches and not_matches
PATTERN_LENGTH = 512  # [D] same page, characters
WILDCARDS_PER_PATTERN = 5  # [D] same page
FILTER_NAME_LENGTH = 64  # [M] FilterName, at least 3
FILTER_DESCRIPTION_LENGTH = 512  # [M] FilterDescription
FINDING_RETENTION_DAYS = 90  # [D] not adjustable
SCANNED_BUCKETS = 25  # [D] malware-protection-s3-quotas, per account and Region
SCAN_PREFIXES = 5  # [D] same page, for a bucket
IAM_ROLE_NAME_LENGTH = 64  # IAM user guide, quotas
THREAT_LISTS = 6  # [D] per account and Region; trusted lists: 1
TRUSTED_ENTRIES = 2_000  # [D] addresses and ranges in the trusted list, not adjustable
THREAT_ENTRIES = 250_000  # [D] addresses and ranges in a threat list, not adjustable
MEMBERS_BY_INVITATION = 5_000  # [D]
MEMBERS_BY_ORGANIZATION = 50_000  # [D]
EMAIL_LENGTH = (6, 64)  # [D] CreateMembers, characters
TAGS_PER_RESOURCE = 50  # AWS General Reference, tagging: key 128, value 256 characters
TAG_KEY_LENGTH = 128
TAG_VALUE_LENGTH = 256
EVENT_PATTERN_LENGTH = 2_048  # EventBridge user guide, quotas, characters; can be raised on request
RULES_PER_BUS = 300  # same page; can be raised on request; GuardDuty's own rules count as well
RULES_PER_BUS_IN = {"af-south-1": 100, "eu-south-1": 100}  # same page, where it is another number
WILDCARD_RULES_PER_BUS = 30  # same page, in each Region; cannot be raised
TARGETS_PER_RULE = 5  # API model of EventBridge, PutTargets
RETRY_ATTEMPTS = 185  # same model, RetryPolicy
RETRY_SECONDS = (60, 86_400)  # same shape
RULE_NAME_LENGTH = 64  # API model of EventBridge, RuleName
INPUT_TEMPLATE_LENGTH = 8_192  # API model of EventBridge, TransformerInput
LOG_POLICY_LENGTH = 5_120  # CloudFormation reference, AWS::Logs::ResourcePolicy; an account and Region has ten of them
