"""``aws_iam_role``, for a role that an AWS service assumes."""

import json
from typing import Any

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.iam_role import IamRole

from ...model.resources.policies import Conditions, ServiceRole
from ..block import Block
from ..literals import literal, literal_map, text_of
from ..policy import VERSION, conditions_document, read_conditions
from ..unexpected import Unexpected

_DEFAULT_PATH = "/"  # also the provider's


def build(stack: TerraformStack, name: str, role: ServiceRole) -> TerraformResource:
    return IamRole(
        stack,
        name,
        name=literal(role.name),
        path=None if role.path == _DEFAULT_PATH else literal(role.path),
        assume_role_policy=json.dumps(_trust(role.service, role.conditions)),
        tags=literal_map(role.tags),
    )


def read(block: Block) -> ServiceRole:
    trust = json.loads(block.take("assume_role_policy"))
    statement = trust["Statement"][0]
    service = text_of(statement["Principal"]["Service"])
    conditions = read_conditions(statement.get("Condition", {}))
    if trust != _trust(service, conditions):
        raise Unexpected(f"assume_role_policy: {trust!r}")
    path = block.text("path") if block.has("path") else _DEFAULT_PATH
    return ServiceRole(block.text("name"), service, block.text_map("tags"), conditions, path)


def _trust(service: str, conditions: Conditions) -> dict[str, Any]:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": literal(service)},
        "Action": "sts:AssumeRole",
        "Condition": conditions_document(conditions),
    }
    return {"Version": VERSION, "Statement": [{key: part for key, part in statement.items() if part}]}
