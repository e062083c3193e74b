"""What ``synth`` prints when it is done: the stacks and their contents, what changed, and what to run next."""

import shlex
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from .catalog.protections import NAMES
from .diagnostics.shown import shown
from .model.assets import Asset, Naming
from .model.plan import Plan, Stack
from .model.resources import Named
from .model.resources.events import EventRule
from .model.resources.guardduty import (
    Detector,
    DetectorFeature,
    MalwareProtectionPlan,
    Member,
    OrganizationAdminAccount,
    OrganizationFeature,
    RankedFilter,
)
from .model.resources.topics import Topic
from .output.changes import Changes
from .plan.moves import is_recreated
from .terminal import Column, Screen, count_of

_NOT_IN_ALL = {
    "NEW": "Not turned on in accounts that are members already (auto_enable is new)",
    "NONE": "Not turned on in member accounts that do not override it (auto_enable is none)",
}

_COLUMNS = (
    Column("stack", folds=True),
    Column("account"),
    Column("detector"),
    *(Column(heading, is_number=True) for heading in ("members", "filters", "rules", "scans")),
)


def summarize(plan: Plan, out: Path, changes: Changes, screen: Screen, assets: Sequence[Asset] = ()) -> str:
    """All of it, for ``changes`` that are made."""
    head = f"{plan.title}: {count_of(len(plan.stacks), 'stack')}"
    table = screen.table(_COLUMNS, map(_row, plan.stacks))
    settings = [
        *_protections(plan),
        *_not_in_members(plan),
        *_assets(assets),
        *(f"In {each.region}, {each.text}" for each in plan.merged),
        *_renamed(plan),
    ]
    done = [_written(changes, out), *notices(changes, out)]
    return "\n".join([head, table, "", *settings, "", *done, *_next(plan, out), *_to_adopt(plan)]) + "\n"


def notices(changes: Changes, out: Path) -> Iterator[str]:
    """What people have to know about the changes, made or not: lines that are fit to be shown."""
    folder = out.as_posix()
    if changes.is_mixed:
        yield f"A run was interrupted while it wrote {folder}, and left old and new stacks mixed: synth repairs it."
    for stack in map(shown, changes.removed):
        yield f"Stack {stack} is no longer in the specs. Its resources still exist in AWS; to destroy them,"
        yield "check out the last commit that has the stack, disassociate its members if it has any,"
        yield "and run terraform destroy in its folder."
    for name in map(shown, changes.foreign):
        yield f"{folder}/stacks/{name} is not from these specs, and was not changed: check it, and remove it."


def _row(stack: Stack) -> tuple[str, ...]:
    detectors = ["adopted" if detector.import_id else "new" for detector in stack.of(Detector)]
    counts = (len(stack.of(body)) for body in (Member, RankedFilter, EventRule, MalwareProtectionPlan))
    numbers = (str(number) if number else "-" for number in counts)
    return (stack.name, stack.provider.account_id, "".join(detectors) or "-", *numbers)


def _protections(plan: Plan) -> Iterator[str]:
    """Which protections are on and off, by their keys in the organization document."""
    features_of = ((stack.provider.region, [p.body for p in stack.of(DetectorFeature)]) for stack in plan.stacks)
    by_region = {region: features for region, features in features_of if features}
    switches: dict[str, dict[bool, list[str]]] = defaultdict(lambda: defaultdict(list))
    for region, features in by_region.items():
        for feature in features:
            switches[NAMES[feature.feature]][feature.enabled].append(region)
    if not switches:
        yield "Protections: managed by an organization policy, so none is set here"
        return
    for word, enabled in (("on", True), ("off", False)):
        names = [name for name, regions in sorted(switches.items()) if [*regions] == [enabled]]
        yield f"Protections {word}: {', '.join(names) or 'none'}"
    for name, regions in sorted(switches.items()):
        if len(regions) > 1:
            yield f"Protection {name}: on in {', '.join(regions[True])}; off in {', '.join(regions[False])}"
    for region, features in by_region.items():
        missing = sorted(switches.keys() - {NAMES[feature.feature] for feature in features})
        if missing:
            yield f"Protections not available in {region}: {', '.join(missing)}"


