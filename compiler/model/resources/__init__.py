"""The resources, as Terraform has to hold them: bodies only. Frozen dataclasses, one a Terraform type.

Where a body refers to another resource of its stack, it holds a :class:`~compiler.model.address.Ref`.
Its own address, what it comes after and what is imported are around it, in ``Planned``.
"""

from enum import Enum, auto
from typing import ClassVar

from ..address import Address


class Scope(Enum):
    """Within what AWS accepts a name only once."""

    REGION = auto()  # of one account
    ACCOUNT = auto()
    WORLD = auto()


class Body:
    """What every body knows: its Terraform type."""

    terraform_type: ClassVar[str]

    @classmethod
    def at(cls, name: str) -> Address:
        """The address of a resource of this type with this Terraform name."""
        return Address(cls.terraform_type, name)


class Named(Body):
    """A body with a name in AWS, which is unique in a scope. ``noun`` is what messages call the resource."""

    noun: ClassVar[str]
    unique_in: ClassVar[Scope]
    ignores_case: ClassVar[bool] = False

    name: str
