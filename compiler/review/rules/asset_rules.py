"""What assets need: `rules.classifications` and its siblings, and the classification of each asset."""

from collections.abc import Iterator
from typing import Any

from ...model.assets import Asset
from ...model.limits import Classification
from ...model.program import Program
from ..change import Level, Subject
from ..pair import Pair
from ..phrases import some
from ..rule import Difference, Says, both, of_document

_NO_RULE = Classification()
_NOTHING = "nothing"


def _fewer_needs(pair: Pair) -> Iterator[Difference]:
    """Classifications whose assets need less."""
    for name, rule in sorted(pair.before.organization.asset_rules.classifications.items()):
        before, after = _needs(rule), _needs(_rule(pair.after, name))
        lost = [need for need in before if need not in after]
        if lost:
            what = f"assets that are classified as {name} ({_teams(pair.after, name)})"
            yield of_document(pair, "rules", name, before, after, what, some(lost))


def _lower(pair: Pair) -> Iterator[Difference]:
    """Assets of which the classification is another, and which need less by that."""
    for old, new in pair.assets.kept:
        before, after = _classified(pair.before, old), _classified(pair.after, new)
        lost = [need for need in before["needs"] if need not in after["needs"]]
        if before["classification"] != after["classification"] and lost:
            subject = Subject(new.section, new.name, new.team, new.account_id)
            yield Difference(
                subject, old.origin, new.origin, before, after, f"{new.full_name} in {new.section}", some(lost)
            )


def _classified(program: Program, asset: Asset) -> dict[str, Any]:
    name = _classification(asset)
    return {"classification": name or _NOTHING, "needs": _needs(_rule(program, name))}


def _optional(pair: Pair) -> Iterator[Difference]:
    """Datasets may have no classification."""
    before, after = (o.asset_rules.require_classification for o in pair.organizations)
    if before and not after:
        yield of_document(pair, "rules", "require_classification", before, after, "datasets")


def _fewer_protections(pair: Pair) -> Iterator[Difference]:
    """Protections may be off where filters need them."""
    before, after = (o.asset_rules.require_protections for o in pair.organizations)
    for name in before:
        if name not in after:
            yield of_document(pair, "rules", name, sorted(before), sorted(after), name)


def _needs(rule: Classification) -> list[str]:
    """What a rule requires, by the keys of an asset."""
    required = {
        "malware_scan": rule.malware_scan,
        "malware_scan without prefixes": rule.whole_scan,
        "route": rule.route,
        "the organization's export": rule.export,
    }
    watched = [f"watch: {word}" for word in sorted(rule.watch)]
    return [*watched, *(key for key, is_needed in required.items() if is_needed)]


def _rule(program: Program, classification: str | None) -> Classification:
    return program.organization.asset_rules.classifications.get(classification or "", _NO_RULE)


def _classification(asset: Asset) -> str | None:
    return asset.facts.get("classification")


def _teams(program: Program, classification: str) -> str:
    teams = sorted({asset.team for asset in program.assets if _classification(asset) == classification})
    return f"of {', '.join(teams)}" if teams else "there are none"


RULES = (
    *both(
        _fewer_needs,
        Says(
            "classification-loosened",
            Level.REVIEW,
            "{what} no longer need {detail}",
            "`rules.classifications` requires less of the assets with a classification",
        ),
        Says(
            "classification-tightened",
            Level.SAFE,
            "{what} need {detail}",
            "`rules.classifications` requires more of the assets with a classification",
        ),
    ),
    *both(
        _lower,
        Says(
            "classification-lowered",
            Level.REVIEW,
            "{what} is classified as {new[classification]}, before {old[classification]}: it no longer needs {detail}",
            "an asset has another classification, which requires less of it",
        ),
        Says(
            "classification-raised",
            Level.SAFE,
            "{what} is classified as {new[classification]}, before {old[classification]}: it needs {detail}",
            "an asset has another classification, which requires more of it",
        ),
    ),
    *both(
        _optional,
        Says(
            "classification-optional",
            Level.REVIEW,
            "{what} no longer need a classification",
            "`rules.require_classification` is off, so a dataset may have no classification, and no rule for it",
        ),
        Says(
            "classification-required",
            Level.SAFE,
            "{what} need a classification",
            "`rules.require_classification` is on",
        ),
    ),
    *both(
        _fewer_protections,
        Says(
            "protection-optional",
            Level.REVIEW,
            "{what} may be off where filters need it",
            "`rules.require_protections` no longer has a protection",
        ),
        Says(
            "protection-required",
            Level.SAFE,
            "{what} must be on where filters need it",
            "`rules.require_protections` has one more protection",
        ),
    ),
)
