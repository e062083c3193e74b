"""``aws_iam_role`` and ``aws_iam_role_policy`` of a role that an AWS service assumes."""

import json
from typing import Any

from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy

from compiler.model.resources import ServiceRole, ServiceRolePolicy, Statement
from compiler.terraform.block import Block, Unexpected
from compiler.terraform.literals import literal, literal_map
from compiler.terraform.scope import Scope

_VERSION = "2012-10-17"
_POLICY_NAME = "scan"


def role_id(address: str) -> str:
    return f"role__{address}"


def policy_id(address: str) -> str:
    return f"policy__{address}"


def build_service_role(scope: Scope, role: ServiceRole) -> None:
    construct = IamRole(
        scope.stack,
        role_id(role.address),
        name=literal(role.name),
        assume_role_policy=literal(json.dumps(_trust(role.service))),
        tags=literal_map(role.tags),
    )
    scope.add("aws_iam_role", role_id(role.address), construct, role.origin)


def read_service_role(name: str, block: Block) -> ServiceRole:
    trust = json.loads(block.text("assume_role_policy"))
    service = trust["Statement"][0]["Principal"]["Service"]
    if trust != _trust(service):
        raise Unexpected(f"{name}: {trust!r}")
    return ServiceRole(
        name.removeprefix(role_id("")), block.text("name"), service, block.text_map("tags"), block.origin()
    )


def build_service_role_policy(scope: Scope, policy: ServiceRolePolicy) -> None:
    document = {"Version": _VERSION, "Statement": [_statement(statement) for statement in policy.statements]}
    construct = IamRolePolicy(
        scope.stack,
        policy_id(policy.address),
        name=_POLICY_NAME,
        role=f"${{aws_iam_role.{role_id(policy.address)}.name}}",
        policy=literal(json.dumps(document)),
    )
    scope.add("aws_iam_role_policy", policy_id(policy.address), construct, policy.origin)


def read_service_role_policy(name: str, block: Block) -> ServiceRolePolicy:
    address = name.removeprefix(policy_id(""))
    block.expect("name", _POLICY_NAME)
    block.expect("role", f"${{aws_iam_role.{role_id(address)}.name}}")
    document = Block(name, json.loads(block.text("policy")))
    document.expect("Version", _VERSION)
    statements = tuple(_read_statement(statement) for statement in document.take("Statement"))
    document.end()
    return ServiceRolePolicy(address, statements, block.origin())


def _trust(service: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return {"Version": _VERSION, "Statement": [statement]}


def _statement(statement: Statement) -> dict[str, Any]:
    data: dict[str, Any] = {
        "Sid": statement.sid,
        "Effect": "Allow",
        "Action": list(statement.actions),
        "Resource": statement.resource,
    }
    if statement.condition:
        operator, key, value = statement.condition
        data["Condition"] = {operator: {key: value}}
    return data


def _read_statement(data: dict[str, Any]) -> Statement:
    block = Block("statement", data)
    block.expect("Effect", "Allow")
    conditions = [
        (operator, *pair) for operator, pairs in block.take("Condition", {}).items() for pair in pairs.items()
    ]
    statement = Statement(
        sid=block.take("Sid"),
        actions=tuple(block.take("Action")),
        resource=block.take("Resource"),
        condition=conditions[0] if conditions else None,
    )
    block.end()
    return statement
