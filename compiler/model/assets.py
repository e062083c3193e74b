"""Assets as declared, and how far GuardDuty can name each: what the listing and the summary show."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .criteria import Criteria
from .origin import Origin


class Naming(StrEnum):
    """How far GuardDuty can name an asset, the furthest first."""

    NAMED = "named"
    ROUTED = "routed"
    ACCOUNT = "account"
    INVENTORY = "inventory"


_OF_SERVICE = "its filter matches the findings of its account and service"
MEANINGS = {
    Naming.NAMED: "a filter has its name",
    Naming.ROUTED: "only its route matches its name; its filter matches the findings of its account",
    Naming.ACCOUNT: f"neither filter nor route has its name; {_OF_SERVICE}",
    Naming.INVENTORY: "declared, and no finding is about it",
}


@dataclass(frozen=True)
class Mention:
    """Findings about an asset, watched or not: the criteria that they meet, and how far they name it."""

    naming: Naming
    criteria: Criteria


@dataclass(frozen=True)
class Asset:
    """An asset of a team. ``kind`` is a word of the catalog's table of kinds.

    ``names`` are what it is called in AWS, and ``facts`` what else the spec says of it, both by key. ``filters`` and
    ``routes`` are the full names of what was made for it, ``mentions`` the findings that are about it. It is in every
    Region of ``regions``; ``owner`` is that of the team.
    """

    team: str
    owner: str | None
    section: str
    name: str
    kind: str
    naming: Naming
    account_id: str
    regions: tuple[str, ...]
    names: Mapping[str, str]
    facts: Mapping[str, str]
    filters: tuple[str, ...]
    routes: tuple[str, ...]
    origin: Origin
    mentions: tuple[Mention, ...] = ()

    @property
    def identity(self) -> str:
        """What AWS knows it by, in one text."""
        several = len(self.names) > 1
        return ", ".join(f"{key} {name}" if several else name for key, name in self.names.items())

    @property
    def needs_route(self) -> bool:
        """Whether only a route could match its name, and it has none."""
        could = {mention.naming for mention in self.mentions}
        return self.naming in (Naming.ACCOUNT, Naming.INVENTORY) and Naming.ROUTED in could and not self.routes

    @property
    def meaning(self) -> str:
        """What it means for this asset how far it is named."""
        if self.needs_route:
            rest = "; its filter matches the findings of its account" if self.filters else ""
            return f"only a route can match its name, and it has none{rest}"
        if self.naming is Naming.ACCOUNT and any(mention.naming is not Naming.ACCOUNT for mention in self.mentions):
            return "its watch leaves out the findings that name it; its filter matches those of its account"
        is_never = self.naming is Naming.ACCOUNT
        return f"no finding names it; {_OF_SERVICE}" if is_never else MEANINGS[self.naming]

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"
