"""What filters and suppressions share: conditions that are written, and those that a pack or an asset stands for.

Packs and assets are names: the conditions that they stand for are added when names are resolved.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field, PlainValidator

from ...diagnostics import Problem
from ...model.filters import Action
from ..base.section import NamedSection, Reference, adopted_references, region_references
from ..base.spec import distinct, fault
from ..base.types import NAME_PATTERN, FilterName, Region, Regions
from . import checks
from .model import FieldConditions, Where, references

_ASSET = rf"(?:[a-z_]+\.)?{NAME_PATTERN}"


def _assets(value: Any) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    if not all(isinstance(name, str) for name in names):
        raise fault("wrong-type", "for must be the name of an asset, or a list of names", "write for: NAME")
    return distinct("an asset")(tuple(names))


_SCHEMA = str | tuple[Annotated[str, Field(json_schema_extra={"pattern": f"^{_ASSET}$"})], ...]
Assets = Annotated[tuple[str, ...], PlainValidator(_assets, json_schema_input_type=_SCHEMA)]


class ConditionedSection(NamedSection):
    """An entry whose findings meet its conditions: of ``where``, of its pack and of the assets that it is for."""

    action_of_filter: ClassVar[Action]
    pack: str | None = None
    for_: Assets = Field(default=(), alias="for")
    """The assets that it is limited to: a name under the team's `datasets`, `identities`, `workloads`, `databases`,
    `images` or `access_keys`, or several. What findings call them, their account and their Region become conditions.
    Where several assets have the name, write SECTION.NAME. Example: cluster"""
    where: Where = {}
    regions: Regions | None = None
    """The Regions that the filter is deployed in. If omitted, every Region of the organization, or those of the assets
    under `for`. Example: [us-east-1]"""
    existing: dict[Region, FilterName] = {}

    @property
    def is_written(self) -> bool:
        """Whether all its conditions are written, and none is that of a pack or an asset."""
        return self.pack is None and not self.for_

    @property
    def is_resolved(self) -> bool:
        return not self.for_

    def problems(self) -> Iterator[Problem]:
        if self.is_written and not self.where:
            yield Problem((), "missing-key", "'where' is missing", "add where: …", subject="where")
        yield from checks.problems(self.where, self.action_of_filter)

    def references(self) -> Iterator[Reference]:
        yield from region_references(self.regions)
        yield from adopted_references(self.existing)
        yield from references(self.where)
        for index, name in enumerate(self.for_):
            yield Reference(("for", index), "asset", name)

    def with_conditions(
        self, where: Mapping[str, FieldConditions], regions: tuple[str, ...] | None
    ) -> "ConditionedSection":
        """The entry with all its conditions, those of its assets among them."""
        return self.model_copy(update={"where": dict(where), "regions": regions, "for_": ()})
