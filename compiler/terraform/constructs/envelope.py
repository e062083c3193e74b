"""What every block has around its body: the spec it comes from, ``depends_on``, an import and moves.

Written for all resources of a stack in one place, and read back in the same place.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

from cdktf import TerraformResource, TerraformStack

from ...model.address import Address
from ...model.origin import Origin
from ...model.plan import Planned
from ...model.resources import Body
from ...source import Source, Span
from ..block import Block
from ..literals import literal, text_of
from ..references import read_address
from ..unexpected import Unexpected

# An origin that is read back has no place in a file, and comparisons ignore places.
_NOWHERE = Span(Source("", "", ""), 0, 0, 0, 0)


def write(stack: TerraformStack, built: Iterable[tuple[Planned[Body], TerraformResource]]) -> None:
    """Most of it in one call for the whole stack, because each call is a trip to Node."""
    blocks: dict[str, dict[str, dict[str, Any]]] = {}
    moves: list[dict[str, str]] = []
    for planned, construct in built:
        moves += _moves(planned)
        blocks.setdefault(planned.address.type, {})[planned.address.name] = _fields(planned)
        if planned.import_id is not None:
            construct.import_from(literal(planned.import_id))
    stack.add_override("resource", blocks)
    if moves:
        stack.add_override("moved", moves)


def read(data: dict[str, Any], read_body: Callable[[str, Block], Body]) -> dict[Address, Planned[Body]]:
    """The resources of a stack's JSON by address. ``read_body`` gets the Terraform type and the block.

    Raises:
        Unexpected: a block has more than its body and its envelope, or an import or a move is of nothing.
    """
    imports = dict(_by_target(data, "import", "id"))
    moves = {target: read_address(source) for target, source in _by_target(data, "moved", "from")}
    resources = {}
    for address, fields in _blocks(data):
        block = Block(str(address), fields)
        imported = imports.pop(address, None)
        resources[address] = Planned(
            origin=_read_origin(block),
            after=tuple(read_address(written) for written in block.take("depends_on", [])),
            address=address,
            import_id=None if imported is None else text_of(imported),
            former=_former(address, moves),
            body=read_body(address.type, block),
        )
        block.end()
    if imports or moves:
        raise Unexpected(f"imports or moves of nothing: {sorted(map(str, [*imports, *moves]))}")
    return resources


def _fields(planned: Planned[Body]) -> dict[str, Any]:
    after = {"depends_on": [str(address) for address in planned.after]} if planned.after else {}
    return {"//": {"spec": literal(planned.origin.label)}, **after}


def _blocks(data: dict[str, Any]) -> Iterator[tuple[Address, dict[str, Any]]]:
    for terraform_type, blocks in data["resource"].items():
        for name, fields in blocks.items():
            yield Address(terraform_type, name), fields


def _moves(planned: Planned[Body]) -> Iterator[dict[str, str]]:
    """A chain, because Terraform refuses two moves to one address; where nothing is at an address, it moves nothing."""
    for source, target in pairwise((*planned.former, planned.address)):
        yield {"from": str(source), "to": str(target)}


def _former(address: Address, moves: dict[Address, Address]) -> tuple[Address, ...]:
    """Takes the chain that ends at an address."""
    former: list[Address] = []
    while address in moves:
        address = moves.pop(address)
        former.append(address)
    return tuple(reversed(former))


def _by_target(data: dict[str, Any], key: str, field: str) -> Iterator[tuple[Address, str]]:
    """``import`` or ``moved`` blocks by the address they are for, which has one at most."""
    blocks = [Block(key, fields) for fields in data.get(key, [])]
    targets = [read_address(block.take("to")) for block in blocks]
    if len(set(targets)) != len(targets):
        raise Unexpected(f"{key}: two blocks for one address")
    for target, block in zip(targets, blocks, strict=True):
        yield target, block.take(field)
        block.end()


def _read_origin(block: Block) -> Origin:
    """CDKTF adds ``metadata`` to the spec: the path of the construct, which says nothing new."""
    comment = Block("//", block.take("//", {}))
    comment.take("metadata")
    origin = Origin(comment.text("spec"), _NOWHERE)
    comment.end()
    return origin
