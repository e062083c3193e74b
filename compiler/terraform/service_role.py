"""``aws_iam_role`` and ``aws_iam_role_policy`` of a role that an AWS service assumes."""

import json
from typing import Any

from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy

from compiler.model.resources import ServiceRole, ServiceRolePolicy
from compiler.terraform.block import Block, Unexpected
from compiler.terraform.literals import literal, literal_map
from compiler.terraform.policy import VERSION, policy_document, read_policy_document
from compiler.terraform.scope import Scope


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
    construct = IamRolePolicy(
        scope.stack,
        policy_id(policy.address),
        name=literal(policy.name),
        role=f"${{aws_iam_role.{role_id(policy.address)}.name}}",
        policy=policy_document(policy.statements),
    )
    scope.add("aws_iam_role_policy", policy_id(policy.address), construct, policy.origin)


def read_service_role_policy(name: str, block: Block) -> ServiceRolePolicy:
    address = name.removeprefix(policy_id(""))
    block.expect("role", f"${{aws_iam_role.{role_id(address)}.name}}")
    statements = read_policy_document(name, block.take("policy"))
    return ServiceRolePolicy(address, block.text("name"), statements, block.origin())


def _trust(service: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return {"Version": VERSION, "Statement": [statement]}
