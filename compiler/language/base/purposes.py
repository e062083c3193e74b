"""Threat purposes that a dataset can watch, in the words of a spec."""

from typing import Annotated

from pydantic import AfterValidator, Field

from compiler.catalog import finding_types
from compiler.diagnostics import suggest
from compiler.language.base.spec import distinct, fault

RESOURCE = "S3"


_PURPOSES = [word for word in finding_types.purposes() if finding_types.of_purpose([word], RESOURCE)]


def _watchable(word: str) -> str:
    if word not in finding_types.purposes():
        raise fault("unknown-purpose", f"{word!r} is not a threat purpose", suggest(word, _PURPOSES))
    if word not in _PURPOSES:
        message = f"no finding type on S3 buckets has the purpose {word}: this would never match"
        raise fault("never-matches", message, suggest(word, _PURPOSES))
    return word


Purpose = Annotated[str, AfterValidator(_watchable), Field(json_schema_extra={"enum": list(_PURPOSES)})]
Purposes = Annotated[tuple[Purpose, ...], AfterValidator(distinct("a threat purpose"))]
