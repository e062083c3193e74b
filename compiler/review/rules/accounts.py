"""Accounts: which are members, and which protections they override."""

from collections.abc import Iterator

from ...model.accounts import Account
from ...model.organization import Protection
from ..answers import answers, other_answers
from ..change import Level, Subject
from ..pair import Pair
from ..rule import Difference, Says, alone, both

_FOREVER = "9999-12-31"


def _gone(pair: Pair) -> Iterator[Difference]:
    """Accounts that are no longer declared."""
    for account in pair.accounts.gone:
        yield Difference(_subject(account), account.origin, None, account.account_id, None, _what(account))


def _moved(pair: Pair) -> Iterator[Difference]:
    """Accounts that another team declares."""
    for old, new in pair.accounts.kept:
        if old.team != new.team:
            yield Difference(_subject(new), old.origin, new.origin, old.team, new.team, _what(new), old.team)


def _shorter_off(pair: Pair) -> Iterator[Difference]:
    """Overrides that turn something off, and end earlier."""
    return _shorter(pair, is_on=False)


def _shorter_on(pair: Pair) -> Iterator[Difference]:
    """Overrides that turn something on, and end earlier."""
    return _shorter(pair, is_on=True)


def _shorter(pair: Pair, *, is_on: bool) -> Iterator[Difference]:
    """Overrides that end earlier and turn something on, or off, in both versions."""
    for old, new in pair.accounts.kept:
        before, after = _end(old), _end(new)
        if before and after and after < before and all(_turns(pair, each, is_on=is_on) for each in (old, new)):
            yield Difference(_subject(new), old.origin, new.origin, _day(before), _day(after), _what(new))


def _end(account: Account) -> str | None:
    """When an override ends; None where the account has none."""
    if account.override is None:
        return None
    return account.override.expires.isoformat() if account.override.expires else _FOREVER


def _turns(pair: Pair, account: Account, *, is_on: bool) -> bool:
    """Whether it turns something on, or off, which is not so in all Regions of both versions anyway."""
    return any(
        is_on in (overriding.enabled, *(state for _, state in overriding.agents)) and not _is_usual(pair, overriding)
        for overriding in account.protections
    )


def _is_usual(pair: Pair, overriding: Protection) -> bool:
    """Whether a protection is the same for the organization, in all Regions of both versions."""
    organizations = pair.organizations
    usual = (organization.protections_in(region) for organization in organizations for region in organization.regions)
    return all(overriding in protections for protections in usual)


def _answered(pair: Pair) -> Iterator[Difference]:
    """Overrides with another reason, ticket or approver."""
    for old, new in pair.accounts.kept:
        if old.override and new.override:
            before, after = answers(old.override), answers(new.override)
            if before != after:
                yield Difference(
                    _subject(new), old.origin, new.origin, before, after, _what(new), other_answers(before, after)
                )


def _day(end: str) -> str:
    return "no end" if end == _FOREVER else end


def _subject(account: Account) -> Subject:
    return Subject("accounts", account.name, account.team, account.account_id)


def _what(account: Account) -> str:
    return f"account {account.full_name} ({account.account_id})"


RULES = (
    *both(
        _gone,
        Says(
            "account-removed",
            Level.BLIND,
            "{what} is gone: it is no longer a member",
            "an account is no longer declared, so Terraform takes its members away",
        ),
        Says("account-added", Level.SAFE, "{what} is new", "an account becomes a member"),
    ),
    *alone(
        _moved,
        Says("account-moved", Level.SAFE, "{what} belonged to team {detail}", "an account belongs to another team"),
        "the change back is a move too",
    ),
    *both(
        _shorter_off,
        Says(
            "override-shortened",
            Level.SAFE,
            "{what} has protections off for a shorter time: until {new}, before {old}",
            "an override that turns a protection off ends earlier",
        ),
        Says(
            "override-extended",
            Level.BLIND,
            "{what} has protections off for a longer time: until {new}, before {old}",
            "an override that turns a protection off ends later, or no longer has an end",
        ),
    ),
    *both(
        _shorter_on,
        Says(
            "extra-shortened",
            Level.BLIND,
            "{what} has protections on for a shorter time: until {new}, before {old}",
            "an override that turns a protection on ends earlier",
        ),
        Says(
            "extra-extended",
            Level.SAFE,
            "{what} has protections on for a longer time: until {new}, before {old}",
            "an override that turns a protection on ends later, or no longer has an end",
        ),
    ),
    *alone(
        _answered,
        Says(
            "override-answered",
            Level.SAFE,
            "the overrides of {what} are accounted for differently: {detail}",
            "the reason, the ticket or the approver of an override is another",
        ),
        "the change back is another answer",
    ),
)
