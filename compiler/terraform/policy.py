"""IAM policy documents as the JSON text that Terraform needs, and back.

What only AWS knows is in it as a reference; everything else is literal.
"""

import json
from typing import Any

from compiler.model.address import Ref
from compiler.model.resources.policies import Statement
from compiler.terraform.block import Block
from compiler.terraform.literals import literal, literals, text_of
from compiler.terraform.references import read_value, value

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


def _statement(statement: Statement) -> dict[str, Any]:
    data: dict[str, Any] = {
        "Sid": literal(statement.sid),
        "Effect": _EFFECTS[statement.allow],
        "Principal": _principal(statement),
        "Action": [literal(action) for action in statement.actions],
        "Resource": _resource(statement.resource),
        "Condition": _conditions(statement),
    }
    return {key: part for key, part in data.items() if part}


def _resource(resource: str | Ref | tuple[str, ...]) -> str | list[str]:
    return literals(resource) if isinstance(resource, tuple) else value(resource)


def _principal(statement: Statement) -> str | dict[str, list[str]]:
    if statement.principals == (_EVERYBODY,):
        return "*"
    kinds = sorted({kind for kind, _ in statement.principals})
    return {kind: [literal(name) for k, name in statement.principals if k == kind] for kind in kinds}


def _conditions(statement: Statement) -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = {}
    for operator, key, expected in statement.conditions:
        data.setdefault(operator, {})[key] = value(expected)
    return data


def _read_statement(data: dict[str, Any]) -> Statement:
    block = Block("statement", data)
    statement = Statement(
        sid=block.text("Sid"),
        actions=block.texts("Action"),
        resource=_read_resource(block.take("Resource")),
        conditions=tuple(
            (operator, key, read_value(expected))
            for operator, pairs in block.take("Condition", {}).items()
            for key, expected in pairs.items()
        ),
        allow={effect: allow for allow, effect in _EFFECTS.items()}[block.take("Effect")],
        principals=_read_principals(block.take("Principal", {})),
    )
    block.end()
    return statement


def _read_resource(written: str | list[str]) -> str | Ref | tuple[str, ...]:
    return read_value(written) if isinstance(written, str) else tuple(map(text_of, written))


def _read_principals(data: Any) -> tuple[tuple[str, str], ...]:
    if data == "*":
        return (_EVERYBODY,)
    return tuple((kind, text_of(name)) for kind, names in data.items() for name in names)
