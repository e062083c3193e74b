"""What Terraform destroys, recreates or takes over, as changes: the same in several stacks is one change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..model.plan import WITHIN, Plan, Planned, Stack
from ..model.resources import Body
from ..model.resources.buckets import Bucket
from ..model.resources.events import EventRule
from ..model.resources.export import ExportKey
from ..model.resources.guardduty import Detector, RankedFilter
from ..plan.stack_names import administrator_stack
from ..source import Span
from .change import Change, Level, Subject, meaning
from .stacks import StackChange, types_of


class ReplaceRule(NamedTuple):
    """A rule of plans. They have no mirrors: to create something again does not bring back what was in it."""

    code: str
    sentence: str
    meaning: str
    level: Level = Level.REPLACE


STACK_GONE = ReplaceRule(
    "stack-gone",
    "{what}: no longer in the output; what was made stays in AWS until somebody destroys it: {detail}",
    "a stack is no longer in the output, so that nobody manages what it made",
)
STACK_ELSEWHERE = ReplaceRule(
    "stack-elsewhere",
    "{what}: applied to {detail}; what was made there is not moved",
    "a stack is applied to another account or Region",
)
STATE_MOVED = ReplaceRule(
    "state-moved",
    "{what}: the state is kept elsewhere; without terraform init -migrate-state, Terraform creates everything again",
    "Terraform keeps the state of a stack in another place",
)
DESTROYED = ReplaceRule("destroyed", "Terraform destroys {detail} in {what}", "a resource is destroyed")
RECREATED = ReplaceRule(
    "recreated",
    "Terraform destroys and recreates {detail} in {what}",
    "a resource is destroyed and created again, because something of it changes that AWS cannot change",
)
REFUSED = ReplaceRule(
    "refused",
    "Terraform refuses to plan {what}: {detail} would be recreated, and has prevent_destroy",
    "a resource would be recreated that Terraform may not destroy, so that its stack cannot be applied",
)
REPACKED = ReplaceRule(
    "repacked",
    "{what}: {detail}, so that Terraform recreates them under other names",
    "similar filters or rules of a Region are merged that were not, or the other way round: by `filters.pack`, or "
    "because they no longer fit into a limit, or fit again",
)
TAKEN_OVER = ReplaceRule(
    "taken-over",
    "Terraform takes over what exists as {detail} in {what}, and overwrites whatever is different about it",
    "a resource that exists already is imported by `existing`, and what it was before is not in the specs",
    Level.REVIEW,
)
REPLACE_RULES = (REPACKED, STACK_GONE, STACK_ELSEWHERE, STATE_MOVED, DESTROYED, RECREATED, REFUSED, TAKEN_OVER)
_PACKED: dict[str, type[Body]] = {"filters": RankedFilter, "rules": EventRule}
WAIVER = "what Terraform creates is counted, and loses nothing"


class _Found(NamedTuple):
    """A rule of plans in one stack: what it is about, what is reported about it, and where that is written."""

    rule: ReplaceRule
    stack: Stack
    name: str
    detail: str
    old: list[str]
    before: Span | None = None
    after: Span | None = None


def replacements(before: Plan, after: Plan, stacks: Iterable[StackChange]) -> Iterator[Change]:
    """What is destroyed, recreated, left behind or kept elsewhere; what is the same in several stacks, once."""
    grouped: dict[tuple[ReplaceRule, str], list[_Found]] = defaultdict(list)
    changed = tuple(stacks)
    for found in (*_repacked(before, after, changed), *_of_stacks(changed), *_elsewhere(before, after)):
        grouped[found.rule, found.detail].append(found)
    yield from map(_change, grouped.values())


def _of_stacks(stacks: Iterable[StackChange]) -> Iterator[_Found]:
    for change in stacks:
        if change.is_gone:
            addresses = sorted(str(planned.address) for planned in change.destroyed)
            yield _Found(STACK_GONE, change.stack, "stacks", types_of(change.destroyed), addresses)
            continue
        kept = [planned for planned in change.recreated if _is_kept(planned.body)]
        others = [planned for planned in change.recreated if not _is_kept(planned.body)]
        taken = [planned for planned in change.created if planned.import_id is not None]
        by_rule = ((DESTROYED, change.destroyed), (REFUSED, kept), (RECREATED, others), (TAKEN_OVER, taken))
        for rule, resources in by_rule:
            for kind, planned in _by_type(resources).items():
                addresses, span = [str(each.address) for each in planned], planned[0].origin.span
                places = (span, None) if rule is DESTROYED else (None, span)
                yield _Found(rule, change.stack, kind, ", ".join(addresses), addresses, *places)


def _is_kept(body: Body) -> bool:
    """Whether it has prevent_destroy, which holds as long as it is in the output (terraform/constructs)."""
    if isinstance(body, Detector):
        return body.prevent_destroy
    return body.is_kept if isinstance(body, Bucket) else isinstance(body, ExportKey)


def _by_type(resources: Iterable[Planned[Body]]) -> Mapping[str, list[Planned[Body]]]:
    by_type: dict[str, list[Planned[Body]]] = defaultdict(list)
    for planned in sorted(resources, key=lambda planned: planned.address):
        by_type[planned.address.type].append(planned)
    return by_type


def _repacked(before: Plan, after: Plan, stacks: Iterable[StackChange]) -> Iterator[_Found]:
    """Stacks that lose filters or rules because others are merged than before."""
    for change in stacks:
        region, gone = change.stack.provider.region, {type(planned.body) for planned in change.destroyed}
        for what, body in _PACKED.items() if change.stack.name == administrator_stack(after.title, region) else ():
            old, new = (plan.pack_in(region, what) for plan in (before, after))
            if old is not new and body in gone:
                why = [each.text for each in after.merged if (each.region, each.what) == (region, what)]
                now = WITHIN.get(new)
                detail = (
                    why[0] if why else f"similar {what} are merged {now}" if now else f"{what} are no longer merged"
                )
                yield _Found(REPACKED, change.stack, what, detail, [old.value, new.value])


def _elsewhere(before: Plan, after: Plan) -> Iterator[_Found]:
    """Stacks of both plans that are applied to something else, or of which the state is kept elsewhere."""
    for new in after.stacks:
        old = before.by_name.get(new.name)
        if old is None:
            continue
        places = [f"account {stack.provider.account_id} in {stack.provider.region}" for stack in (old, new)]
        if places[0] != places[1]:
            yield _Found(STACK_ELSEWHERE, new, "stacks", f"{places[1]}, no longer to {places[0]}", places)
        if old.state != new.state:
            yield _Found(STATE_MOVED, new, "state", "", [repr(old.state), repr(new.state)])


def _change(alike: list[_Found]) -> Change:
    first, names = alike[0], sorted(found.stack.name for found in alike)
    regions = tuple(sorted({found.stack.provider.region for found in alike}))
    return Change(
        level=first.rule.level,
        rule=first.rule.code,
        subject=Subject("resources", first.name, regions=regions),
        sentence=first.rule.sentence.format(what=", ".join(names), detail=first.detail),
        before=first.before,
        after=first.after,
        old=meaning([names, first.old]),
        new=meaning(None),
    )
