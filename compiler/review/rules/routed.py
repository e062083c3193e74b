"""What is sent to routes. A filter's route has the filter's conditions, and a service's also those of a guardrail."""

from collections.abc import Iterator
from dataclasses import replace

from ...model.filters import RoutedFindings
from ..change import Level
from ..criteria import data_of
from ..entries import Entries
from ..pair import Pair
from ..rule import Difference, Says, alone, both

_ROUTED = Entries(
    "route",
    "the route of",
    "send",
    lambda pair: pair.routed,
    lambda pair: pair.routed_substitutes,
    lambda pair, old, other: pair.is_same_route(old.route, other.route),
)


def _elsewhere(pair: Pair) -> Iterator[Difference]:
    """Findings that are sent to another route."""
    return (found for found, others in _moved(pair) if not others)


def _covered(pair: Pair) -> Iterator[Difference]:
    """What others send on the same route as before."""
    yield from _ROUTED.covered(pair)
    for found, others in _moved(pair):
        if others:
            yield _ROUTED.by_others(replace(found, detail=f"to {found.old['route']}"), others)


def _moved(pair: Pair) -> Iterator[tuple[Difference, list[RoutedFindings]]]:
    for old, new in pair.routed.kept:
        if not pair.is_same_route(old.route, new.route):
            before, after = ({"criteria": data_of(each.criteria), "route": each.route} for each in (old, new))
            found = _ROUTED.between(old, new, before, after, f"{new.route}, no longer to {old.route}")
            yield found, _ROUTED.others(pair, old, old.regions, new)


RULES = (
    *both(
        _ROUTED.gone,
        Says(
            "routing-removed", Level.BLIND, "{what} is gone: its findings are not sent", "findings are no longer sent"
        ),
        Says("routing-added", Level.SAFE, "{what} is new", "findings are sent to a route that were not"),
    ),
    *alone(
        _elsewhere,
        Says(
            "routing-moved",
            Level.BLIND,
            "{what} leads to {detail}",
            "findings are sent to another route, so no longer to the one before",
        ),
        "the change back also leaves a route",
    ),
    *both(
        _ROUTED.narrowed,
        Says(
            "routing-narrowed",
            Level.BLIND,
            "{what} no longer sends {detail}",
            "fewer findings are sent, for example because a `guardrail` leaves some out",
        ),
        Says("routing-widened", Level.SAFE, "{what} now also sends {detail}", "more findings are sent"),
    ),
    *alone(
        _ROUTED.unclear,
        Says(
            "routing-unclear",
            Level.REVIEW,
            "{what} has other conditions, and may no longer send {detail}",
            "other findings are sent, and nobody can tell whether all are that were",
        ),
        "the change back is as unclear",
    ),
    *both(
        _ROUTED.fewer_regions,
        Says("routing-left-region", Level.BLIND, "{what} is gone{regions}", "findings of a Region are no longer sent"),
        Says("routing-entered-region", Level.SAFE, "{what} is new{regions}", "findings of one more Region are sent"),
    ),
    *both(
        _covered,
        Says(
            "routing-covered",
            Level.SAFE,
            "{what} no longer sends {detail}",
            "fewer findings are sent by an entry, and others send all of them on the same route",
        ),
        Says(
            "routing-repeated",
            Level.SAFE,
            "{what} now also sends {detail}",
            "more findings are sent by an entry, and others sent all of them on the same route before",
        ),
    ),
    *alone(
        _ROUTED.renamed,
        Says(
            "routing-renamed",
            Level.SAFE,
            "{what} has the conditions that the route of {detail} had",
            "what is sent has another name, or another team, and the same conditions and route",
        ),
        "the change back is another new name",
    ),
)
