"""Why an entry cannot be limited to an asset, and which assets of the team it could be limited to."""

from collections.abc import Iterator
from itertools import islice

from ..diagnostics import Choice, Problem
from ..language.base.nameable import Nameable
from ..language.where.assets import kind_of
from .uses import Use

_LOOKED_AT = 50  # assets of the team, so that many such problems in a large team do not take long


def unusable(use: Use, asset: Nameable, index: int) -> Problem:
    """The problem at the name of the asset, which is the ``index``-th under ``for``."""
    code, message, help_ = _why(use, asset)
    choice = Choice(tuple(_others(use)), noun=f"assets of team {use.team} that it could be for")
    return Problem(("for", index), code, message, help_, choice)


def _why(use: Use, asset: Nameable) -> tuple[str, str, str | None]:
    """The code, the message and the help."""
    kind = kind_of(asset)
    what = f"{kind.noun} {asset.name}"
    matching = use.matching(asset)
    enough = [each for each in matching if use.needs <= each.keys()]
    about = f"pack {use.spec.pack}" if use.pack else "this entry"
    if not any(use.named(asset)):
        return "never-matches", f"no filter can have the name of {what}", kind.limits.rstrip(".")
    if not matching:
        return "never-matches", f"{about} is about findings that never have the name of {what}", None
    if not enough:
        fields = sorted(use.needs - matching[0].keys())
        added = ", ".join(f"{field}: {{equals: [ … ]}}" for field in fields)
        message = f"{about} needs a condition on {', '.join(fields)}, which {what} does not give"
        return "missing-key", message, f"add where: {{{added}}}"
    field = use.clashing(enough[0])[0]
    return "never-matches", f"{about} and {what} have different conditions on {field}", None


def _others(use: Use) -> Iterator[str]:
    """Those with names that mean one asset only. A suppression reaches only the team's own accounts."""
    assets = islice(use.names.assets_of(use.team), _LOOKED_AT)
    within = ((name, asset) for name, asset in assets if not use.archives or use.is_own(asset))
    return (name for name, asset in within if name not in use.spec.for_ and use.limits(asset))
