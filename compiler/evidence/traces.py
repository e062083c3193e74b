"""Spec -> Terraform: where an entry is written, what it becomes, and which tests of the specs prove it."""

from collections import defaultdict
from collections.abc import Iterable

from ..findings.spec_tests import Result
from ..model.address import Address
from ..model.origin import Origin
from ..model.plan import Plan
from ..model.resources import Body
from ..source import Span
from .rows import Resource


class Traces:
    """The resources of each entry of the specs, and the tests that passed for each filter."""

    def __init__(self, plan: Plan, results: Iterable[Result]) -> None:
        self._by_entry: dict[Span, list[tuple[type[Body], Resource]]] = defaultdict(list)
        self._by_address: dict[tuple[str, str, Address], Resource] = {}
        for stack in plan.stacks:
            for planned in stack.resources:
                resource = Resource(stack.name, str(planned.address))
                self._by_address[stack.provider.account_id, stack.provider.region, planned.address] = resource
                for span in (planned.origin.span, *planned.origin.others):
                    self._by_entry[span].append((type(planned.body), resource))
        self._passed: dict[str, list[str]] = defaultdict(list)
        for result in results:
            for name in () if result.failures else result.test.matches:
                self._passed[name].append(place_of(result.test.origin))

    def of(self, origin: Origin, *kinds: type[Body]) -> tuple[Resource, ...]:
        """What an entry becomes, of these kinds, in the order of the stacks."""
        return tuple(resource for kind, resource in self._by_entry.get(origin.span, ()) if kind in kinds)

    def at(self, account_id: str, region: str, *addresses: Address) -> tuple[Resource, ...]:
        """What is at these addresses of the stacks of an account and Region, as far as there is something."""
        found = (self._by_address.get((account_id, region, address)) for address in addresses)
        return tuple(resource for resource in found if resource)

    def tests(self, *filters: str) -> tuple[str, ...]:
        """The tests that expect one of the filters, by their full names, to match, and have passed."""
        return tuple(dict.fromkeys(place for name in filters for place in self._passed.get(name, ())))


def place_of(origin: Origin) -> str:
    """A file, from the specs folder down, and a line."""
    return f"{origin.span.source.name}:{origin.span.line}"
