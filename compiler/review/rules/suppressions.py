"""Suppressions: what they archive is no longer shown, routed or exported. So here more is worse."""

from collections.abc import Iterator
from dataclasses import replace

from ...model.filters import Filter, Justification
from ..answers import answers, other_answers
from ..change import Level
from ..criteria import data_of, described
from ..entries import Entries
from ..pair import Pair
from ..rule import Difference, Says, alone, alone_mirrored, both


def _shorter(pair: Pair) -> Iterator[Difference]:
    """Suppressions that end earlier."""
    return (found for found, others in _ending_earlier(pair) if not others)


def _covered(pair: Pair) -> Iterator[Difference]:
    """Suppressions of which others archive, and as long, everything that they no longer archive."""
    yield from _SUPPRESSIONS.covered(pair)
    for found, others in _ending_earlier(pair):
        if others:
            detail = f"{found.detail} from {found.new['expires']} to {found.old['expires']}"
            yield _SUPPRESSIONS.by_others(replace(found, detail=detail), others)


def _ending_earlier(pair: Pair) -> Iterator[tuple[Difference, list[Filter]]]:
    for old, new in pair.suppressions.kept:
        if _why(new).expires < _why(old).expires:
            before, after = (
                {"criteria": data_of(each.criteria), "expires": _why(each).expires.isoformat()} for each in (old, new)
            )
            found = _SUPPRESSIONS.between(old, new, before, after, described(old.criteria))
            yield found, _SUPPRESSIONS.others(pair, old, old.regions, new)


def _answered(pair: Pair) -> Iterator[Difference]:
    """Suppressions with another reason, ticket or approver."""
    for old, new in pair.suppressions.kept:
        before, after = answers(_why(old)), answers(_why(new))
        if before != after:
            yield _SUPPRESSIONS.between(old, new, before, after, other_answers(before, after))


def _why(suppression: Filter) -> Justification:
    assert suppression.justification is not None, "a suppression has one"
    return suppression.justification


_SUPPRESSIONS = Entries(
    "suppressions",
    "suppression",
    "archive",
    lambda pair: pair.suppressions,
    lambda pair: pair.suppression_substitutes,
    lambda _, old, other: _why(other).expires >= _why(old).expires,
)

RULES = (
    *both(
        _SUPPRESSIONS.gone,
        Says(
            "suppression-removed",
            Level.SAFE,
            "{what} is gone; it archived {detail}",
            "a suppression is gone",
        ),
        Says(
            "suppression-added",
            Level.BLIND,
            "{what} is new, and archives {detail}",
            "a suppression is new",
        ),
    ),
    *both(
        _SUPPRESSIONS.narrowed,
        Says("suppression-narrowed", Level.SAFE, "{what} no longer archives {detail}", "a suppression archives less"),
        Says(
            "suppression-widened",
            Level.BLIND,
            "{what} now also archives {detail}",
            "a suppression archives more, for example because its team has another account",
        ),
    ),
    *alone_mirrored(
        _SUPPRESSIONS.unclear,
        Says(
            "suppression-unclear",
            Level.REVIEW,
            "{what} has other conditions, and may now also archive {detail}",
            "the conditions of a suppression are different, and nobody can tell whether they archive more",
        ),
        "the change back is as unclear",
    ),
    *both(
        _SUPPRESSIONS.fewer_regions,
        Says("suppression-left-region", Level.SAFE, "{what} is gone{regions}", "a suppression is gone from a Region"),
        Says(
            "suppression-entered-region",
            Level.BLIND,
            "{what} now also archives{regions}",
            "a suppression archives in one more Region",
        ),
    ),
    *both(
        _shorter,
        Says(
            "suppression-shortened",
            Level.SAFE,
            "{what} ends earlier: {new[expires]}, before {old[expires]}",
            "a suppression ends earlier",
        ),
        Says(
            "suppression-extended",
            Level.BLIND,
            "{what} ends later: {new[expires]}, before {old[expires]}",
            "a suppression ends later",
        ),
    ),
    *both(
        _covered,
        Says(
            "suppression-covered",
            Level.SAFE,
            "{what} no longer archives {detail}",
            "a suppression is gone, archives less or ends earlier, and others archive all of that as long",
        ),
        Says(
            "suppression-repeated",
            Level.SAFE,
            "{what} now also archives {detail}",
            "a suppression is new, archives more or ends later, and others archived all of that before, as long",
        ),
    ),
    *alone(
        _SUPPRESSIONS.renamed,
        Says(
            "suppression-renamed",
            Level.SAFE,
            "{what} has the conditions that {detail} had",
            "a suppression has another name, or another team, and the same conditions",
        ),
        "the change back is another new name",
    ),
    *alone(
        _answered,
        Says(
            "suppression-answered",
            Level.SAFE,
            "{what} is accounted for differently: {detail}",
            "the reason, the ticket or the approver of a suppression is another",
        ),
        "the change back is another answer",
    ),
)
