"""``codeowners``: a CODEOWNERS file that guards the specs, from ``teams`` and ``owner`` of the organization."""

from ..pipeline import compile_specs
from ..review.accepted import ACCEPTED
from ..scaffold.codeowners import line, lines_for_specs
from .exit_codes import CLEAN
from .options.reviewing import Codeowners
from .printing import usage


def print_codeowners(options: Codeowners) -> int:
    if options.specs.is_absolute() or ".." in options.specs.parts:
        return usage("run this in the folder of the repository, with --specs below it")
    organization = compile_specs(options.specs).program.organization
    if organization.owner is None:
        return usage("the organization document has no owner, so nobody would guard it; add owner: to it")
    accepted_changes = line(options.specs.parent, ACCEPTED, organization.owner)
    print("\n".join((*lines_for_specs(organization, organization.owner, options.specs), accepted_changes)))
    return CLEAN
