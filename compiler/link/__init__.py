"""Checked -> Linked: names become references, and entries become what they declare.

The only problems of this stage are dangling references, and what is wrong with files that lists name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..language.base.accept import Acceptance
from ..language.base.section import Context, NamedSection, Section
from ..language.organization.document import OrganizationSpec
from ..language.where.section import ConditionedSection
from ..model.accounts import Account
from ..model.assets import Asset
from ..model.filters import Filter, FormerNames, RoutedFindings
from ..model.organization import Organization
from ..model.origin import Origin
from ..model.program import AcceptedWarning, Declaration, FindingTest, Program, UsedPack
from ..model.scans import MalwareScan, RoutedScanResults
from ..validate import Checked, Entry
from .conditions import completed
from .list_files import ListFiles, list_files
from .names import Names, names_of
from .references import LOOKED_UP_ONLY, Dangling, by_name, dangling, dangling_filter
from .shared import shared_once, without_doubles
from .spelling import Spelling

_WITHOUT_FILTERS = ("accounts", "tests")  # sections whose entries make no filter


@dataclass(frozen=True)
class Linked:
    """What the specs declare, and the problems of all stages so far.

    ``program`` is None without an organization document. It ``is_whole`` where every entry is in it;
    what is missing from one that is not may be declared by an entry with errors.
    """

    checked: Checked
    names: Names
    program: Program | None
    is_whole: bool
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class _Resolved:
    """An entry, its references that dangle, and the warnings that it accepts.

    ``declarations`` is empty where it is not lowered: names dangle, or a suppression reaches no account.
    """

    team: str
    section: str
    entry: Entry[Section]
    dangling: tuple[Dangling, ...]
    declarations: tuple[Declaration, ...] = ()
    accepted: tuple[AcceptedWarning, ...] = ()

    @property
    def is_lowered(self) -> bool:
        return bool(self.declarations)


def link(checked: Checked) -> Linked:
    """Resolves every name and lowers every entry whose own names resolve.

    Where a part of the specs was unreadable nothing is lowered and no reference is called dangling: the
    part may declare the name.
    """
    names = names_of(checked)
    checked = completed(checked, names)
    document = names.organization.spec if names.organization else None
    files = list_files(checked.root, names.organization) if names.organization else ListFiles()
    organization = _organization(names.organization, files) if names.organization else None
    resolved = [_resolve(names, organization, *each) for each in checked.entries()] if checked.complete else []
    declarations = [declaration for each in resolved for declaration in each.declarations]
    accepted = [*_accepted(document.accept if document else (), organization.origin)] if organization else []
    accepted += [warning for each in resolved for warning in each.accepted]
    packs = tuple(_packs(resolved, names))
    program = _program(organization, declarations, packs, accepted, names.owners) if organization else None
    is_whole = checked.complete and program is not None and all(each.is_lowered for each in resolved)
    unknown = [reference for each in resolved for reference in each.dangling]
    if checked.complete:
        unknown += _of_organization(names)
        unknown += _of_tests(resolved, names, program)
    return Linked(checked, names, program, is_whole, (*checked.problems, *files.problems, *by_name(unknown)))


def _resolve(
    names: Names, organization: Organization | None, team: str, section: str, entry: Entry[Section]
) -> _Resolved:
    if entry.spec is None:
        return _Resolved(team, section, entry, ())
    references = tuple(entry.spec.references())
    unknown = tuple(each for reference in references for each in dangling(names, team, entry, reference))
    accounts = names.accounts_of(team)
    is_nameable = all(reference.to != "account" or reference.name in accounts for reference in references)
    is_known = is_nameable and all(each.name[0] in LOOKED_UP_ONLY for each in unknown)
    if organization is None or not is_known or not entry.spec.is_resolved:
        return _Resolved(team, section, entry, unknown)
    context = Context(
        team=team,
        owner=names.owners.get(team),
        organization=organization,
        accounts=accounts,
        own_accounts=names.ids_of(team),
        principals=names.principals_of(team),
        origin=Origin(f"{entry.document.source.name}: {section} {entry.name}", entry.span("name")),
        section=section,
        entry=entry.name or "",
        was=_was(names, team, entry.spec),
    )
    accepted = _accepted(entry.spec.accept, context.origin, team, section, context.entry)
    return _Resolved(team, section, entry, unknown, tuple(entry.spec.lower(context)), accepted)


def _was(names: Names, team: str, spec: Section) -> FormerNames:
    return FormerNames(names.former_teams.get(team, ()), spec.was if isinstance(spec, NamedSection) else ())


def _accepted(
    acceptances: Iterable[Acceptance], origin: Origin, team: str = "", section: str = "", entry: str = ""
) -> tuple[AcceptedWarning, ...]:
    return tuple(
        AcceptedWarning(accepted.problem, accepted.reason, team, section, entry, origin) for accepted in acceptances
    )


def _packs(resolved: Iterable[_Resolved], names: Names) -> Iterator[UsedPack]:
    for each in resolved:
        spec = each.entry.spec
        pack = spec.pack if isinstance(spec, ConditionedSection) else None
        made = [declared for declared in each.declarations if isinstance(declared, Filter)]
        yield from (UsedPack(f.team, f.name, pack, names.packs[pack].caveat, f.origin) for f in made if pack)


def _of_organization(names: Names) -> Iterator[Dangling]:
    if names.organization and names.organization.spec:
        for reference in names.organization.spec.references():
            yield from dangling(names, "", names.organization, reference)


def _of_tests(resolved: list[_Resolved], names: Names, program: Program | None) -> Iterator[Dangling]:
    """Filters that tests name; not those of a team with an entry that is not lowered, which may make them."""
    not_lowered = (each.team for each in resolved if not each.is_lowered and each.section not in _WITHOUT_FILTERS)
    incomplete = names.incomplete.union(not_lowered)
    filters = Spelling(sorted(declared.full_name for declared in program.filters) if program else ())
    for each in resolved if program else ():
        for reference in each.entry.spec.references() if each.entry.spec else ():
            if reference.name.partition(".")[0] not in incomplete:
                yield from dangling_filter(filters, names, each.entry, reference)


def _organization(entry: Entry[OrganizationSpec], files: ListFiles) -> Organization:
    assert entry.spec is not None
    label = f"{entry.document.source.name}: organization {entry.spec.organization}"
    return entry.spec.to_model(Origin(label, entry.span("organization")), files.entries)


def _program(
    organization: Organization,
    declarations: list[Declaration],
    packs: tuple[UsedPack, ...],
    accepted: list[AcceptedWarning],
    owners: Mapping[str, str],
) -> Program:
    once = shared_once([item for item in declarations if isinstance(item, Filter)])
    filters, assets = without_doubles(once, (item for item in declarations if isinstance(item, Asset)))
    return Program(
        organization=organization,
        accounts=tuple(item for item in declarations if isinstance(item, Account)),
        filters=filters,
        scans=tuple(item for item in declarations if isinstance(item, MalwareScan)),
        routed=shared_once([item for item in declarations if isinstance(item, RoutedFindings)]),
        scan_results=tuple(item for item in declarations if isinstance(item, RoutedScanResults)),
        tests=tuple(item for item in declarations if isinstance(item, FindingTest)),
        assets=assets,
        packs=packs,
        acceptances=tuple(accepted),
        owners=owners,
    )
