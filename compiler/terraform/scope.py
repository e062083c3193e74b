"""What a construct function needs: the CDKTF stack, and the constructs that are there already."""

from dataclasses import dataclass, field

from cdktf import TerraformResource, TerraformStack

from compiler.model.origin import Origin
from compiler.terraform.literals import literal


@dataclass
class Scope:
    """A stack under construction.

    Constructs stand directly below the stack and are called what Terraform shall call them: then
    CDKTF adds no hash to the name. ``built`` has them by that name, ``specs`` the spec each came
    from by Terraform type and name.
    """

    stack: TerraformStack
    built: dict[str, TerraformResource] = field(default_factory=dict)
    specs: dict[str, dict[str, dict[str, dict[str, str]]]] = field(default_factory=dict)

    def add(
        self, terraform_type: str, name: str, construct: TerraformResource, origin: Origin, existing: str | None = None
    ) -> None:
        """``existing`` is the id of what is imported instead of being made."""
        self.built[name] = construct
        if existing:
            construct.import_from(literal(existing))
        self.specs.setdefault(terraform_type, {})[name] = {"//": {"spec": literal(origin.label)}}

    def name_specs(self) -> None:
        """Writes into every block the spec it came from; in one call, because each is a trip to Node."""
        self.stack.add_override("resource", self.specs)
