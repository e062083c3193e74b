"""Member accounts, with their invitations and overrides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .organization import Organization, Protection
from .origin import Origin


@dataclass(frozen=True)
class Invitation:
    message: str | None
    send_email: bool


@dataclass(frozen=True)
class Override:
    """Protections of an account that differ from the organization's; why, until when, and who decided it."""

    protections: tuple[Protection, ...]
    reason: str | None
    expires: date | None
    ticket: str | None
    approved_by: str | None


@dataclass(frozen=True)
class Account:
    """A member account. ``invitation`` is None in an organization.

    ``override`` is what differs from the organization's protections, None where nothing does. ``role`` is
    None where nothing can be deployed into the account. ``existing`` are the Regions in which it is already
    a member. ``owner`` is who answers for its team.
    """

    account_id: str
    name: str
    team: str
    role: str | None
    email: str
    invitation: Invitation | None
    override: Override | None
    existing: tuple[str, ...]
    origin: Origin
    owner: str | None = None

    @property
    def protections(self) -> tuple[Protection, ...]:
        """Those that differ from the organization's."""
        return self.override.protections if self.override else ()

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"


def may_be_on(feature: str, organization: Organization, accounts: Iterable[Account], region: str) -> bool:
    """Whether some account may have a protection in a Region; always where something else manages protections."""
    protections = organization.protections_in(region)
    overrides = (protection for account in accounts for protection in account.protections)
    on = (protection.feature == feature and protection.enabled for protection in (*protections, *overrides))
    return not protections or any(on)
