"""Routes: their targets, and what happens to findings that cannot be delivered."""

import re
from collections.abc import Iterator
from typing import Any

from ...model.program import Program
from ...model.routes import Retry, Route
from ..change import Level
from ..pair import Pair
from ..rule import Difference, Says, alone, both, of_document

_DEFAULT = Retry(185, 86_400)  # EventBridge user guide, eb-rule-retry-policy
_ACCOUNT = 4  # its place among the parts of an ARN
_PART = re.compile(r"\{([a-z_]+)\}")


def _targets(route: Route) -> set[str]:
    """Everything that gets the findings."""
    emails = [f"e-mail to {email}" for email in route.topic.emails] if route.topic else []
    created = ["the topic that is created"] if route.topic else []
    return {*(target.arn for target in route.targets), *created, *emails}


def _fewer_targets(pair: Pair) -> Iterator[Difference]:
    """Targets that no longer get the findings of a route; also of a route that is gone."""
    for old, new in [*pair.routes.kept, *((route, None) for route in pair.routes.gone)]:
        before, after = _targets(old), _targets(new) if new else set()
        if before - after:
            detail = ", ".join(sorted(before - after))
            yield _difference(pair, old, sorted(before), sorted(after), detail)


def _without_queue(pair: Pair) -> Iterator[Difference]:
    """Routes of which the undelivered findings no longer go to the queue that they went to."""
    for old, new in pair.routes.kept:
        if old.dead_letters and new.dead_letters != old.dead_letters:
            after = new.dead_letters.arn if new.dead_letters else None
            yield _difference(pair, new, old.dead_letters.arn, after, old.dead_letters.arn)


def _fewer_tries(pair: Pair) -> Iterator[Difference]:
    """Routes that give up earlier."""
    for old, new in pair.routes.kept:
        before, after = old.retry or _DEFAULT, new.retry or _DEFAULT
        if after.attempts < before.attempts or after.seconds < before.seconds:
            yield _difference(pair, new, _retry(before), _retry(after))


def _less_in_message(pair: Pair) -> Iterator[Difference]:
    """Routes of which the message leaves out something that it had. Without a message, topics get the whole event."""
    for old, new in pair.routes.kept:
        parts = set(_PART.findall(new.message)) if new.message else None
        before = set(_PART.findall(old.message)) if old.message else None
        if parts is not None and (before is None or before - parts):
            detail = ", ".join(sorted(before - parts)) if before else "all of the event"
            yield _difference(pair, new, old.message, new.message, detail)


def _other_words(pair: Pair) -> Iterator[Difference]:
    """Routes of which the message says something else around the parts of the finding."""
    for old, new in pair.routes.kept:
        if old.message and new.message and _PART.sub("", old.message) != _PART.sub("", new.message):
            yield _difference(pair, new, old.message, new.message)


def _foreign(pair: Pair) -> Iterator[Difference]:
    """Targets and queues in accounts that are not the company's: whoever has those reads the findings."""
    known = {"", *_account_ids(pair.before), *_account_ids(pair.after)}
    for old, new in [*pair.routes.kept, *((None, route) for route in pair.routes.new)]:
        before = _arns(old) if old else set()
        for arn in sorted(_arns(new) - before):
            if arn.split(":")[_ACCOUNT] not in known:
                yield _difference(pair, new, sorted(before), sorted(_arns(new)), arn)


def _arns(route: Route) -> set[str]:
    """Everything that gets findings in an account that it names."""
    return {target.arn for target in (*route.targets, *([route.dead_letters] if route.dead_letters else []))}


def _account_ids(program: Program) -> Iterator[str]:
    organization = program.organization
    yield organization.administrator.account_id
    yield from [organization.management.account_id] if organization.management else []
    yield from (account.account_id for account in program.accounts)


def _other_role(pair: Pair) -> Iterator[Difference]:
    """Routes that deliver with a role of which nobody can see here what it may do."""
    for old, new in pair.routes.kept:
        if new.role and new.role != old.role:
            yield _difference(pair, new, old.role, new.role, new.role)


def _retry(retry: Retry) -> list[int]:
    return [retry.attempts, retry.seconds]


def _difference(pair: Pair, route: Route, old: Any, new: Any, detail: str = "") -> Difference:
    return of_document(pair, "routes", route.name, old, new, f"route {route.name}", detail)


RULES = (
    *both(
        _fewer_targets,
        Says(
            "route-target-removed",
            Level.BLIND,
            "{what} no longer sends to {detail}",
            "a route has lost a target, or an address of the topic that it creates",
        ),
        Says("route-target-added", Level.SAFE, "{what} now also sends to {detail}", "a route has one more target"),
    ),
    *both(
        _without_queue,
        Says(
            "dead-letters-off",
            Level.BLIND,
            "{what} no longer keeps undelivered findings in {detail}",
            "findings that cannot be delivered no longer go to the queue that they went to",
        ),
        Says(
            "dead-letters-on",
            Level.SAFE,
            "{what} now keeps undelivered findings in {detail}",
            "findings that cannot be delivered go to a queue",
        ),
    ),
    *both(
        _fewer_tries,
        Says(
            "retry-shortened",
            Level.BLIND,
            "{what} gives up earlier: after {new[0]} attempts or {new[1]} seconds, before {old[0]} or {old[1]}",
            "a route gives up earlier",
        ),
        Says(
            "retry-extended",
            Level.SAFE,
            "{what} tries longer: {new[0]} attempts or {new[1]} seconds, before {old[0]} or {old[1]}",
            "a route tries longer to deliver",
        ),
    ),
    *both(
        _less_in_message,
        Says(
            "message-shortened",
            Level.REVIEW,
            "the message of {what} no longer has {detail}",
            "the message to a topic leaves out a part of the finding that it had",
        ),
        Says("message-extended", Level.SAFE, "the message of {what} now has {detail}", "a message has more parts"),
    ),
    *alone(
        _other_words,
        Says(
            "message-reworded",
            Level.REVIEW,
            "the message of {what} is now {new!r}, before {old!r}",
            "the text of a message around the parts of the finding is another, and may mislead",
        ),
        "the change back is another text too",
    ),
    *alone(
        _foreign,
        Says(
            "route-target-foreign",
            Level.REVIEW,
            "{what} now also sends to {detail}, in an account that no team declares",
            "a route has a new target or queue in an account that is not the company's, which can then read findings",
        ),
        "the change back sends less, and route-target-removed says so",
    ),
    *alone(
        _other_role,
        Says(
            "route-role",
            Level.REVIEW,
            "{what} delivers with {detail}, and what that role may do is not in the specs",
            "a route delivers with another role of your own",
        ),
        "the change back is another role too, or one that is created and may do all that is needed",
    ),
)
