"""Whether committed stacks are what the specs give, as far as this installation can tell."""

from dataclasses import dataclass
from pathlib import Path

from ..installation import WITH_EXTRA, is_of_extra
from ..model.plan import Plan
from ..output.changes import compare, stack_path
from ..output.folder import read
from ..terminal import count_of


@dataclass(frozen=True)
class Proof:
    """``different`` says what the specs do not give, None where they give everything or nothing was compared."""

    verdict: str
    different: str | None = None


def prove(plan: Plan, out: Path) -> Proof:
    """Compiles the stacks again and compares their bytes with those in ``out``, where CDKTF is installed.

    As with ``synth --check``, what Terraform would apply beside them counts as well.

    Raises:
        Unusable: the folder belongs to another organization.
        EnvironmentFailure: Node was killed, or the disk is full.
    """
    there = [stack for stack in plan.stacks if read(out, stack_path(stack.name)).content is not None]
    if not there:
        return Proof("none was there when the report was made, so the report proves nothing about Terraform output")
    try:
        from ..terraform.parallel import synthesize_any  # only here: everything else works without CDKTF
    except ModuleNotFoundError as error:
        if not is_of_extra(error.name):
            raise
        return Proof(f"checksums only; to prove that the specs give them, verify with {WITH_EXTRA}")
    changes = compare(synthesize_any(plan), out)
    outdated = [f"stack {stack.name} differs" for stack in there if stack_path(stack.name) in changes.written]
    extra = [
        f"{name} is among the stacks, and the specs do not give it" for name in (*changes.removed, *changes.foreign)
    ]
    return Proof(_proved(len(there), len(plan.stacks)), next(iter([*outdated, *extra]), None))


def _proved(there: int, of: int) -> str:
    proved = f"{count_of(there, 'stack')} compiled again, byte for byte the same"
    return proved if there == of else f"{proved}; {of - there} more of the specs were not there"
