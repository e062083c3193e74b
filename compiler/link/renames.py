"""What accounts, routes and teams were called before: a reference to a former name means the present one."""

from collections.abc import Iterator

from ..language.organization.document import OrganizationSpec
from ..language.team.accounts import AccountSpec
from ..validate import Checked

Renamed = dict[tuple[str, str, str], str]
"""The present name, by kind (``account``), team (empty for what the company has once) and former name."""


def renamed(checked: Checked, document: OrganizationSpec | None) -> Renamed:
    """Every former name. Which of them clash is for ``checks/renames.py``."""
    return dict((*_teams(checked), *_accounts(checked), *_routes(document)))


def _teams(checked: Checked) -> Iterator[tuple[tuple[str, str, str], str]]:
    specs = (team.head.spec for team in checked.teams)
    return ((("team", "", former), spec.team) for spec in specs if spec for former in spec.was)


def _accounts(checked: Checked) -> Iterator[tuple[tuple[str, str, str], str]]:
    for team, _, entry in checked.entries():
        if isinstance(entry.spec, AccountSpec):
            for former in entry.spec.was:
                yield ("account", team, former), entry.spec.name


def _routes(document: OrganizationSpec | None) -> Iterator[tuple[tuple[str, str, str], str]]:
    for name, route in document.routes.items() if document else ():
        for former in route.was:
            yield ("route", "", former), name
