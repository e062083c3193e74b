"""What suppressions may do: `rules.suppressions` of the organization document. No finding is lost until one uses it."""

from collections.abc import Iterator

from ...catalog.severity import LEVELS
from ...model.limits import SuppressionRules
from ..change import Level
from ..pair import Pair
from ..phrases import some
from ..rule import Difference, Says, both, of_document

_ANY = "any"


def _longer(pair: Pair) -> Iterator[Difference]:
    """Suppressions may be longer."""
    before, after = (rules.max_days for rules in _rules(pair))
    if before is not None and (after is None or after > before):
        yield of_document(pair, "rules", "max_days", before, after or "any number of", "suppressions")


def _farther(pair: Pair) -> Iterator[Difference]:
    """Teams whose suppressions may archive findings of other teams' accounts."""
    before, after = (rules.organization_wide for rules in _rules(pair))
    for team in sorted(after - before):
        yield of_document(pair, "rules", "organization_wide", None, team, f"suppressions of team {team}")


def _more_severe(pair: Pair) -> Iterator[Difference]:
    before, after = (rules.max_severity or _ANY for rules in _rules(pair))
    ordered = (*LEVELS, _ANY)
    if ordered.index(after) > ordered.index(before):
        yield of_document(pair, "rules", "max_severity", before, after, "suppressions")


def _fewer_keys(pair: Pair) -> Iterator[Difference]:
    """Suppressions need fewer keys."""
    before, after = (rules.require for rules in _rules(pair))
    lost = [key for key in before if key not in after]
    if lost:
        yield of_document(pair, "rules", "require", list(before), list(after), "suppressions", some(lost))


def _more_types(pair: Pair) -> Iterator[Difference]:
    """Suppressions may archive finding types that none could."""
    before, after = (rules.never_mute for rules in _rules(pair))
    if before - after:
        detail = some(sorted(before - after))
        yield of_document(pair, "rules", "never_mute", sorted(before), sorted(after), "suppressions", detail)


def _rules(pair: Pair) -> tuple[SuppressionRules, SuppressionRules]:
    return pair.before.organization.suppression_rules, pair.after.organization.suppression_rules


RULES = (
    *both(
        _longer,
        Says(
            "suppression-limit-loosened",
            Level.REVIEW,
            "{what} may last longer: {new} days, before {old}",
            "`rules.suppressions.max_days` allows suppressions that end later",
        ),
        Says(
            "suppression-limit-tightened",
            Level.SAFE,
            "{what} may only last {new} days, before {old}",
            "`rules.suppressions.max_days` allows only suppressions that end earlier",
        ),
    ),
    *both(
        _farther,
        Says(
            "suppression-reach-granted",
            Level.REVIEW,
            "{what} may archive findings of every account",
            "`rules.suppressions.organization_wide` has one more team",
        ),
        Says(
            "suppression-reach-withdrawn",
            Level.SAFE,
            "{what} may only archive findings of its own accounts",
            "`rules.suppressions.organization_wide` has one team less",
        ),
    ),
    *both(
        _more_severe,
        Says(
            "suppression-severity-loosened",
            Level.REVIEW,
            "{what} may archive more severe findings: up to {new}, before {old}",
            "`rules.suppressions.max_severity` allows suppressions of more severe findings",
        ),
        Says(
            "suppression-severity-tightened",
            Level.SAFE,
            "{what} may only archive less severe findings: up to {new}, before {old}",
            "`rules.suppressions.max_severity` allows only suppressions of less severe findings",
        ),
    ),
    *both(
        _fewer_keys,
        Says(
            "suppression-keys-optional",
            Level.REVIEW,
            "{what} no longer need {detail}",
            "`rules.suppressions.require` no longer has a key",
        ),
        Says(
            "suppression-keys-required",
            Level.SAFE,
            "{what} need {detail}",
            "`rules.suppressions.require` has one more key",
        ),
    ),
    *both(
        _more_types,
        Says(
            "muting-allowed",
            Level.REVIEW,
            "{what} may archive {detail}",
            "`rules.suppressions.never_mute` no longer has some finding types",
        ),
        Says(
            "muting-forbidden",
            Level.SAFE,
            "{what} may not archive {detail}",
            "`rules.suppressions.never_mute` has more finding types",
        ),
    ),
)
