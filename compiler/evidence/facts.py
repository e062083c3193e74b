"""What the specs say about a company, as rows for an auditor."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .rows import Covered, Level, Row
from .since import Since


@dataclass(frozen=True, kw_only=True)
class Protection(Row):
    """A protection in one Region: of the administrator's detector, and of the members by ``auto_enable``."""

    region: str
    name: str
    detector: Level
    members: Level
    why: str

    @property
    def about(self) -> str:
        return f"{self.name} in {self.region}"

    @property
    def gaps(self) -> tuple[str, ...]:
        return () if self.members is Level.ON else (self.why,)


@dataclass(frozen=True, kw_only=True)
class Cell(Row):
    """What is watched of one asset, for one threat purpose in one Region.

    ``needs`` are the sources that its finding types need, by their keys in a spec, with the level of each.
    ``types`` counts the finding types.
    """

    asset: str
    purpose: str
    region: str
    level: Level
    types: int
    needs: tuple[tuple[str, Level], ...]
    reasons: tuple[str, ...]

    @property
    def about(self) -> str:
        return f"{self.asset}: {self.purpose} in {self.region}"

    @property
    def gaps(self) -> tuple[str, ...]:
        return () if self.level is Level.ON else self.reasons


class AssetKind(StrEnum):
    """What an asset is, as the report calls it."""

    ACCESS_KEY = "access key"
    BACKUP = "backup"
    DATABASE = "database"
    DATASET = "dataset"
    IDENTITY = "identity"
    IMAGE = "image"
    MODEL = "model"
    SECRET = "secret"  # noqa: S105 the word for it
    SERVICE = "service"
    WORKLOAD = "workload"


KIND_OF_SECTION = {
    "access_keys": AssetKind.ACCESS_KEY,
    "backups": AssetKind.BACKUP,
    "databases": AssetKind.DATABASE,
    "datasets": AssetKind.DATASET,
    "identities": AssetKind.IDENTITY,
    "images": AssetKind.IMAGE,
    "models": AssetKind.MODEL,
    "secrets": AssetKind.SECRET,
    "services": AssetKind.SERVICE,
    "workloads": AssetKind.WORKLOAD,
}


@dataclass(frozen=True, kw_only=True)
class Asset(Covered):
    """What a team owns. ``filters``, ``routes`` and ``muted_by`` are names; ``named`` is how far findings name it."""

    kind: str
    account: str
    regions: tuple[str, ...]
    identity: str
    named: str
    classification: str
    purposes: tuple[str, ...]
    malware_scan: bool
    guardrail: str
    filters: tuple[str, ...]
    routes: tuple[str, ...]
    muted_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Account(Covered):
    """An account that a team declares, or the administrator's."""

    account_id: str
    joins: str
    overridden: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Mute(Row):
    """A suppression. ``days`` are those left on the as-of day, below zero when it has ended.

    ``severest`` is the highest severity that it can archive; ``assets`` are those whose findings it can archive.
    ``since`` is when it began, here and in the rows that follow. ``pack`` is the name of the pack that it uses, and
    ``caveat`` what to know about that; both are empty without one.
    """

    name: str
    team: str
    reason: str
    ticket: str
    approved_by: str
    since: Since
    expires: date
    days: int
    regions: tuple[str, ...]
    types: int
    severest: str
    assets: tuple[str, ...]
    pack: str
    caveat: str

    @property
    def has_ended(self) -> bool:
        return self.days < 0

    @property
    def about(self) -> str:
        return self.name

    @property
    def gaps(self) -> tuple[str, ...]:
        missing = tuple(f"it has no {key}" for key in ("ticket", "approved_by") if not getattr(self, key))
        return (*missing, "it has ended") if self.has_ended else missing


@dataclass(frozen=True, kw_only=True)
class Override(Row):
    """Protections of an account that differ from the organization's. ``expires`` and ``days``: None without end."""

    account: str
    team: str
    off: tuple[str, ...]
    on: tuple[str, ...]
    reason: str
    ticket: str
    approved_by: str
    since: Since
    expires: date | None
    days: int | None

    @property
    def about(self) -> str:
        return self.account

    @property
    def gaps(self) -> tuple[str, ...]:
        ended = ("it has ended",) if self.days is not None and self.days < 0 else ()
        return ended if self.reason else ("it has no reason", *ended)


@dataclass(frozen=True, kw_only=True)
class Acceptance(Row):
    """A warning that is not shown any more, because somebody accepted it."""

    problem: str
    team: str
    entry: str
    reason: str
    since: Since

    @property
    def about(self) -> str:
        return f"{self.entry}: {self.problem}"


@dataclass(frozen=True, kw_only=True)
class Route(Row):
    """A route, and what sends findings on it."""

    name: str
    targets: tuple[str, ...]
    senders: tuple[str, ...]

    @property
    def about(self) -> str:
        return self.name

    @property
    def gaps(self) -> tuple[str, ...]:
        return () if self.senders else ("nothing is sent on it",)


@dataclass(frozen=True, kw_only=True)
class Retention(Row):
    """How long findings of a Region are kept: ``days`` is None without limit, or where it is not ours to set.

    ``lock`` says for how long nobody can delete them, empty where somebody can.
    """

    region: str
    where: str
    days: int | None
    lock: str
    note: str

    @property
    def about(self) -> str:
        return self.region

    @property
    def gaps(self) -> tuple[str, ...]:
        return () if self.resources else (self.note,)


@dataclass(frozen=True, kw_only=True)
class Stack(Row):
    """What is applied to one account and Region; ``blocks`` counts its resources."""

    name: str
    account_id: str
    region: str
    blocks: int

    @property
    def about(self) -> str:
        return self.name


@dataclass(frozen=True)
class Facts:
    """All of it, for one day. Everything is sorted, so that the same specs give the same facts."""

    organization: str
    as_of: date
    regions: tuple[str, ...]
    protections: tuple[Protection, ...]
    accounts: tuple[Account, ...]
    assets: tuple[Asset, ...]
    cells: tuple[Cell, ...]
    mutes: tuple[Mute, ...]
    overrides: tuple[Override, ...]
    acceptances: tuple[Acceptance, ...]
    routes: tuple[Route, ...]
    retention: tuple[Retention, ...]
    stacks: tuple[Stack, ...]
