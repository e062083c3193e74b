"""The tables of what the catalog knows: conditions, severities, purposes, protections, services, finding fields."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..catalog import finding_types
from ..catalog.ai_services import AI_SERVICES, ANOMALOUS_API_ACTIVITY
from ..catalog.filter_fields import FilterField, all_fields
from ..catalog.protections import PROTECTIONS, UNAVAILABLE
from ..catalog.regions import REGIONS
from ..catalog.severity import LEVELS
from ..language.base.purposes import WATCHABLE
from ..schema.where import KINDS, OPERATORS, field_title, kind_of
from ..schema.words import capitalized
from .markdown import code, table


def operators() -> str:
    """The operators of `where`, each with the types of field that have it."""
    rows = (
        (code(name), operator.text, "; ".join(kind.noun for kind in KINDS.values() if name in kind.operators))
        for name, operator in OPERATORS.items()
    )
    return table(("operator", "the field has", "types of field"), rows)


def severities() -> str:
    """The levels of severity and the numbers behind them."""
    lead = (
        "The severity of a finding is a number. Conditions can name a level, which stands for whole numbers, and each "
        "of them includes its decimals: 8 includes 8.5. `at_least` and `at_most` become `equals` with these numbers, "
        "which the GuardDuty console shows as levels.\n"
    )
    rows = ((code(level), ", ".join(str(number) for number in numbers)) for level, numbers in LEVELS.items())
    return f"{lead}\n{table(('level', 'numbers'), rows)}"


def purposes() -> str:
    """The threat purposes that `watch` accepts."""
    lead = "`watch` of a dataset accepts the threat purposes that have finding types on S3 buckets.\n"
    rows = ((code(word), ", ".join(code(name) for name in names)) for word, names in WATCHABLE.items())
    return f"{lead}\n{table(('purpose', 'finding types'), rows)}"


def protections() -> str:
    """The protections, and how many finding types each produces."""
    live = finding_types.live_types()
    produced = Counter(kind.needs for kind in live.values())
    configured = Counter(kind.configuration for kind in live.values())
    others = len(live) - sum(produced[known.feature] for known in PROTECTIONS.values())
    lead = f"GuardDuty has {len(live)} finding types; {others} of them need none of these protections.\n"
    rows = (
        (
            code(name),
            code(known.feature),
            f"{capitalized(known.what)}.",
            _count(produced[known.feature], {name: configured[name] for name in known.unmanaged}),
            _regions(UNAVAILABLE.get(known.feature, frozenset())),
        )
        for name, known in PROTECTIONS.items()
    )
    head = ("key", "GuardDuty feature", "monitors", "finding types", "not available in")
    return f"{lead}\n{table(head, rows)}"


def _count(produced: int, configured: dict[str, int]) -> str:
    """How many types, and how many of them need which additional configuration."""
    return "; ".join((str(produced), *(f"{count} of them need {code(name)}" for name, count in configured.items())))


def _regions(missing: frozenset[str]) -> str:
    """The Regions, or if that is shorter those without them."""
    others = REGIONS.keys() - missing
    return ", ".join(sorted(missing)) if len(missing) <= len(others) else f"all but {', '.join(sorted(others))}"


def ai_services() -> str:
    """The AI services, and the finding types about each."""
    rows = (
        (code(name), code(known.principal), ", ".join(code(kind) for kind in known.finding_types) or "none")
        for name, known in AI_SERVICES.items()
    )
    lead = f"Each service also has a filter on {len(ANOMALOUS_API_ACTIVITY)} types of anomalous API activity.\n"
    return f"{lead}\n{table(('service', 'service principal', 'finding types about it'), rows)}"


def finding_fields() -> str:
    """Every field that a condition can be on."""
    rows = (
        (code(field.name), field_title(field), KINDS[kind_of(field)].noun, _users(field))
        for field in all_fields().values()
    )
    return table(("field", "what it is", "type", "usable in"), rows)


def _users(field: FilterField) -> str:
    return "suppressions" if field.archive_only else "filters, suppressions"


def text_types(schema: Any) -> str:
    """The types of text with a rule, by their names in the schema."""
    return table(("type", "rule"), sorted(set(_rules(schema))))


def _rules(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if isinstance(node.get("title"), str) and "patternErrorMessage" in node:
            yield node["title"], node["patternErrorMessage"]
        for value in node.values():
            yield from _rules(value)
    elif isinstance(node, list):
        for item in node:
            yield from _rules(item)
