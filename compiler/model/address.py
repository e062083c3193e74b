"""Where a resource is in Terraform, and what refers to it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Address:
    """A resource of a stack, by Terraform's type and name: ``aws_guardduty_filter.fraud__x``."""

    type: str
    name: str

    def __str__(self) -> str:
        return f"{self.type}.{self.name}"


@dataclass(frozen=True)
class Rank:
    """The place of the filter with this Terraform name among the filters of its stack, counted from 1."""

    name: str


@dataclass(frozen=True)
class Ref:
    """An attribute of another resource of the same stack, which AWS knows only after that resource is created."""

    address: Address
    attribute: str
