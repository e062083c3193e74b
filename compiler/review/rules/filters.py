"""Filters: which findings of a team they show. Assets make filters, so a narrower ``watch`` is a narrower filter."""

from ..change import Level
from ..entries import Entries
from ..rule import Says, alone, both

_FILTERS = Entries("filters", "filter", "match", lambda pair: pair.views, lambda pair: pair.view_substitutes)

RULES = (
    *both(
        _FILTERS.gone,
        Says("filter-removed", Level.BLIND, "{what} is gone", "a filter is gone, or the asset that made it"),
        Says("filter-added", Level.SAFE, "{what} is new", "a filter is new, or the asset that makes it"),
    ),
    *both(
        _FILTERS.narrowed,
        Says(
            "filter-narrowed",
            Level.BLIND,
            "{what} no longer matches {detail}",
            "a filter matches less, for example because `watch` leaves out a purpose",
        ),
        Says("filter-widened", Level.SAFE, "{what} now also matches {detail}", "a filter matches more"),
    ),
    *alone(
        _FILTERS.unclear,
        Says(
            "filter-unclear",
            Level.REVIEW,
            "{what} has other conditions, and may no longer match {detail}",
            "the conditions of a filter are different, and nobody can tell whether they match all that they did",
        ),
        "the change back is as unclear",
    ),
    *both(
        _FILTERS.fewer_regions,
        Says("filter-left-region", Level.BLIND, "{what} is gone{regions}", "a filter is gone from a Region"),
        Says("filter-entered-region", Level.SAFE, "{what} is new{regions}", "a filter is new in a Region"),
    ),
    *both(
        _FILTERS.covered,
        Says(
            "filter-covered",
            Level.SAFE,
            "{what} no longer matches {detail}",
            "a filter is gone or matches less, and others match all that it no longer does",
        ),
        Says(
            "filter-repeated",
            Level.SAFE,
            "{what} now also matches {detail}",
            "a filter is new or matches more, and others matched all of that before",
        ),
    ),
    *alone(
        _FILTERS.renamed,
        Says(
            "filter-renamed",
            Level.SAFE,
            "{what} has the conditions that {detail} had",
            "a filter has another name, or another team, and the same conditions",
        ),
        "the change back is another new name",
    ),
)