def _not_in_members(plan: Plan) -> Iterator[str]:
    """The protections that are on, and that members do not all get (source: OrgFeatureStatus in the API model)."""
    names: dict[str, set[str]] = defaultdict(set)
    for stack in plan.stacks:
        switched_on = {planned.body.feature for planned in stack.of(DetectorFeature) if planned.body.enabled}
        for feature in (planned.body for planned in stack.of(OrganizationFeature)):
            if feature.feature in switched_on:
                names[feature.auto_enable].add(NAMES[feature.feature])
    yield from (f"{text}: {', '.join(sorted(names[key]))}" for key, text in _NOT_IN_ALL.items() if names[key])


def _assets(assets: Sequence[Asset]) -> Iterator[str]:
    """How far GuardDuty can name them, and each that no finding is about, or that nothing matches by name."""
    counts = Counter(asset.naming for asset in assets)
    if counts:
        yield f"Assets: {', '.join(f'{counts[naming]} {naming}' for naming in Naming if counts[naming])}"
    silent = sorted(asset.full_name for asset in assets if asset.naming is Naming.INVENTORY and not asset.mentions)
    if silent:
        yield f"No finding is about {', '.join(silent)}: declared only for the inventory"
    unrouted = sorted(asset.full_name for asset in assets if asset.needs_route)
    if unrouted:
        yield f"Only a route can match the name of {', '.join(unrouted)}: without one, at most the account is watched"


def _renamed(plan: Plan) -> Iterator[str]:
    """What an apply does about the names that the specs say are former ones, where it has not been done yet."""
    renamed = [planned for stack in plan.stacks for planned in stack.resources if planned.former]
    recreated = Counter(p.body.noun for p in renamed if is_recreated(p) and isinstance(p.body, Named))
    moved = sum(not is_recreated(planned) for planned in renamed)
    counts = ", ".join(count_of(number, noun) for noun, number in sorted(recreated.items()))
    parts = [f"{counts} recreated under the new name"] if counts else []
    parts += [f"{count_of(moved, 'resource')} moved in state"] if moved else []
    if parts:
        yield f"Renamed: {'; '.join(parts)}. Remove was once every stack is applied."
    if recreated[Topic.noun]:
        yield "Whoever subscribes to a recreated topic has to confirm again, and gets nothing until then."


def _written(changes: Changes, out: Path) -> str:
    number = len(changes.written)
    return f"{out.as_posix()}: {count_of(number, 'file')} written" if number else f"{out.as_posix()}: up to date"


def _next(plan: Plan, out: Path) -> Iterator[str]:
    is_ordered = any(stack.after for stack in plan.stacks)
    yield f"Next, apply each stack{' in this order' if is_ordered else ''}:"
    for stack in plan.stacks:
        terraform = f"terraform -chdir={shlex.quote(f'{out.as_posix()}/stacks/{stack.name}')}"
        yield f"  {terraform} init && {terraform} apply"


def _to_adopt(plan: Plan) -> Iterator[str]:
    """Delegation creates a detector, and GuardDuty refuses a second one in an account and Region."""
    delegated = {stack.provider.region for stack in plan.stacks if stack.of(OrganizationAdminAccount)}
    new = [s for s in plan.stacks if any(not detector.import_id for detector in s.of(Detector))]
    regions = [stack.provider.region for stack in new if stack.provider.region in delegated]
    if regions:
        yield ""
        yield "Delegating administration creates a detector in the administrator account. Before you apply the"
        yield "administrator's stacks, look up its id and set it in detector.existing, or the apply fails"
        yield "with 'a detector already exists':"
        yield from (f"  aws guardduty list-detectors --region {region}" for region in regions)
