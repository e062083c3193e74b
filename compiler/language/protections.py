"""`protections`: what GuardDuty looks at beyond its foundation, each said on or off in the output.

Example::

    protections:
      ai: true
      s3: true
      runtime: {ec2: true, ecs_fargate: true, eks: false}

A protection that is left out is off, and the output says so: GuardDuty by itself would switch most of
them on in a new detector, and leave on what was on before.
"""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from compiler.catalog.protections import PROTECTIONS
from compiler.language.spec import Spec, fault
from compiler.model.program import Protection


class Runtime(Spec):
    """Runtime Monitoring is on; GuardDuty installs and updates its agent where it is told to."""

    eks: bool = False
    """The agent on Amazon EKS clusters, as an add-on."""
    ecs_fargate: bool = False
    """The agent in Amazon ECS tasks on Fargate."""
    ec2: bool = False
    """The agent on EC2 instances, through Systems Manager."""


def _not_bare(value: Any) -> Any:
    if value is True:
        help_ = "runtime: {ec2: true, ecs_fargate: true, eks: true}, with false for agents that you install yourself"
        raise fault("wrong-type", "runtime needs to know which agents GuardDuty manages", help_)
    return None if value is False else value


class Protections(Spec):
    """Each is off where it is left out."""

    ai: bool = False
    ai_analyst: bool = False
    ebs_malware: bool = False
    eks_audit: bool = False
    lambda_: bool = Field(default=False, alias="lambda")
    rds: bool = False
    runtime: Annotated[
        Runtime | None,
        BeforeValidator(_not_bare, json_schema_input_type=Runtime | Any),
        Field(json_schema_extra={"anyOf": [{"const": False}, {"$ref": "#/$defs/Runtime"}]}),
    ] = None
    s3: bool = False

    def to_model(self) -> tuple[Protection, ...]:
        """Every protection there is, sorted by its feature's name."""
        return self._protections(PROTECTIONS)

    def overrides(self) -> tuple[Protection, ...]:
        """Only those that were written, sorted by their feature's name."""
        keys = {field.alias or name: name in self.model_fields_set for name, field in type(self).model_fields.items()}
        return self._protections([name for name, written in keys.items() if written])

    def _protections(self, names: Iterable[str]) -> tuple[Protection, ...]:
        agents = self.runtime.model_dump() if self.runtime else {}
        switches = {**self.model_dump(by_alias=True), "runtime": self.runtime is not None}
        planned = (
            Protection(
                feature=known.feature,
                enabled=switches[known.name],
                agents=tuple((feature, agents.get(word, False)) for word, feature in known.agents),
                in_organization=known.in_organization,
            )
            for known in (PROTECTIONS[name] for name in names)
        )
        return tuple(sorted(planned, key=lambda protection: protection.feature))
