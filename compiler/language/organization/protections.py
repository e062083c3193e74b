"""`protections`: what GuardDuty looks at beyond its foundation, each said on or off in the output.

Example::

    protections:
      ai: true
      s3: true
      runtime: {ec2: true, ecs_fargate: true, eks: false}

A protection that is left out is off, and the output says so: GuardDuty by itself would switch most of
them on in a new detector, and leave on what was on before.

Where a GuardDuty policy of AWS Organizations switches them, `protections: {managed_by: organization-policy}`
leaves all of them alone: two that switch the same thing would undo each other for ever.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from compiler.catalog.protections import PROTECTIONS, missing_in
from compiler.diagnostics import Key, Problem
from compiler.language.base.spec import Spec, fault, one_of
from compiler.model.organization import Protection


class Runtime(Spec):
    """Runtime Monitoring is on; GuardDuty installs and updates its agent where it is told to."""

    eks: bool = False
    """The agent on Amazon EKS clusters, as an add-on."""
    ecs_fargate: bool = False
    """The agent in Amazon ECS tasks on Fargate."""
    ec2: bool = False
    """The agent on EC2 instances, through Systems Manager."""


_NAMES = {protection.feature: protection.name for protection in PROTECTIONS.values()}
_MANAGERS = one_of(["organization-policy"], "invalid-value", "is nothing that manages protections")


def _not_bare(value: Any) -> Any:
    if value is True:
        help_ = "runtime: {ec2: true, ecs_fargate: true, eks: true}, with false for agents that you install yourself"
        raise fault("wrong-type", "runtime needs to know which agents GuardDuty manages", help_)
    return None if value is False else value


class Protections(Spec):
    """Each is off where it is left out."""

    managed_by: Annotated[str, *_MANAGERS] | None = None
    """organization-policy: a policy of AWS Organizations switches all of them, and none is touched here."""
    where_missing: Annotated[str, *one_of(["refuse", "skip"], "invalid-value", "is not what to do")] = "refuse"
    """What to do in Regions that do not have a protection: refuse the spec, or skip the protection there."""
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

    def problems(self) -> Iterator[Problem]:
        for name in self._written() if self.managed_by else ():
            message = f"{name} is switched by the organization policy"
            yield Problem(("protections", Key(name)), "managed-elsewhere", message, "remove it, or remove managed_by")

    def region_problems(self, regions: Iterable[str]) -> Iterator[Problem]:
        """Protections that are on and that some Region does not have."""
        for protection in self._protections(self._written()) if self.where_missing == "refuse" else ():
            missing = missing_in(protection.feature, regions) if protection.enabled else ()
            if missing:
                message = f"{protection.feature} does not exist in {', '.join(missing)}"
                help_ = "where_missing: skip leaves it out there; everything else stays on"
                path = ("protections", Key(_NAMES[protection.feature]))
                yield Problem(path, "unavailable-protection", message, help_)

    def to_model(self) -> tuple[Protection, ...]:
        """Every protection there is, sorted by its feature's name; none where they are managed elsewhere."""
        return () if self.managed_by else self._protections(PROTECTIONS)

    def overrides(self) -> tuple[Protection, ...]:
        """Only those that were written, sorted by their feature's name."""
        return self._protections(self._written())

    def settings(self) -> list[str]:
        """What was written and is no protection."""
        return sorted(self.model_fields_set & {"managed_by", "where_missing"})

    def _written(self) -> list[str]:
        fields = {field.alias or name: name for name, field in type(self).model_fields.items()}
        return [key for key, name in fields.items() if key in PROTECTIONS and name in self.model_fields_set]

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
