"""What only the whole company shows to be wrong, names aside."""

from collections.abc import Iterator

from compiler.catalog import quotas
from compiler.catalog.filter_fields import all_fields
from compiler.catalog.regions import REGIONS
from compiler.diagnostics import Diagnostic, Key
from compiler.language.base.section import Section
from compiler.language.team.accounts import AccountSpec
from compiler.language.team.datasets import DatasetSpec
from compiler.language.team.suppressions import SuppressionSpec
from compiler.model.organization import MembershipMode
from compiler.source import Span
from compiler.validate import Checked, Entry


def organization_problems(checked: Checked) -> Iterator[Diagnostic]:
    """No spec at all, or no organization document among them."""
    folder = Span(checked.root, 1, 1, 1, 1)
    if not checked.organizations and checked.complete:
        if checked.teams:
            help_ = "add a file with organization:, administrator:, membership: and regions:; README shows the smallest"
            yield Diagnostic("no-organization", "no organization document among the specs", folder, help_)
        elif not checked.problems:
            help_ = "README shows the smallest spec; every *.yaml and *.yml below the folder is read"
            yield Diagnostic("no-specs", "no specs here", folder, help_)


def team_problems(checked: Checked) -> Iterator[Diagnostic]:
    """Owners that differ, too many members, and what an account cannot say in the organization's mode."""
    yield from _owners(checked)
    yield from _missing_roles(checked)
    yield from _unexpanded_fields(checked)
    membership = next((entry.spec.membership for entry in checked.organizations if entry.spec), None)
    accounts = [entry for _, section, entry in checked.entries() if section == "accounts"]
    by_invitation = membership is not None and membership.mode == MembershipMode.INVITATION
    limit = quotas.MEMBERS_BY_INVITATION if by_invitation else quotas.MEMBERS_BY_ORGANIZATION
    if len(accounts) > limit:
        message = f"{len(accounts)} accounts; an administrator can have {limit} members"
        yield Diagnostic("too-many-members", message, accounts[limit].span("name"))
    for entry in accounts if membership else ():
        yield from _by_invitation(entry) if by_invitation else _in_organization(entry)
        if membership and membership.auto_enable == "all":
            yield from _enrolled_by_aws(entry)
    yield from _managed_elsewhere(checked, accounts)


def _in_organization(entry: Entry[Section]) -> Iterator[Diagnostic]:
    if isinstance(entry.spec, AccountSpec) and entry.spec.invitation:
        message = "accounts of an organization become members without an invitation"
        help_ = "remove it, or set membership: {mode: invitation} in the organization document"
        yield Diagnostic("membership-mode", message, entry.span("invitation"), help_)


def _enrolled_by_aws(entry: Entry[Section]) -> Iterator[Diagnostic]:
    if isinstance(entry.spec, AccountSpec) and entry.spec.existing:
        message = "with auto_enable: all, AWS enrols every account by itself: there is no member block to adopt it"
        yield Diagnostic("membership-mode", message, entry.span("existing"), "remove it")


def _by_invitation(entry: Entry[Section]) -> Iterator[Diagnostic]:
    """The account has to accept before its protections can be switched, so one apply cannot do both."""
    if isinstance(entry.spec, AccountSpec) and entry.spec.protections:
        message = "the protections of an invited account can be switched only after it has accepted"
        help_ = "remove them, and switch them in the console, or use mode: organization"
        yield Diagnostic("membership-mode", message, entry.span("protections"), help_)


def _managed_elsewhere(checked: Checked, accounts: list[Entry[Section]]) -> Iterator[Diagnostic]:
    """Accounts that switch what an organization policy switches."""
    managed = any(entry.spec.protections.managed_by for entry in checked.organizations if entry.spec)
    for entry in accounts if managed else ():
        if isinstance(entry.spec, AccountSpec) and entry.spec.protections:
            message = "an organization policy switches the protections of every account"
            yield Diagnostic("managed-elsewhere", message, entry.span("protections"), "remove them")


def _missing_roles(checked: Checked) -> Iterator[Diagnostic]:
    """A scan is deployed into the account that owns the bucket; as the administrator where it is that one."""
    without = {
        (team, entry.spec.name): entry
        for team, _, entry in checked.entries()
        if isinstance(entry.spec, AccountSpec) and not entry.spec.role
    }
    for team, _, entry in checked.entries():
        owner = without.get((team, entry.spec.account)) if isinstance(entry.spec, DatasetSpec) else None
        if owner and isinstance(entry.spec, DatasetSpec) and entry.spec.malware_scan:
            message = f"a scan is deployed into account {entry.spec.account}, which names no role"
            related = (("the account is here", owner.span("name")),)
            help_ = "add role: arn:aws:iam::…:role/… to the account"
            yield Diagnostic("missing-role", message, entry.span("malware_scan"), help_, related)


def _unexpanded_fields(checked: Checked) -> Iterator[Diagnostic]:
    """The fields that only archiving filters have exist in the partition aws alone (guardduty_regions)."""
    regions = next((entry.spec.regions for entry in checked.organizations if entry.spec), ())
    partition = REGIONS[regions[0]] if regions else "aws"
    for _, _, entry in checked.entries() if partition != "aws" else ():
        for name in entry.spec.where if isinstance(entry.spec, SuppressionSpec) else ():
            if all_fields()[name].archive_only:
                message = f"GuardDuty takes {name!r} in no filter in the partition {partition}"
                yield Diagnostic("archive-only-field", message, entry.span("where", Key(name)), "choose another field")


def _owners(checked: Checked) -> Iterator[Diagnostic]:
    first: dict[str, tuple[str, Span]] = {}
    for team in checked.teams:
        spec = team.head.spec
        if spec and spec.owner:
            owner, span = first.setdefault(spec.team, (spec.owner, team.head.span("owner")))
            if owner != spec.owner:
                message = f"team {spec.team} has another owner already: {owner}"
                related = (("the first is here", span),)
                yield Diagnostic("conflicting-owner", message, team.head.span("owner"), related=related)
