"""What names can mean: the accounts by team and name, the owners of teams, the one organization."""

from collections import ChainMap, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from compiler.language.base.types import ADMINISTRATOR
from compiler.language.organization.document import OrganizationSpec
from compiler.language.team.accounts import AccountSpec
from compiler.validate import Checked, Entry


@dataclass(frozen=True)
class Company:
    """``organization`` is the first whole organization document, with what it says.

    ``teams`` has the account ids by team and name; an empty id is that of an account that is broken:
    its name exists all the same. ``everywhere`` is what every team can say besides: ``administrator``,
    and any account by its id (a condition on a foreign account is no claim to it).
    """

    organization: Entry[OrganizationSpec] | None
    teams: dict[str, dict[str, str]]
    everywhere: dict[str, str]
    owners: Mapping[str, str]

    @property
    def regions(self) -> tuple[str, ...] | None:
        """The organization's Regions; None where they are not known."""
        return self.organization.spec.regions if self.organization and self.organization.spec else None

    @property
    def routes(self) -> tuple[str, ...] | None:
        """The names of the organization's routes; None where they are not known."""
        return tuple(self.organization.spec.routes) if self.organization and self.organization.spec else None

    @property
    def adopted_detectors(self) -> tuple[str, ...] | None:
        """The Regions whose detector is adopted; None where they are not known."""
        return tuple(self.organization.spec.detector.existing) if self.organization and self.organization.spec else None

    def accounts_of(self, team: str) -> Mapping[str, str]:
        """What ``account:`` can say in a spec of this team, with the account id."""
        return ChainMap(self.teams.get(team, {}), self.everywhere)

    def ids_of(self, team: str) -> tuple[str, ...]:
        """The ids of the team's own accounts, sorted."""
        return tuple(sorted(account_id for account_id in self.teams.get(team, {}).values() if account_id))

    def has_account(self, team: str, name: str) -> bool:
        """Whether a name means an account; an id may be that of an account that is broken."""
        own = self.teams.get(team, {})
        return name in own or name in self.everywhere or (name.isdigit() and "" in self.everywhere)


def company_of(checked: Checked) -> Company:
    """The company as far as the specs are whole."""
    organization = next((entry for entry in checked.organizations if entry.spec), None)
    administrator = organization.spec.administrator.account if organization and organization.spec else ""
    teams: dict[str, dict[str, str]] = defaultdict(dict)
    for team, name, account_id in _accounts(checked):
        teams[team][name] = account_id
    ids = {account_id: account_id for accounts in teams.values() for account_id in accounts.values()}
    return Company(
        organization=organization,
        teams=teams,
        everywhere={**ids, administrator: administrator, ADMINISTRATOR: administrator},
        owners=dict(_owners(checked)),
    )


def _accounts(checked: Checked) -> Iterator[tuple[str, str, str]]:
    for team, section, entry in checked.entries():
        if section == "accounts" and entry.name:
            yield team, entry.name, entry.spec.id if isinstance(entry.spec, AccountSpec) else ""


def _owners(checked: Checked) -> Iterator[tuple[str, str]]:
    for team in reversed(checked.teams):
        if team.head.spec and team.head.spec.owner:
            yield team.head.spec.team, team.head.spec.owner
