"""What is recreated under a new name, because AWS or the provider cannot rename it.

These are the provider's attributes with ``ForceNew`` (its internal/service) in which a name of the specs ends up:
``name`` of a filter, a rule, a role and a topic, and what refers to these; ``key`` of an object. A threat list changes
its name in place, unless its file has a new key; a KMS key has no name. ``tests/test_renames.py`` holds the table
against what real Terraform plans.
"""

RECREATED = frozenset(
    {
        "aws_cloudwatch_event_rule",
        "aws_cloudwatch_event_target",
        "aws_guardduty_filter",
        "aws_iam_role",
        "aws_iam_role_policy",
        "aws_s3_object",
        "aws_sns_topic",
        "aws_sns_topic_policy",
        "aws_sns_topic_subscription",
    }
)
"""Terraform types."""
