"""What every block has around its body: the spec it comes from, ``depends_on``, an import and a move.

Written for all resources of a stack in one place, and read back in the same place.
"""

from collections.abc import Callable, Iterable, Iterator
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
    for planned, construct in built:
        blocks.setdefault(planned.address.type, {})[planned.address.name] = _fields(planned)
        if planned.import_id is not None:
            construct.import_from(literal(planned.import_id))
        if planned.moved_from is not None:
            construct.move_from_id(str(planned.moved_from))
    stack.add_override("resource", blocks)


def read(data: dict[str, Any], read_body: Callable[[str, Block], Body]) -> dict[Address, Planned[Body]]:
    """The resources of a stack's JSON by address. ``read_body`` gets the Terraform type and the block.

    Raises:
        Unexpected: a block has more than its body and its envelope, or an import or move is of nothing.
    """
    imports = dict(_by_target(data, "import", "id"))
    moves = dict(_by_target(data, "moved", "from"))
    resources = {}
    for address, fields in _blocks(data):
        block = Block(str(address), fields)
        imported, moved = imports.pop(address, None), moves.pop(address, None)
        resources[address] = Planned(
            origin=_read_origin(block),
            after=tuple(read_address(written) for written in block.take("depends_on", [])),
            address=address,
            import_id=None if imported is None else text_of(imported),
            moved_from=None if moved is None else read_address(moved),
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
