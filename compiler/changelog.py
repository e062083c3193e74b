"""What each version changes, by what an apply of the same specs would show. ``CHANGELOG.md`` is made from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_HEAD = """\
# Changelog

What an apply of the same specs shows after an upgrade. `watchspec upgrade-notes OLD` prints what has changed since a
version, and which blocks of your stacks differ."""


class Effect(StrEnum):
    """What happens to existing resources when the same specs are applied; what needs most care comes first."""

    REFUSED = "refused in specs"
    REPLACED = "destroyed, and created under another name or address"
    DESTROYED = "destroyed"
    CREATED = "created"
    UPDATED = "updated in place"
    UNCHANGED = "different in the JSON, the same in AWS"


@dataclass(frozen=True)
class Change:
    """``subjects`` are what is different: types of resources, blocks of Terraform, or keys of the specs."""

    effect: Effect
    subjects: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Release:
    version: str
    summary: str
    changes: tuple[Change, ...] = ()

    def by_effect(self) -> Iterator[tuple[Effect, Sequence[Change]]]:
        """The changes of each effect that has any, in the order of the effects."""
        for effect in Effect:
            changes = [change for change in self.changes if change.effect is effect]
            if changes:
                yield effect, changes


RELEASES = (
    Release(
        "0.2.0",
        "Supports GuardDuty as of November 2026.",
        (
            Change(
                Effect.REFUSED,
                ("routes",),
                "Log groups, state machines and Firehose streams of another account: EventBridge cannot reach them.",
            ),
            Change(
                Effect.REFUSED,
                ("where",),
                "Seven fields that GuardDuty removed from filters, and the short name of a service where CloudTrail "
                "has the full one, such as `bedrock` for `bedrock.amazonaws.com`.",
            ),
            Change(
                Effect.REFUSED,
                ("routes",),
                "More rules with wildcards than EventBridge allows, and more log groups than one policy can hold.",
            ),
            Change(
                Effect.REPLACED,
                ("aws_guardduty_malware_protection_plan", "aws_iam_role", "aws_iam_role_policy"),
                "The address of a scan is `scan__bucket__BUCKET`, and of the role of a route `role__route__ROUTE`. "
                "Their names in AWS do not change, so move them with `terraform state mv` first.",
            ),
            Change(
                Effect.REPLACED,
                ("aws_cloudwatch_log_resource_policy",),
                "The log groups of all routes in a Region share the policy `guardduty-routes`; each route had its own.",
            ),
            Change(
                Effect.REPLACED,
                ("aws_guardduty_filter",),
                "With `filters.pack`, merged filters with `at_least` or `at_most` have another name, and filters on "
                "users are merged across accounts where that is exact.",
            ),
            Change(
                Effect.CREATED,
                ("aws_guardduty_filter", "aws_cloudwatch_event_rule"),
                "Without `filters.pack`, for a Region with more of them than fit, which was refused before: they are "
                "merged as far as they have to be. `filters: {pack: asset}` still refuses it.",
            ),
            Change(
                Effect.DESTROYED,
                ("aws_cloudwatch_event_rule", "aws_cloudwatch_event_target"),
                "`TEAM.SERVICE-other-threats` of a service with a guardrail: `TEAM.SERVICE-threats` sends those too.",
            ),
            Change(
                Effect.DESTROYED,
                ("aws_guardduty_detector_feature", "aws_guardduty_organization_configuration_feature"),
                "Protections that GuardDuty does not have in the Region, such as `ai_analyst` in most. That only "
                "removes them from the state.",
            ),
            Change(
                Effect.CREATED,
                ("aws_guardduty_detector_feature", "aws_guardduty_organization_configuration_feature"),
                "Protections of a Region that watchspec did not know before, such as `ai` in ap-east-1.",
            ),
            Change(
                Effect.CREATED,
                ("aws_guardduty_detector_feature",),
                "In the stack of an invited account: its protections are set before it accepts, and ignored then.",
            ),
            Change(
                Effect.CREATED,
                ("aws_guardduty_member",),
                "With `auto_enable: all`, for each account that has `protections`.",
            ),
            Change(
                Effect.UPDATED,
                ("aws_guardduty_filter",),
                "Suppressions without a condition on the account match only findings of their team's accounts.",
            ),
            Change(
                Effect.UPDATED,
                ("aws_guardduty_filter",),
                "`at_least` and `at_most` are written as `equals` of the severity levels. The same findings match.",
            ),
            Change(
                Effect.UPDATED,
                ("aws_guardduty_filter", "aws_cloudwatch_event_rule"),
                "A `sagemaker` service matches AnomalousModelInvocation and CostHarvesting too.",
            ),
            Change(Effect.UPDATED, ("aws_guardduty_filter",), "Descriptions of merged filters have a new wording."),
            Change(
                Effect.UPDATED,
                ("aws_cloudwatch_event_rule",),
                "Patterns with their only `*` at one end are written as prefix or suffix. The same findings match.",
            ),
            Change(
                Effect.UPDATED,
                ("aws_iam_role",),
                "EventBridge can use the role of a route only for rules of the same account.",
            ),
            Change(
                Effect.UPDATED,
                ("aws_iam_role_policy",),
                "A malware scan with `prefixes` can read only the objects below them.",
            ),
            Change(
                Effect.UPDATED,
                ("aws_s3_bucket_lifecycle_configuration", "aws_s3_bucket_policy"),
                "The created export bucket keeps deleted files as long as findings, and denies plain HTTP "
                "to the bucket itself.",
            ),
            Change(
                Effect.UNCHANGED,
                ("aws_guardduty_filter", "locals"),
                "A filter's rank is its place in the list `filters`, and is ignored once the filter exists. Adding a "
                "filter no longer changes the others.",
            ),
            Change(
                Effect.UNCHANGED,
                ("aws_cloudwatch_event_rule", "aws_cloudwatch_event_target"),
                "The rules and targets of routes have `create_before_destroy`, so that no finding is lost when one is "
                "recreated.",
            ),
            Change(
                Effect.UNCHANGED,
                ("aws_guardduty_detector",),
                "The administrator's detector has `prevent_destroy`.",
            ),
            Change(
                Effect.UNCHANGED,
                (
                    "aws_guardduty_detector_feature",
                    "aws_guardduty_member_detector_feature",
                    "aws_guardduty_organization_configuration_feature",
                ),
                "The additional configuration of RDS Protection is ignored until the provider supports it.",
            ),
            Change(Effect.UNCHANGED, ("terraform",), "The provider's source is `hashicorp/aws`; it was `aws`."),
        ),
    ),
    Release("0.1.0", "The first version."),
)
"""The newest first."""


def releases_since(old: str) -> tuple[Release, ...]:
    """The releases after ``old``, which is one of them; the newest first."""
    versions = [release.version for release in RELEASES]
    return RELEASES[: versions.index(old)]


def markdown() -> str:
    """``CHANGELOG.md``."""
    return "\n".join([_HEAD, *("\n".join(_section(release)) for release in RELEASES), ""])


def _section(release: Release) -> Iterator[str]:
    yield f"\n## {release.version}\n"
    yield release.summary
    for effect, changes in release.by_effect():
        yield f"\n### {effect[0].upper()}{effect[1:]}\n"
        yield from (
            f"- {', '.join(f'`{subject}`' for subject in change.subjects)}: {change.text}" for change in changes
        )
