"""What names can mean: the accounts of each team, the owners, what the organization document declares."""

from collections import ChainMap, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..catalog.packs import PACKS
from ..diagnostics import Choice
from ..language.base.nameable import Nameable
from ..language.base.section import Section
from ..language.base.types import ADMINISTRATOR
from ..language.organization.document import OrganizationSpec
from ..language.team.accounts import AccountSpec
from ..language.team.identities import IdentitySpec
from ..model.condition_packs import ConditionPack
from ..validate import Checked, Entry, Team
from .renames import Renamed, renamed
from .spelling import Spelling

# Sections whose entries others can name, beside accounts: those of assets.
_REFERABLE = (
    "access_keys",
    "backups",
    "databases",
    "datasets",
    "identities",
    "images",
    "models",
    "secrets",
    "services",
    "workloads",
)
NAMELESS = ""  # an entry whose name cannot be read: it may have any


@dataclass(frozen=True)
class Names:
    """Every name that a spec can refer to, filters aside.

    ``organization`` is the first organization document without errors. ``accounts`` has the account ids
    by team and name; the id is empty where the account has errors: its name exists all the same.
    ``former_teams`` are the earlier names of each team that has any, the oldest first; ``renamed`` has the
    present name of every account, route and team by its former ones.
    ``entries`` are the assets by section and team, then by name; None for one with errors. ``packs`` are those that
    entries can use.
    ``shared`` is what every team can name besides: ``administrator``, and any declared account by its id
    (a condition on another team's account does not claim it). ``incomplete`` are the teams with a section or
    an account whose name cannot be read: they may have what is looked for. ``has_nameless_team`` if that is so
    of a team itself.
    """

    organization: Entry[OrganizationSpec] | None
    accounts: dict[str, dict[str, str]]
    shared: dict[str, str]
    owners: dict[str, str]
    former_teams: dict[str, tuple[str, ...]]
    renamed: Renamed
    teams: Spelling
    routes: Spelling
    classifications: Spelling
    entries: dict[tuple[str, str], dict[str, Section | None]]
    packs: Mapping[str, ConditionPack]
    incomplete: frozenset[str]
    has_nameless_team: bool

    @property
    def document(self) -> OrganizationSpec | None:
        """What the organization document declares; None where that is not known."""
        return self.organization.spec if self.organization else None

    def accounts_of(self, team: str) -> Mapping[str, str]:
        """What ``account:`` can name in a spec of this team, with the account id."""
        return ChainMap(self.accounts.get(team, {}), self.shared)

    def ids_of(self, team: str) -> tuple[str, ...]:
        """The ids of the team's own accounts, sorted."""
        return self._ids.get(team, ())

    def knows_ids_of(self, team: str) -> bool:
        """Whether every account of the team is known and has an id: none has errors."""
        return team not in self.incomplete and all(self.accounts.get(team, {}).values())

    def owns(self, team: str, account_id: str) -> bool:
        """Whether an account is one of the team's own."""
        return account_id in self._id_sets.get(team, ())

    def has_account(self, team: str, name: str) -> bool:
        """Whether a name can mean an account; an id may be that of an account with errors."""
        if team in self.incomplete or self.has_nameless_team:
            return True
        is_named = name in self.accounts.get(team, ()) or name in self.shared
        return is_named or (name.isdigit() and "" in self.shared)

    def suggest_account(self, team: str, written: str) -> Choice:
        """The choice of accounts that a team can name, sorted, the administrator last."""
        spelling = self._spellings.get(team) or Spelling([ADMINISTRATOR])
        return spelling.suggest(written, "accounts of this team")

    def entries_of(self, section: str, team: str) -> Mapping[str, Section | None]:
        """The entries of a section of a team that others can refer to, by name."""
        return self.entries.get((section, team), {})

    def principals_of(self, team: str) -> Mapping[str, str]:
        """The role or user of each identity of a team that has one, by the name of the identity."""
        return self._principals.get(team, {})

    def sections_of(self, team: str, name: str) -> list[str]:
        """The sections in which a team has an asset of this name, which may be SECTION.NAME."""
        section, dot, own = name.rpartition(".")
        sections = [section] if dot else _REFERABLE
        return [each for each in sections if own in self.entries_of(each, team)]

    def may_have_assets(self, team: str) -> bool:
        """Whether the team may have assets that are not known: an entry or a section has no name that can be read."""
        has_nameless = any(NAMELESS in self.entries_of(section, team) for section in _REFERABLE)
        return has_nameless or team in self.incomplete or self.has_nameless_team

    def asset(self, team: str, name: str) -> Nameable | None:
        """The asset of this name; None where there is none or several, or where it has errors."""
        sections = self.sections_of(team, name)
        found = self.entries_of(sections[0], team)[name.rpartition(".")[2]] if len(sections) == 1 else None
        return found if isinstance(found, Nameable) else None

    def assets_of(self, team: str) -> Iterator[tuple[str, Nameable]]:
        """Every asset of the team without errors that a name alone can mean, with that name."""
        for section in _REFERABLE:
            for name in sorted(self.entries_of(section, team)):
                asset = self.asset(team, name)
                if asset:
                    yield name, asset

    @cached_property
    def first_owner(self) -> dict[str, str]:
        """By the name of an account, the first team, by its name, that has one of that name."""
        return {name: team for team in sorted(self.accounts, reverse=True) for name in self.accounts[team]}

    @cached_property
    def _principals(self) -> dict[str, dict[str, str]]:
        by_team: dict[str, dict[str, str]] = defaultdict(dict)
        for (_, team), specs in self.entries.items():
            for name, spec in specs.items():
                if isinstance(spec, IdentitySpec) and spec.principal:
                    by_team[team][name] = spec.principal
        return dict(by_team)

    @cached_property
    def _ids(self) -> dict[str, tuple[str, ...]]:
        return {team: tuple(sorted(filter(None, ids.values()))) for team, ids in self.accounts.items()}

    @cached_property
    def _id_sets(self) -> dict[str, frozenset[str]]:
        return {team: frozenset(ids) for team, ids in self._ids.items()}

    @cached_property
    def _spellings(self) -> dict[str, Spelling]:
        return {team: Spelling([*sorted(ids), ADMINISTRATOR]) for team, ids in self.accounts.items()}


