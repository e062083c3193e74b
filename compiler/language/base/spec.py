"""What every model of the language shares: strict, frozen, nothing extra; and how it says what is wrong."""

import re
from collections.abc import Callable, Iterable, Iterator

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from compiler.diagnostics import Problem, suggest


class Spec(BaseModel):
    """Base of all models. Unknown keys are refused, numbers are no text, and nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    def problems(self) -> Iterator[Problem]:
        """What an entry alone shows to be wrong, beyond the shape of its values."""
        yield from ()


def fault(code: str, message: str, help_: str | None = None) -> PydanticCustomError:
    """What a validator raises: a diagnostic code with its message; ``validate`` adds the place."""
    return PydanticCustomError(code, "{message}", {"message": message, "help": help_})


def matching(pattern: str, code: str, what: str, rule: str) -> Callable[[str], str]:
    """A validator for text that ``pattern`` has to match as a whole; ``rule`` says so in words."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise fault(code, f"{value!r} is not {what}", rule)
        return value

    return check


def like(pattern: str, code: str, what: str, rule: str) -> tuple[AfterValidator, FieldInfo]:
    """:func:`matching`, and the same for the JSON Schema, where ``what`` is the title and editors show ``rule``."""
    schema: dict[str, JsonValue] = {"pattern": f"^(?:{pattern})$", "patternErrorMessage": rule}
    return AfterValidator(matching(pattern, code, what, rule)), Field(title=what, json_schema_extra=schema)


def one_of(allowed: Iterable[str], code: str, message: str) -> tuple[AfterValidator, FieldInfo]:
    """A validator for text that is one of ``allowed``, and the same for the JSON Schema."""
    options = [str(option) for option in allowed]

    def check(value: str) -> str:
        if value not in options:
            raise fault(code, f"{value!r} {message}", suggest(value, options))
        return value

    return AfterValidator(check), Field(json_schema_extra={"enum": list(options)})


def distinct(what: str) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """A validator for a list that has entries, each of them once."""

    def check(values: tuple[str, ...]) -> tuple[str, ...]:
        if not values:
            raise fault("invalid-value", f"the list does not name {what}", "name one, or leave the key out for all")
        repeated = next((value for index, value in enumerate(values) if value in values[:index]), None)
        if repeated:
            raise fault("duplicate-value", f"{repeated} is written twice")
        return values

    return check
