"""Moves: where something is renamed, Terraform moves what is at its former addresses.

What makes a resource computes these addresses from the former names, by the functions that compute the present one.
"""

from collections.abc import Iterable, Iterator

from ..catalog.renaming import RECREATED
from ..diagnostics import Diagnostic
from ..model.address import Address
from ..model.plan import Planned, Stack
from ..model.resources import Body
from ..model.resources.guardduty import ThreatIntelSet


def is_recreated(planned: Planned[Body]) -> bool:
    """Whether Terraform recreates a renamed resource. What is adopted has the name that it had."""
    is_read_again = isinstance(planned.body, ThreatIntelSet) and planned.body.file is not None
    return (planned.address.type in RECREATED and planned.import_id is None) or is_read_again


def move_problems(stacks: Iterable[Stack]) -> Iterator[Diagnostic]:
    """A problem where Terraform would refuse a move: another resource is or was at the address.

    The checks find most of it by the names. Here is what only the addresses show: names of two sections, or of parts
    of a filter. Two specs are reported once.
    """
    reported = set()
    for stack in stacks:
        for planned, address, other in _clashes(stack):
            specs = (planned.origin.span, other.origin.span)
            if specs not in reported:
                reported.add(specs)
                message = f"the former address {address} also belongs to another entry"
                help_, related = "rename one of the two, or remove was", (("the other entry", other.origin.span),)
                yield Diagnostic("invalid-was", message, planned.origin.span, help_, related)


def _clashes(stack: Stack) -> Iterator[tuple[Planned[Body], Address, Planned[Body]]]:
    """What has been moved, from which address, and what else is or was there."""
    holders = dict(stack.by_address)
    for planned in stack.resources:
        for address in planned.former:
            other = holders.setdefault(address, planned)
            if other is not planned:
                yield planned, address, other
