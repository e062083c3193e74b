"""What Terraform destroys or recreates, from the plans of two versions, by address.

In an update Terraform recreates a resource if an attribute of it changes that AWS cannot change. Source of
``RECREATED_BY``: ``ForceNew`` and ``RequiresReplace`` in the schemas of the provider (internal/service in
hashicorp/terraform-provider-aws), for the attribute that each field becomes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..model.address import Address, Ref
from ..model.plan import Plan, Planned, Stack
from ..model.resources import Body, buckets, events, export, guardduty, lists, policies, topics
from .change import Change, Level, Subject, meaning

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
_TRIGGER = "file"  # replace_triggered_by: a list is recreated with its file, and only with it


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


class ReplaceRule(NamedTuple):
    """A rule of plans. They have no mirrors: to create something again does not bring back what was in it."""

    code: str
    sentence: str
    meaning: str


STACK_GONE = ReplaceRule(
    "stack-gone",
    "stack {what} leaves the output with {detail}: Terraform leaves them in AWS until somebody destroys the stack",
    "a stack is no longer in the output, so that nobody manages what it made",
)
STACK_ELSEWHERE = ReplaceRule(
    "stack-elsewhere",
    "stack {what} is applied to {detail}: what it made there before is not moved",
    "a stack is applied to another account or Region",
)
STATE_MOVED = ReplaceRule(
    "state-moved",
    "the state of {what} is kept elsewhere: without terraform init -migrate-state, Terraform creates everything again",
    "Terraform keeps the state of a stack in another place",
)
DESTROYED = ReplaceRule("destroyed", "Terraform destroys {detail} in {what}", "a resource is destroyed")
RECREATED = ReplaceRule(
    "recreated",
    "Terraform destroys and recreates {detail} in {what}",
    "a resource is destroyed and created again, because something of it changes that AWS cannot change",
)
REPLACE_RULES = (STACK_GONE, STACK_ELSEWHERE, STATE_MOVED, DESTROYED, RECREATED)
WAIVER = "what Terraform creates is counted, and loses nothing"


def stack_changes(before: Plan, after: Plan) -> tuple[StackChange, ...]:
    """What happens to each stack, in the order of applying; then the stacks that are gone, in that of destroying."""
    kept = (_stack_change(before.by_name.get(stack.name), stack) for stack in after.stacks)
    gone = (stack for stack in reversed(before.stacks) if stack.name not in after.by_name)
    changes = (*kept, *(StackChange(stack, (), (), (), stack.resources, is_gone=True) for stack in gone))
    return tuple(change for change in changes if not change.is_empty)


def replacements(before: Plan, after: Plan, stacks: Iterable[StackChange]) -> Iterator[Change]:
    """What is destroyed or recreated, of one type and the same in several stacks at once."""
    grouped: dict[tuple[ReplaceRule, tuple[Address, ...]], list[tuple[Stack, Planned[Body]]]] = defaultdict(list)
    for change in stacks:
        if change.is_gone:
            yield _of_stack(STACK_GONE, change.stack, f"{len(change.destroyed):,} resources", _addresses(change.stack))
            continue
        for rule, resources in ((DESTROYED, change.destroyed), (RECREATED, change.recreated)):
            for planned in _by_type(resources).values():
                grouped[rule, tuple(each.address for each in planned)].append((change.stack, planned[0]))
    for (rule, addresses), places in grouped.items():
        yield _of_resources(rule, addresses, [stack for stack, _ in places], places[0][1])
    for stack in after.stacks:
        if stack.name in before.by_name:
            yield from _moved(before.by_name[stack.name], stack)


def _stack_change(old: Stack | None, new: Stack) -> StackChange:
    if old is None:
        return StackChange(new, new.resources, (), (), (), is_new=True)
    moved = {planned.moved_from: planned.address for planned in new.resources if planned.moved_from}
    olds = {moved.get(planned.address, planned.address): planned for planned in old.resources}
    kept = [(olds[planned.address], planned) for planned in new.resources if planned.address in olds]
    recreated = _recreated(kept)
    return StackChange(
        new,
        created=tuple(planned for planned in new.resources if planned.address not in olds),
        changed=tuple(b for a, b in kept if a.body != b.body and b.address not in recreated),
        recreated=tuple(planned for _, planned in kept if planned.address in recreated),
        destroyed=tuple(planned for address, planned in olds.items() if address not in new.by_address),
    )


def _recreated(kept: Iterable[tuple[Planned[Body], Planned[Body]]]) -> set[Address]:
    """Also what refers to something that is recreated, where it cannot refer to another. References lead back."""
    recreated: set[Address] = set()
    for old, new in kept:
        fields = RECREATED_BY[type(new.body)]
        values = [getattr(new.body, field) for field in fields] + [getattr(new.body, _TRIGGER, None)]
        follows = any(isinstance(value, Ref) and value.address in recreated for value in values)
        if follows or any(getattr(old.body, field, None) != getattr(new.body, field) for field in fields):
            recreated.add(new.address)
    return recreated


def _by_type(resources: Iterable[Planned[Body]]) -> Mapping[str, list[Planned[Body]]]:
    by_type: dict[str, list[Planned[Body]]] = defaultdict(list)
    for planned in sorted(resources, key=lambda planned: planned.address):
        by_type[planned.address.type].append(planned)
    return by_type


def _of_resources(
    rule: ReplaceRule, addresses: tuple[Address, ...], stacks: list[Stack], first: Planned[Body]
) -> Change:
    names = [str(address) for address in addresses]
    where = sorted(stack.name for stack in stacks)
    return Change(
        level=Level.REPLACE,
        rule=rule.code,
        subject=Subject("resources", addresses[0].type, regions=tuple(sorted({s.provider.region for s in stacks}))),
        sentence=rule.sentence.format(what=", ".join(where), detail=", ".join(names)),
        before=first.origin.span if rule is DESTROYED else None,
        after=first.origin.span if rule is RECREATED else None,
        old=meaning([where, names]),
        new=meaning(None),
    )


def _moved(old: Stack, new: Stack) -> Iterator[Change]:
    places = [f"account {stack.provider.account_id} in {stack.provider.region}" for stack in (old, new)]
    if places[0] != places[1]:
        yield _of_stack(STACK_ELSEWHERE, new, f"{places[1]}, no longer to {places[0]}", places)
    if old.state != new.state:
        yield _of_stack(STATE_MOVED, new, "", [repr(old.state), repr(new.state)])


def _of_stack(rule: ReplaceRule, stack: Stack, detail: str, old: list[str]) -> Change:
    subject = Subject("stacks", stack.name, account=stack.provider.account_id, regions=(stack.provider.region,))
    sentence = rule.sentence.format(what=stack.name, detail=detail)
    return Change(Level.REPLACE, rule.code, subject, sentence, None, None, meaning(old), meaning(None))


def _addresses(stack: Stack) -> list[str]:
    return sorted(str(planned.address) for planned in stack.resources)
