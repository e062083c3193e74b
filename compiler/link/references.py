"""Dangling references: names that nothing declares.

Filters are looked up last: they exist only once the entries are lowered.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ..diagnostics import Choice, Diagnostic, Problem, by_place, suggest
from ..language.base.section import Reference, no_adopted_detector
from ..language.base.spec import Spec
from ..validate import Entry
from .names import NAMELESS, Names
from .spelling import Spelling


@dataclass(frozen=True)
class Fault:
    """Why a name does not resolve, and what could have been meant."""

    message: str
    help: str | None = None
    choice: Choice | None = None


Resolver = Callable[[Names, str, str], Fault | None]

# An entry can be lowered although one of these dangles: nothing is made from the name.
LOOKED_UP_ONLY = frozenset({"classification", "copied", "dataset", "filter", "identity"})


_OF_TEAM = ("account", "asset", "caller", "copied", "dataset", "identity")
_SHOWN = 3  # of the places with the same unknown name


@dataclass(frozen=True)
class Dangling:
    """A reference that does not resolve. ``name`` is what is not declared, by its kind and whose it is."""

    name: tuple[str, ...]
    problem: Diagnostic


def dangling(names: Names, team: str, entry: Entry[Spec], reference: Reference) -> Iterator[Dangling]:
    """A problem where a reference, filters aside, names what does not exist."""
    resolver = _RESOLVERS.get(reference.to)
    fault = resolver(names, team, reference.name) if resolver else None
    if fault:
        code = "missing-detector" if reference.to == "detector" else "unknown-reference"
        name = (reference.to, team if reference.to in _OF_TEAM else "", reference.name)
        choice = _present(fault.choice, names.renamed.get(name))
        yield Dangling(name, entry.diagnostic(Problem(reference.path, code, fault.message, fault.help, choice)))


def dangling_filter(filters: Spelling, names: Names, entry: Entry[Spec], reference: Reference) -> Iterator[Dangling]:
    """A problem where a reference names a filter that no entry makes, or a filter of a team that does not exist."""
    if reference.to != "filter" or reference.name in filters:
        return
    team, dot, _ = reference.name.partition(".")
    is_team_unknown = bool(dot) and team not in names.teams
    if is_team_unknown and names.has_nameless_team:
        return
    what = ("team", team) if is_team_unknown else ("filter", reference.name)
    choice = filters.suggest(reference.name)
    help_ = None if choice.text() else "write TEAM.NAME, as `watchspec filters` lists them"
    problem = Problem(reference.path, "unknown-reference", f"there is no {what[0]} {what[1]!r}", help_, choice)
    yield Dangling(what, entry.diagnostic(problem))


def by_name(dangling: Iterable[Dangling]) -> Iterator[Diagnostic]:
    """One problem for each name that is not declared, at the first of the places that name it."""
    places: dict[tuple[str, ...], list[Diagnostic]] = defaultdict(list)
    for each in dangling:
        places[each.name].append(each.problem)
    for problems in places.values():
        first, *others = by_place(problems)
        more = f" (also in {len(others)} more place{'s' if len(others) > 1 else ''})" if others else ""
        related = tuple(("it is named here too", other.span) for other in others[:_SHOWN])
        yield replace(first, message=f"{first.message}{more}", related=related)


def _present(choice: Choice | None, name: str | None) -> Choice | None:
    """The choice with the present name, if there is one, of what was renamed."""
    return replace(choice or Choice(()), nearest=name, is_certain=True) if name else choice


def _account(names: Names, team: str, name: str) -> Fault | None:
    if names.has_account(team, name):
        return None
    owner = names.first_owner.get(name)
    help_ = f"team {owner} has an account of this name, but a team names only its own" if owner else None
    return Fault(f"team {team} has no account {name!r}", help_, names.suggest_account(team, name))


def _entry(noun: str, *sections: str) -> Resolver:
    """Looks up an entry of some sections of the same team."""
    listed = f"{', '.join(sections[:-1])} or {sections[-1]}" if len(sections) > 1 else sections[0]

    def resolve(names: Names, team: str, name: str) -> Fault | None:
        known = {each for section in sections for each in names.entries_of(section, team)}
        if name in known or NAMELESS in known or team in names.incomplete or names.has_nameless_team:
            return None
        help_ = None if known else f"add it under {listed}"
        choice = suggest(name, sorted(known), f"{listed} of this team")
        return Fault(f"team {team} has no {noun} {name!r}", help_, choice)

    return resolve


def _caller(names: Names, team: str, name: str) -> Fault | None:
    identity = names.entries_of("identities", team).get(name)
    if identity and name not in names.principals_of(team):
        help_ = "declare the role or user that has the key under identities, and use its name"
        return Fault(f"identity {name!r} is an access key, but findings name callers by their role or user", help_)
    return _identity(names, team, name)


def _asset(names: Names, team: str, name: str) -> Fault | None:
    sections = names.sections_of(team, name)
    if len(sections) > 1:
        choice = Choice(tuple(f"{section}.{name}" for section in sections), noun="write one of")
        return Fault(f"team {team} has several assets {name!r}", choice=choice)
    if sections or names.may_have_assets(team):
        return None
    known = [asset for asset, _ in names.assets_of(team)]
    help_ = None if known else "declare it under datasets, identities, workloads or databases"
    return Fault(f"team {team} has no asset {name!r}", help_, suggest(name, known, "assets of this team"))


def _classification(names: Names, _: str, name: str) -> Fault | None:
    if names.document is None or not names.document.rules.classifications or name in names.classifications:
        return None
    choice = names.classifications.suggest(name, "classifications")
    return Fault(f"the organization has no classification {name!r}", choice=choice)


def _detector(names: Names, _: str, region: str) -> Fault | None:
    is_known = names.document is None or region in names.document.detector.existing
    return None if is_known else Fault(*no_adopted_detector(region))


def _region(names: Names, _: str, region: str) -> Fault | None:
    if names.document is None or region in names.document.regions:
        return None
    message = f"GuardDuty does not run in {region}: it is not one of the organization's Regions"
    choice = suggest(region, names.document.regions, "Regions of the organization")
    return Fault(message, "or add it to regions in the organization document", choice)


def _route(names: Names, _: str, name: str) -> Fault | None:
    if names.document is None or name in names.routes:
        return None
    choice = names.routes.suggest(name, "routes of the organization")
    help_ = None if choice.allowed else "add it to routes in the organization document"
    return Fault(f"the organization has no route {name!r}", help_, choice)


def _team(names: Names, _: str, name: str) -> Fault | None:
    if name in names.teams:
        return None
    return Fault(f"there is no team {name!r}", choice=names.teams.suggest(name, "teams"))


_identity = _entry("identity", "identities")
_RESOLVERS: dict[str, Resolver] = {
    "account": _account,
    "asset": _asset,
    "caller": _caller,
    "classification": _classification,
    "copied": _entry("dataset, database or workload", "datasets", "databases", "workloads"),
    "dataset": _entry("dataset", "datasets"),
    "detector": _detector,
    "identity": _identity,
    "region": _region,
    "route": _route,
    "team": _team,
}
