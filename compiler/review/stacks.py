"""What an apply does to each stack: two plans are compared, by address.

In an update Terraform recreates a resource if an attribute of it changes that AWS cannot change. Source of
``RECREATED_BY``: ``ForceNew`` and ``RequiresReplace`` in the schemas of the provider (internal/service in
hashicorp/terraform-provider-aws), for the attribute that each field becomes.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from ..model.address import Address, Ref
from ..model.plan import Plan, Planned, Stack
from ..model.resources import Body, buckets, events, export, guardduty, lists, policies, topics

RECREATED_BY: dict[type[Body], tuple[str, ...]] = {
    guardduty.Detector: (),
    guardduty.DetectorFeature: ("detector", "feature"),
    guardduty.OrganizationConfiguration: ("detector",),
    guardduty.OrganizationFeature: ("detector", "feature"),
    guardduty.OrganizationAdminAccount: ("admin_account_id",),
    # The e-mail address and the invitation would too, but their changes are ignored (terraform/constructs).
    guardduty.Member: ("detector", "account_id"),
    guardduty.MemberDetectorFeature: ("detector", "account_id", "feature"),
    guardduty.InviteAccepter: ("detector", "administrator"),
    guardduty.MalwareProtectionPlan: ("bucket",),
    guardduty.IPSet: ("detector", "format"),
    guardduty.ThreatIntelSet: ("detector", "format"),
    guardduty.RankedFilter: ("detector", "name"),
    export.PublishingDestination: ("detector",),
    export.ExportKey: (),
    export.ExportKeyPolicy: ("key",),
    buckets.Bucket: ("name",),
    buckets.BucketVersioning: ("bucket",),
    buckets.BucketEncryption: ("bucket",),
    buckets.BucketPublicAccessBlock: ("bucket",),
    buckets.BucketLifecycle: ("bucket",),
    buckets.BucketObjectLock: ("bucket",),
    buckets.BucketPolicy: ("bucket",),
    lists.ListFile: ("bucket", "key"),
    events.EventRule: ("name",),
    events.EventTarget: ("rule",),
    events.LogResourcePolicy: ("name",),
    topics.TopicKey: (),
    topics.Topic: ("name",),
    topics.TopicPolicy: ("topic",),
    topics.EmailSubscription: ("topic", "email"),
    policies.ServiceRole: ("name", "path"),
    policies.ServiceRolePolicy: ("role", "name"),
}
"""By body, the fields that Terraform cannot change in place."""
IGNORED: dict[type[Body], tuple[str, ...]] = {guardduty.Member: ("email", "invitation")}
"""By body, the fields of which Terraform ignores changes (``ignore_changes`` in terraform/constructs)."""


@dataclass(frozen=True)
class StackChange:
    """What an apply does to a stack: the resources that it creates, changes, recreates and destroys.

    ``is_new`` if only the version after has the stack, ``is_gone`` if only the one before.
    """

    stack: Stack
    created: tuple[Planned[Body], ...]
    changed: tuple[Planned[Body], ...]
    recreated: tuple[Planned[Body], ...]
    destroyed: tuple[Planned[Body], ...]
    is_new: bool = False
    is_gone: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.created or self.changed or self.recreated or self.destroyed or self.is_gone)


def stack_changes(before: Plan, after: Plan) -> tuple[StackChange, ...]:
    """What happens to each stack, in the order of applying; then the stacks that are gone, in that of destroying."""
    kept = (_stack_change(before.by_name.get(stack.name), stack) for stack in after.stacks)
    gone = (stack for stack in reversed(before.stacks) if stack.name not in after.by_name)
    changes = (*kept, *(StackChange(stack, (), (), (), stack.resources, is_gone=True) for stack in gone))
    return tuple(change for change in changes if not change.is_empty)


def types_of(resources: Iterable[Planned[Body]]) -> str:
    """How many resources there are of each type: ``aws_guardduty_detector, 3 aws_guardduty_filter``."""
    counted = Counter(planned.address.type for planned in resources)
    return ", ".join(f"{number:,} {kind}" if number > 1 else kind for kind, number in sorted(counted.items()))


def _stack_change(old: Stack | None, new: Stack) -> StackChange:
    if old is None:
        return StackChange(new, new.resources, (), (), (), is_new=True)
    moves = {address: planned.address for planned in new.resources for address in planned.former}
    moved = {before: after for before, after in moves.items() if after not in old.by_address}
    olds = {moved.get(planned.address, planned.address): planned for planned in old.resources}
    kept = [(olds[planned.address], planned) for planned in new.resources if planned.address in olds]
    recreated = _recreated(kept)
    return StackChange(
        new,
        created=tuple(planned for planned in new.resources if planned.address not in olds),
        changed=tuple(b for a, b in kept if _is_seen(a.body, b.body) and b.address not in recreated),
        recreated=tuple(planned for _, planned in kept if planned.address in recreated),
        destroyed=tuple(planned for address, planned in olds.items() if address not in new.by_address),
    )


def _is_seen(old: Body, new: Body) -> bool:
    """Whether Terraform sees a difference. What an account has taken over is its administrator's to change."""
    if isinstance(new, guardduty.DetectorFeature) and new.is_handed_over:
        return False
    ignored = IGNORED.get(type(new), ())
    names = (field.name for field in fields(new) if field.name not in ignored)  # type: ignore[arg-type] # a dataclass
    return any(getattr(old, name, None) != getattr(new, name) for name in names)


def _recreated(kept: Iterable[tuple[Planned[Body], Planned[Body]]]) -> set[Address]:
    """Also what refers to something that is recreated, where it cannot refer to another. References lead back."""
    recreated: set[Address] = set()
    other_files: set[Address] = set()
    for old, new in kept:
        names = RECREATED_BY[type(new.body)]
        values = [getattr(new.body, name) for name in names]
        follows = any(isinstance(value, Ref) and value.address in recreated for value in values)
        differs = any(getattr(old.body, name, None) != getattr(new.body, name) for name in names)
        if follows or differs or _file_of(new.body) in other_files:
            recreated.add(new.address)
        if isinstance(new.body, lists.ListFile) and getattr(old.body, "key", None) != new.body.key:
            other_files.add(new.address)
    return recreated


def _file_of(body: Body) -> Address | None:
    """The file with whose key a list is recreated (``replace_triggered_by`` in terraform/constructs)."""
    file = body.file if isinstance(body, guardduty.IPSet | guardduty.ThreatIntelSet) else None
    return file.address if file else None
