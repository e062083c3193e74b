"""A pack: conditions by name, each with what to know before it is used. Not ``organization.Pack``, which merges."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ConditionPack:
    """``where`` are its conditions, as a spec writes them, and ``needs`` fields on which the entry adds its own.

    ``suppresses`` if it is for suppressions, and otherwise it is for filters. ``caveat`` is printed where it is used.
    ``inferred`` is what the sources do not say. ``company`` is the organization that has it; empty for those of
    watchspec.
    """

    about: str
    where: Mapping[str, Mapping[str, Any]]
    caveat: str
    suppresses: bool = False
    needs: tuple[str, ...] = ()
    inferred: str = ""
    company: str = ""

    @property
    def section(self) -> str:
        """The section whose entries can use it."""
        return "suppressions" if self.suppresses else "filters"
