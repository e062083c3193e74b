"""What every model of the language shares: strict, frozen, no extra keys; and how it reports what is wrong."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from ...catalog.copied import ACCOUNT, REGION, meant
from ...diagnostics import Change, Choice, Edit, Problem, suggest


class Spec(BaseModel):
    """Base of all models. Unknown keys are refused, numbers are not text, and nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    synonyms: ClassVar[Mapping[str, str]] = {}
    """Words that authors write for a key, with the key: more certain than a similar spelling."""
    elsewhere: ClassVar[Mapping[str, str]] = {}
    """Keys that belong somewhere else, with the place."""

    def problems(self) -> Iterator[Problem]:
        """What is wrong with an entry on its own, beyond the shape of its values."""
        yield from ()

    @classmethod
    def instead_of_mapping(cls, value: Any) -> tuple[str, Edit | None] | None:
        """The help, and the edit if there is one, where ``value`` is written instead of a mapping."""
        if value is False:
            return "remove the key", None
        if value is True and not any(field.is_required() for field in cls.model_fields.values()):
            return "write {}", Edit(Change.EMPTY_MAPPING)
        required = [field.alias or name for name, field in cls.model_fields.items() if field.is_required()]
        alone = [cls.with_value(required[0], value)] if len(required) == 1 else [f"{key}: …" for key in required]
        return (f"write {{{', '.join(alone)}}}", None) if required else None

    @classmethod
    def with_value(cls, key: str, value: Any) -> str:
        """A required key with the value, if it can be that of this key, as an author writes it."""
        try:
            cls.model_validate({key: value})
        except ValidationError as error:
            wrong = next((d for d in error.errors(include_url=False) if d["loc"] == (key,)), None)
            reported = wrong.get("ctx", {}).get("problem") if wrong else None
            fix = reported.fix.text if isinstance(reported, Problem) and reported.fix else None
            return f"{key}: {fix or ('…' if wrong else value)}"
        return f"{key}: {value}"


def fault(code: str, message: str, help_: str | None = None, choice: Choice | None = None) -> PydanticCustomError:
    """What a validator raises for the value that it checks; ``validate`` adds the position."""
    return problem_error(Problem((), code, message, help_, choice))


def problem_error(problem: Problem) -> PydanticCustomError:
    """A problem, at a path below the value, in the form that validators raise."""
    return PydanticCustomError(problem.code, "{message}", {"message": problem.message, "problem": problem})


def matching(pattern: str, code: str, what: str, rule: str, form: str | None = None) -> Callable[[str], str]:
    """A validator for text that ``pattern`` must match as a whole; ``rule`` is the pattern in words.

    With a ``form`` of :mod:`~compiler.catalog.copied`, the help has the right text where another form was copied.
    """

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            problem = Problem((), code, f"{value!r} is not {what}", rule)
            raise problem_error(in_form(problem, form, value, pattern) if form else problem)
        return value

    return check


def in_form(problem: Problem, form: str, value: str, pattern: str) -> Problem:
    """The problem with the text that was meant, if ``value`` is another form of one that ``pattern`` allows."""
    text = meant(form, value)
    if text is None or not re.fullmatch(pattern, text.replace(ACCOUNT, "123456789012").replace(REGION, "us-east-1")):
        return problem
    unknown = [f"{word} is the {noun}" for word, noun in ((REGION, "Region"), (ACCOUNT, "account id")) if word in text]
    if unknown:
        return replace(problem, help=f"write {text}, where {' and '.join(unknown)}")
    return replace(problem, help=f"write {text}", fix=Edit(Change.REPLACE, text))


def like(pattern: str, code: str, what: str, rule: str, form: str | None = None) -> tuple[AfterValidator, FieldInfo]:
    """:func:`matching`, and the same for the JSON Schema, where ``what`` is the title and editors show ``rule``."""
    schema: dict[str, JsonValue] = {"pattern": f"^(?:{pattern})$", "patternErrorMessage": rule}
    return AfterValidator(matching(pattern, code, what, rule, form)), Field(title=what, json_schema_extra=schema)


def one_of(allowed: Iterable[str], code: str, message: str) -> tuple[AfterValidator, FieldInfo]:
    """A validator for text that is one of ``allowed``, and the same for the JSON Schema."""
    options = [str(option) for option in allowed]

    def check(value: str) -> str:
        if value not in options:
            raise fault(code, f"{value!r} {message}", choice=suggest(value, options))
        return value

    return AfterValidator(check), Field(json_schema_extra={"enum": list(options)})


def distinct(what: str) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """A validator for a list that is not empty and has no value twice; ``what`` is one value in words."""

    def check(values: tuple[str, ...]) -> tuple[str, ...]:
        if not values:
            raise fault("invalid-value", "the list is empty", f"add {what}, or remove the key")
        for problem in duplicates(values):
            raise problem_error(problem)
        return values

    return check


def duplicates(values: Iterable[str | float]) -> Iterator[Problem]:
    """The values of a list that are in it already, by their index."""
    first: dict[str | float, int] = {}
    for index, value in enumerate(values):
        known = first.setdefault(value, index)
        if known != index:
            yield Problem(
                (index,),
                "duplicate-value",
                f"{value} is listed twice",
                "remove one of them",
                fix=Edit(Change.REMOVE),
                related=(("the first is here", (known,)),),
            )
