"""A plan as text for a reviewer: the stacks in order, and in each the addresses, with what is around the bodies."""

from collections.abc import Iterator

from compiler.model.plan import Plan, Planned, Stack
from compiler.model.resources import Body


def plan_text(plan: Plan) -> str:
    """``plan.txt`` of a golden case."""
    return "\n\n".join("\n".join(_stack(stack)) for stack in plan.stacks) + "\n"


def _stack(stack: Stack) -> Iterator[str]:
    provider = stack.provider
    after = f", after {', '.join(stack.after)}" if stack.after else ""
    yield f"{stack.name}: account {provider.account_id}, {provider.region}{after}"
    yield from (f"  {_resource(planned)}" for planned in stack.resources)


def _resource(planned: Planned[Body]) -> str:
    around = {
        "after": ", ".join(map(str, planned.after)),
        "import": planned.import_id,
        "moved from": ", ".join(map(str, planned.former)),
    }
    return "  ".join([str(planned.address), *(f"{word} {value}" for word, value in around.items() if value)])
