"""What an editor offers in an empty spec file: the two keys that a document starts with, and a whole document each."""

from collections.abc import Mapping
from typing import Any

from ..language.base.spec import Spec
from ..language.organization.document import OrganizationSpec
from ..language.team.head import TeamSpec
from .texts import module_example, summary


def new_document(organization: Mapping[str, Any], team: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a document that is neither yet, from the schemas of both."""
    return {
        "description": "A spec file: the organization document, or a document of a team.",
        "type": ["object", "null"],
        "properties": {
            "organization": organization["properties"]["organization"],
            "team": team["properties"]["team"],
        },
        "anyOf": [{"required": ["organization"]}, {"required": ["team"]}],
        "defaultSnippets": [
            _snippet("organization document", OrganizationSpec),
            _snippet("team document", TeamSpec),
        ],
    }


def _snippet(label: str, model: type[Spec]) -> dict[str, Any]:
    """A snippet of the YAML language server: the example of the model's module.

    It is text and not data, because the server would write account ids without their quotes.
    """
    return {
        "label": label,
        "description": summary(model),
        "body": module_example(model),
    }
