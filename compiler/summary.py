"""What ``synth`` tells when it is done: stacks, what is in them, where they are, what to run next."""

from collections.abc import Iterator
from pathlib import Path

from compiler.model.plan import Plan, Stack
from compiler.model.resources import (
    Detector,
    DetectorFeature,
    EventRule,
    MalwareProtectionPlan,
    Member,
    OrganizationAdminAccount,
    RankedFilter,
)

_HEAD: tuple[str, ...] = ("stack", "account", "detector", "members", "filters", "routes", "scans")


def summarize(plan: Plan, out: Path, written: tuple[str, ...], removed: tuple[str, ...]) -> str:
    """``written`` are the paths that changed, ``removed`` those of stacks that are gone."""
    lines = [*_table(plan), "", *_protections(plan), "", *_changes(out, written, removed), *_next(plan, out)]
    return "\n".join(lines) + "\n"


def _table(plan: Plan) -> Iterator[str]:
    rows = [_HEAD, *(_row(stack) for stack in plan.stacks)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    yield f"{plan.title}: {count(len(plan.stacks), 'stack')}"
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _row(stack: Stack) -> tuple[str, ...]:
    detectors = ["adopted" if detector.existing else "new" for detector in stack.of(Detector)]
    counts = (len(stack.of(kind)) for kind in (Member, RankedFilter, EventRule, MalwareProtectionPlan))
    numbers = (str(number) if number else "-" for number in counts)
    return (stack.name, stack.provider.account_id, "".join(detectors) or "-", *numbers)


def _protections(plan: Plan) -> Iterator[str]:
    """What is switched on and off; a Region that does not have a protection has no block for it."""
    by_region = {s.provider.region: s.of(DetectorFeature) for s in plan.stacks if s.of(DetectorFeature)}
    switches = {feature.feature: feature.enabled for features in by_region.values() for feature in features}
    if not switches:
        yield "Protections are managed by an organization policy; none is touched here."
        return
    for word, enabled in (("on", True), ("off", False)):
        names = [name for name, is_on in sorted(switches.items()) if is_on is enabled]
        yield f"Protections {word}: {', '.join(names) or 'none'}"
    for region, features in by_region.items():
        missing = sorted(switches.keys() - {feature.feature for feature in features})
        if missing:
            yield f"Not in {region}, which does not have it: {', '.join(missing)}"


def _changes(out: Path, written: tuple[str, ...], removed: tuple[str, ...]) -> Iterator[str]:
    yield f"{out.as_posix()}: {count(len(written), 'file')} written" if written else f"{out.as_posix()}: up to date"
    for path in removed:
        name = Path(path).parent.name
        yield f"Removed {name}: what it made in AWS is still there. To destroy that, check out the JSON of the last"
        yield f"commit that had it and run terraform destroy in stacks/{name}."


def _next(plan: Plan, out: Path) -> Iterator[str]:
    ordered = any(stack.after for stack in plan.stacks)
    yield f"Next, in each stack's folder{', in this order' if ordered else ''}:"
    for stack in plan.stacks:
        yield f"  cd {out.as_posix()}/stacks/{stack.name} && terraform init && terraform apply"
    yield from _to_adopt(plan)


def _to_adopt(plan: Plan) -> Iterator[str]:
    """Delegation switches a detector on, and a second one in an account and Region is refused."""
    delegated = {stack.provider.region for stack in plan.stacks if stack.of(OrganizationAdminAccount)}
    new = [s for s in plan.stacks if any(not detector.existing for detector in s.of(Detector))]
    regions = [stack.provider.region for stack in new if stack.provider.region in delegated]
    if regions:
        yield ""
        yield "Delegating administration switches a detector on. Before you apply the stacks of the administrator, ask"
        yield "for its id and name it under detector.existing, or the apply ends in 'a detector already exists':"
        yield from (f"  aws guardduty list-detectors --region {region}" for region in regions)


def count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
