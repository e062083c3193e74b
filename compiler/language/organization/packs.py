"""`packs`: conditions that the teams of the company use by name, beside the packs of watchspec.

Example::

    packs:
      build-agents:
        section: suppressions
        about: what build agents do in their own namespace
        caveat: Whoever can start a build can run anything unseen.
        where:
          type: {equals: ["Execution:Runtime/NewBinaryExecuted"]}
          resource.kubernetesDetails.kubernetesWorkloadDetails.namespace: {equals: [builds]}
        needs: [resource.eksClusterDetails.name]

An entry under `filters` or `suppressions` of a team uses it as `pack: build-agents`, and obeys all rules for such
entries. The conditions are checked here, once. They cannot name accounts, because the teams have those.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator

from ...catalog.packs import PACKS
from ...diagnostics import Key, Problem
from ...model.condition_packs import ConditionPack
from ...model.filters import Action
from ..base.section import Reference
from ..base.spec import Spec, distinct
from ..base.types import Name, NonEmptyText, choice
from ..where import checks
from ..where.model import Where, references

_ACCOUNT = "accountId"
_SECTIONS = {"filters": "filters show and route findings", "suppressions": "suppressions archive them"}
_Fields = Annotated[tuple[str, ...], AfterValidator(distinct("a field"))]


class PackSpec(Spec):
    """Conditions with a name, for filters or for suppressions."""

    section: Annotated[str, *choice(_SECTIONS, "invalid-value", "is not a section that can use packs")] = "filters"
    """Which entries can use it. Example: suppressions"""
    about: NonEmptyText
    """The findings that it stands for, in a few words. Example: what build agents do in their own namespace"""
    caveat: NonEmptyText
    """What to know before relying on it; printed wherever it is used.
    Example: Whoever can start a build can run anything unseen."""
    where: Where
    """The conditions by finding field, as an entry would write them, but none on `accountId`.
    Example: {type: {equals: ["Execution:Runtime/NewBinaryExecuted"]}}"""
    needs: _Fields = ()
    """The fields on which the entry that uses it has to add conditions, in `where` or with `for`.
    Example: [resource.eksClusterDetails.name]"""

    def problems(self) -> Iterator[Problem]:
        action = Action.ARCHIVE if self.section == "suppressions" else Action.NOOP
        yield from checks.problems(self.where, action)
        if _ACCOUNT in self.where:
            message = "a pack is for every team, and accounts belong to one"
            help_ = "remove it: the entry that uses the pack names its accounts"
            yield Problem(("where", Key(_ACCOUNT)), "invalid-value", message, help_)
        for index, name in enumerate(self.needs):
            unusable = checks.field_problem(name, action)
            if unusable:
                yield replace(unusable, path=("needs", index))
            elif name in self.where:
                message = f"the pack has a condition on {name!r} itself"
                yield Problem(("needs", index), "invalid-value", message, "remove it from needs or from where")

    def to_model(self, company: str) -> ConditionPack:
        return ConditionPack(
            about=self.about,
            where={field: conditions.written() for field, conditions in self.where.items()},
            caveat=self.caveat,
            suppresses=self.section == "suppressions",
            needs=self.needs,
            company=company,
        )


Packs = dict[Name, PackSpec]


def problems(packs: Mapping[str, PackSpec]) -> Iterator[Problem]:
    """What is wrong with each pack; paths start at ``packs``."""
    for name, pack in packs.items():
        yield from (problem.below(("packs", name)) for problem in pack.problems())
        if name in PACKS:
            message = f"watchspec has a pack named {name!r} already"
            yield Problem(("packs", Key(name)), "duplicate-name", message, "choose another name")


def region_references(packs: Mapping[str, PackSpec]) -> Iterator[Reference]:
    """The Regions that conditions name."""
    for name, pack in packs.items():
        for reference in references(pack.where):
            if reference.to == "region":
                yield replace(reference, path=("packs", name, *reference.path))