def names_of(checked: Checked) -> Names:
    """The names, as far as the specs are whole."""
    organization = next((entry for entry in checked.organizations if entry.spec), None)
    declared = organization.spec if organization else None
    administrator = declared.administrator.account if declared else ""
    accounts: dict[str, dict[str, str]] = defaultdict(dict)
    for team, name, account_id in _accounts(checked):
        accounts[team][name] = account_id
    ids = {account_id: account_id for by_name in accounts.values() for account_id in by_name.values()}
    return Names(
        organization=organization,
        accounts=dict(accounts),
        shared={**ids, administrator: administrator, ADMINISTRATOR: administrator},
        owners=dict(_owners(checked)),
        former_teams=dict(_former_teams(checked)),
        renamed=renamed(checked, declared),
        teams=Spelling(sorted({team.head.name for team in checked.teams if team.head.name})),
        routes=Spelling(declared.routes if declared else ()),
        classifications=Spelling(declared.rules.classifications if declared else ()),
        entries=_referable(checked),
        packs=_packs(declared),
        incomplete=frozenset(_incomplete(checked)),
        has_nameless_team=any(team.head.name is None or _has(team, "invalid-name") for team in checked.teams),
    )


def _referable(checked: Checked) -> dict[tuple[str, str], dict[str, Section | None]]:
    by_section: dict[tuple[str, str], dict[str, Section | None]] = defaultdict(dict)
    for team, section, entry in checked.entries():
        if section in _REFERABLE:
            by_section[section, team][entry.name or NAMELESS] = entry.spec
    return dict(by_section)


def _packs(document: OrganizationSpec | None) -> Mapping[str, ConditionPack]:
    """Those of watchspec and of the company; without a document, that of the company are not known."""
    return {**(document.own_packs() if document else {}), **PACKS}


def _incomplete(checked: Checked) -> Iterator[str]:
    for team in checked.teams:
        if team.head.name and (team.problems or _has(team, "unknown-key")):
            yield team.head.name
    for team_name, section, entry in checked.entries():
        if section == "accounts" and not entry.name:
            yield team_name


def _has(team: Team, code: str) -> bool:
    return any(problem.code == code for problem in team.head.problems)


def _accounts(checked: Checked) -> Iterator[tuple[str, str, str]]:
    for team, section, entry in checked.entries():
        if section == "accounts" and entry.name:
            yield team, entry.name, entry.spec.id if isinstance(entry.spec, AccountSpec) else ""


def _owners(checked: Checked) -> Iterator[tuple[str, str]]:
    for team in reversed(checked.teams):
        if team.head.spec and team.head.spec.owner:
            yield team.head.spec.team, team.head.spec.owner


def _former_teams(checked: Checked) -> Iterator[tuple[str, tuple[str, ...]]]:
    for team in reversed(checked.teams):
        if team.head.spec and team.head.spec.was:
            yield team.head.spec.team, team.head.spec.was
