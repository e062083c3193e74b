"""What teams may do, who approves their files, and which warnings nobody is shown any more."""

from collections.abc import Iterator

from ...model.limits import Grant
from ...model.organization import Organization
from ..change import Level, Subject
from ..pair import Pair
from ..rule import Difference, Says, alone, both, of_document

_UNLIMITED = "what teams in the organization document does not grant"
_NOBODY = "nobody"


def _wider(pair: Pair) -> Iterator[Difference]:
    """Teams that may do more. Without `teams`, every team may do everything."""
    before, after = _grants(pair.before.organization), _grants(pair.after.organization)
    if before and not after:
        yield of_document(pair, "teams", "teams", sorted(before), [], "every team", _UNLIMITED)
    for name, grant in after.items() if before else ():
        gained = _gained(before.get(name), grant)
        if gained:
            old, new = ([*_gained(None, each)] if each else None for each in (before.get(name), grant))
            yield of_document(pair, "teams", name, old, new, f"team {name}", "; ".join(gained))


def _gained(before: Grant | None, after: Grant) -> list[str]:
    """What a team may do that it could not, each as the end of a sentence; all of it where it was not listed."""
    old = {*_freedoms(before)} if before else set()
    gained = [freedom for freedom in _freedoms(after) if freedom not in old]
    if before is None or (before.filters is not None and (after.filters is None or after.filters > before.filters)):
        number = "any number of filters" if after.filters is None else f"{after.filters} filters of a Region"
        gained.append(f"use {number}")
    return gained


def _freedoms(grant: Grant) -> Iterator[str]:
    yield f"have documents in {grant.files}"
    yield from (f"declare account {account_id}" for account_id in grant.accounts)
    yield from (f"accept {code}" for code in grant.accept)
    yield from (f"override protections.{name}" for name in grant.override)
    yield from ["adopt existing filters and scans"] if grant.adopt else []


def _other_approver(pair: Pair) -> Iterator[Difference]:
    """Somebody else approves changes of files, or nobody does."""
    before, after = _approvers(pair.before.organization), _approvers(pair.after.organization)
    for name, old in before.items():
        new = after.get(name, old)
        if old and new != old:
            what = f"of team {name}" if name else "that no team has, and of the organization document,"
            yield of_document(
                pair, "teams", name or "owner", old, new, f"files {what}", f"{new or _NOBODY}, no longer {old}"
            )


def _approvers(organization: Organization) -> dict[str, str | None]:
    """By team, and without a name for everything else."""
    return {"": organization.owner, **{grant.name: grant.owner or organization.owner for grant in organization.teams}}


def _accepting(pair: Pair) -> Iterator[Difference]:
    """Warnings that are no longer shown, because an entry accepts them."""
    for new in pair.acceptances.new:
        subject = Subject(new.section or "organization", new.entry or "accept", new.team)
        what = f"{new.team}.{new.entry} in {new.section}" if new.team else "the organization document"
        yield Difference(subject, None, new.origin, None, new.problem, what, f"{new.problem}: {new.reason}")


def _grants(organization: Organization) -> dict[str, Grant]:
    return {grant.name: grant for grant in organization.teams}


RULES = (
    *both(
        _wider,
        Says(
            "grant-widened",
            Level.REVIEW,
            "{what} may now {detail}",
            "`teams` lets a team do more, has one more team, or is gone, so that every team may do everything",
        ),
        Says(
            "grant-narrowed",
            Level.SAFE,
            "{what} may no longer {detail}",
            "`teams` lets a team do less, has one team less, or is new",
        ),
    ),
    *alone(
        _other_approver,
        Says(
            "approver-changed",
            Level.REVIEW,
            "changes of {what} are approved by {detail}",
            "`owner` of the organization document or of a team is another, who then approves changes of files",
        ),
        "the change back is another approver too",
    ),
    *both(
        _accepting,
        Says(
            "warning-accepted",
            Level.REVIEW,
            "{what} accepts the warning {detail}",
            "an entry accepts a warning, which is then no longer shown",
        ),
        Says(
            "warning-shown",
            Level.SAFE,
            "{what} no longer accepts the warning {detail}",
            "an entry no longer accepts a warning",
        ),
    ),
)
