"""``replace_triggered_by``: a list is recreated with the file that it is read from.

GuardDuty reads a file only when its list is activated (user guide, guardduty_upload-lists, considerations), and the
provider activates a list when it creates it, but not when only its location changes (internal/service/guardduty:
UpdateIPSet gets ``activate`` only if that changes).
"""

from cdktf import TerraformResourceLifecycle

from ...model.address import Ref
from ..block import Block
from ..references import read_traversal, traversal
from ..unexpected import Unexpected


def recreated_with(file: Ref | None) -> TerraformResourceLifecycle | None:
    return TerraformResourceLifecycle(replace_triggered_by=[traversal(file)]) if file else None


def read_recreated_with(block: Block) -> Ref | None:
    """The reference that :func:`recreated_with` wrote, None where the block has no lifecycle."""
    lifecycle = block.take("lifecycle")
    if lifecycle is None:
        return None
    if list(lifecycle) != ["replace_triggered_by"] or len(lifecycle["replace_triggered_by"]) != 1:
        raise Unexpected(f"lifecycle: {lifecycle!r}")
    return read_traversal(lifecycle["replace_triggered_by"][0])
