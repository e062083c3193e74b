"""One check over everything that is planned: no two resources share an address, or a name in AWS."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..model.plan import Planned, Provider, Stack
from ..model.resources import Body, Named, Scope


@dataclass(frozen=True)
class Claim:
    """A resource is the only one with this ``key``, which starts with where names are unique, AWS or Terraform.

    ``message`` is for any other resource that claims it.
    """

    key: tuple[str, ...]
    message: str


def name_problems(stacks: Iterable[Stack]) -> Iterator[Diagnostic]:
    """A problem for each resource whose name is taken; the first in the order of the plan keeps it.

    Two specs are reported once, however many of their resources clash: renaming one spec separates them all.
    """
    holders: dict[tuple[str, ...], Planned[Body]] = {}
    reported = set()
    for planned, claim in (pair for stack in stacks for pair in _claims_of(stack)):
        holder = holders.setdefault(claim.key, planned)
        specs = (holder.origin.span, planned.origin.span)
        if holder is not planned and (specs not in reported or specs[0] == specs[1]):
            reported.add(specs)
            yield _problem(claim, planned, holder)


def _claims_of(stack: Stack) -> Iterator[tuple[Planned[Body], Claim]]:
    for planned in stack.resources:
        for claim in _claims(stack, planned):
            yield planned, claim


def _claims(stack: Stack, planned: Planned[Body]) -> Iterator[Claim]:
    body = planned.body
    if isinstance(body, Named):
        key = body.name.lower() if body.ignores_case else body.name
        within = _within(body.unique_in, stack.provider)
        yield Claim(("AWS", body.terraform_type, *within, key), f"a {body.noun} named {body.name} already exists")
    yield Claim(
        ("Terraform", stack.name, planned.address.name), f"{planned.address} has a Terraform name that already exists"
    )


def _within(scope: Scope, provider: Provider) -> tuple[str, ...]:
    return {
        Scope.REGION: (provider.account_id, provider.region),
        Scope.ACCOUNT: (provider.account_id,),
        Scope.WORLD: (),
    }[scope]


def _problem(claim: Claim, planned: Planned[Body], holder: Planned[Body]) -> Diagnostic:
    related = (("the first is here", holder.origin.span),)
    return Diagnostic("duplicate-name", claim.message, planned.origin.span, "rename one of the two", related)
