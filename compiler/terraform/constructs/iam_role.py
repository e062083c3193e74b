"""``aws_iam_role``, for a role that an AWS service assumes."""

import json
from typing import Any

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.iam_role import IamRole

from compiler.model.resources.policies import ServiceRole
from compiler.terraform.block import Block
from compiler.terraform.literals import literal, literal_map
from compiler.terraform.policy import VERSION
from compiler.terraform.unexpected import Unexpected

_DEFAULT_PATH = "/"  # also the provider's


def build(stack: TerraformStack, name: str, role: ServiceRole) -> TerraformResource:
    trust = literal(json.dumps(_trust(role.service)))
    return IamRole(
        stack,
        name,
        name=literal(role.name),
        path=None if role.path == _DEFAULT_PATH else literal(role.path),
        assume_role_policy=trust,
        tags=literal_map(role.tags),
    )


def read(block: Block) -> ServiceRole:
    trust = json.loads(block.text("assume_role_policy"))
    service = trust["Statement"][0]["Principal"]["Service"]
    if trust != _trust(service):
        raise Unexpected(f"assume_role_policy: {trust!r}")
    path = block.text("path") if block.has("path") else _DEFAULT_PATH
    return ServiceRole(block.text("name"), service, block.text_map("tags"), path)


def _trust(service: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return {"Version": VERSION, "Statement": [statement]}
