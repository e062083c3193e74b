"""`watch: recommended`: the threat purposes that the table of kinds recommends, instead of a list."""

from collections.abc import Callable
from typing import Any, Literal

from pydantic import WrapValidator

from ...diagnostics import nearest, suggest
from .spec import fault

RECOMMENDED = "recommended"


def or_recommended(purposes: Any) -> WrapValidator:
    """A validator of the word or a list of ``purposes``, which is kept as a list with the word alone."""

    def check(value: Any, others: Callable[[Any], Any]) -> Any:
        if value == RECOMMENDED:
            return (RECOMMENDED,)
        if isinstance(value, list) and RECOMMENDED in value:
            message = "'recommended' cannot be in a list: it replaces the whole list"
            raise fault("invalid-value", message, "write watch: recommended, or list every purpose")
        if isinstance(value, str) and nearest(value, [RECOMMENDED]):
            message = f"{value!r} is neither a list of threat purposes nor recommended"
            raise fault("invalid-value", message, choice=suggest(value, [RECOMMENDED]))
        return others(tuple(value) if isinstance(value, list) else value)  # it is not read like JSON any more

    return WrapValidator(check, json_schema_input_type=Literal["recommended"] | purposes)


def is_recommended(watch: tuple[str, ...] | None) -> bool:
    return watch == (RECOMMENDED,)
