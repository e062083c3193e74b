"""IAM policy documents as the JSON text that Terraform needs, and back.

What only AWS knows is in it as a reference; everything else is literal.
"""

import json
from typing import Any

from ..model.address import Ref
from ..model.resources.policies import Conditions, Statement
from .block import Block
from .literals import literal, literals, text_of
from .references import read_value, value

VERSION = "2012-10-17"
_EFFECTS = {True: "Allow", False: "Deny"}
_EVERYBODY = ("*", "*")


def policy_document(statements: tuple[Statement, ...]) -> str:
    """The JSON text of a policy."""
    return json.dumps({"Version": VERSION, "Statement": [_statement(statement) for statement in statements]})


def read_policy_document(text: str) -> tuple[Statement, ...]:
    """The statements of a policy that :func:`policy_document` wrote."""
    document = Block("policy", json.loads(text))
    document.expect("Version", VERSION)
    statements = tuple(_read_statement(statement) for statement in document.take("Statement"))
    document.end()
    return statements


def conditions_document(conditions: Conditions) -> dict[str, dict[str, str]]:
    """The ``Condition`` of a statement: expected values by operator and key."""
    data: dict[str, dict[str, str]] = {}
    for operator, key, expected in conditions:
        data.setdefault(operator, {})[key] = value(expected)
    return data


def read_conditions(data: dict[str, dict[str, str]]) -> Conditions:
    """The conditions that :func:`conditions_document` wrote."""
    return tuple(
        (operator, key, read_value(expected)) for operator, pairs in data.items() for key, expected in pairs.items()
    )


def _statement(statement: Statement) -> dict[str, Any]:
    data: dict[str, Any] = {
        "Sid": literal(statement.sid),
        "Effect": _EFFECTS[statement.allow],
        "Principal": _principal(statement),
        "Action": [literal(action) for action in statement.actions],
        "Resource": _resource(statement.resource),
        "Condition": conditions_document(statement.conditions),
    }
    return {key: part for key, part in data.items() if part}


def _resource(resource: str | Ref | tuple[str, ...]) -> str | list[str]:
    return literals(resource) if isinstance(resource, tuple) else value(resource)


def _principal(statement: Statement) -> str | dict[str, list[str]]:
    if statement.principals == (_EVERYBODY,):
        return "*"
    kinds = sorted({kind for kind, _ in statement.principals})
    return {kind: [literal(name) for k, name in statement.principals if k == kind] for kind in kinds}


def _read_statement(data: dict[str, Any]) -> Statement:
    block = Block("statement", data)
    statement = Statement(
        sid=block.text("Sid"),
        actions=block.texts("Action"),
        resource=_read_resource(block.take("Resource")),
        conditions=read_conditions(block.take("Condition", {})),
        allow={effect: allow for allow, effect in _EFFECTS.items()}[block.take("Effect")],
        principals=_read_principals(block.take("Principal", {})),
    )
    block.end()
    return statement


def _read_resource(written: str | list[str]) -> str | Ref | tuple[str, ...]:
    return tuple(text_of(each) for each in written) if isinstance(written, list) else read_value(written)


def _read_principals(data: Any) -> tuple[tuple[str, str], ...]:
    if data == "*":
        return (_EVERYBODY,)
    return tuple((kind, text_of(name)) for kind, names in data.items() for name in names)
