"""`protections`: what GuardDuty monitors beyond its foundational data sources.

Example::

    protections:
      ai: true
      s3: true
      runtime: {ec2: true, ecs_fargate: true, eks: false}

`in_regions: {eu-north-1: {runtime: false}}` sets what differs in a Region.

Every protection is explicitly on or off in the output, and off if it is left out. AWS's own defaults are not
used: they switch most protections on in a new detector and leave an existing one as it was.

With `rds`, GuardDuty monitors logins. Whether it monitors data activity too (`RDS_DATA_RISK`) cannot be set here until
the AWS provider accepts it: turn it on in the GuardDuty console, and Terraform leaves it as it is.

If a GuardDuty policy of AWS Organizations manages the protections, write
`protections: {managed_by: organization-policy}`. The output then does not set them, because the policy and Terraform
would undo each other's changes on every plan.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic.fields import FieldInfo

from ...catalog.protections import NAMES, PROTECTIONS, missing_in
from ...diagnostics import Key, Problem, suggest
from ...model.organization import Protection
from ..base.spec import Spec, fault
from ..base.types import Region, choice


class Runtime(Spec):
    """Runtime Monitoring is on; GuardDuty installs and updates its agent where the key is true."""

    eks: bool = False
    """Whether GuardDuty manages its agent on Amazon EKS clusters, as an add-on. Example: true"""
    ecs_fargate: bool = False
    """Whether GuardDuty manages its agent in Amazon ECS tasks on Fargate. Example: true"""
    ec2: bool = False
    """Whether GuardDuty manages its agent on EC2 instances, through Systems Manager. Example: true"""


_MANAGERS = {"organization-policy": "a GuardDuty policy of AWS Organizations"}
_WHERE_MISSING = {
    "refuse": "it is an error",
    "skip": "the protection is left out in those Regions and stays on in the others",
}


def _described(name: str) -> FieldInfo:
    """The catalog's text as the description of the key."""
    what = PROTECTIONS[name].what
    field: FieldInfo = Field(description=f"{what[0].upper()}{what[1:]}.")
    return field


def _not_bare(value: Any) -> Any:
    if value is True:
        help_ = (
            "write runtime: {ec2: true, ecs_fargate: true, eks: true}, with false for agents that you install yourself"
        )
        raise fault("wrong-type", "runtime must list the agents that GuardDuty manages", help_)
    return None if value is False else value


def _not_parts_of_rds(value: Any) -> Any:
    if isinstance(value, dict):
        message = "rds can only be true or false: no version of the AWS provider is known to accept data activity"
        help_ = (
            "write rds: true, and turn data activity on or off in the GuardDuty console; Terraform leaves it as it is"
        )
        raise fault("wrong-type", message, help_)
    return value


class Switches(Spec):
    """Protections, each on or off."""

    ai: Annotated[bool, _described("ai")] = False
    """Example: true"""
    ai_analyst: Annotated[bool, _described("ai_analyst")] = False
    """Example: true"""
    ebs_malware: Annotated[bool, _described("ebs_malware")] = False
    """Example: true"""
    eks_audit: Annotated[bool, _described("eks_audit")] = False
    """Example: true"""
    lambda_: Annotated[bool, _described("lambda")] = Field(default=False, alias="lambda")
    """Example: true"""
    rds: Annotated[bool, BeforeValidator(_not_parts_of_rds, json_schema_input_type=bool), _described("rds")] = False
    """Example: true"""
    runtime: Annotated[
        Runtime | None,
        BeforeValidator(_not_bare, json_schema_input_type=Runtime | Literal[False] | None),
        _described("runtime"),
    ] = None
    """Example: {ec2: true, ecs_fargate: true, eks: true}"""
    s3: Annotated[bool, _described("s3")] = False
    """Example: true"""

    def overrides(self) -> tuple[Protection, ...]:
        """The protections that the spec sets, sorted by their feature's name."""
        return self._protections(self.written())

    def written(self) -> list[str]:
        """The keys of the protections that the spec sets."""
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


class Protections(Switches):
    """What GuardDuty monitors beyond its foundational data sources. What is left out is off."""

    managed_by: Annotated[str, *choice(_MANAGERS, "invalid-value", "is not a value of managed_by")] | None = None
    """What manages the protections instead of this spec; then no protection can be set here. Works only with
    `mode: organization`. If omitted, this spec manages them. Example: organization-policy"""
    where_missing: Annotated[str, *choice(_WHERE_MISSING, "invalid-value", "is not a value of where_missing")] = (
        "refuse"
    )
    """What happens if a protection is on that one of the Regions does not have. Example: skip"""
    in_regions: dict[Region, Switches] = {}
    """By Region, the protections that differ there; all others are as in the other Regions.
    Example: {eu-north-1: {runtime: false}}"""

    def problems(self) -> Iterator[Problem]:
        managed = [*self.written(), *(["in_regions"] if self.in_regions else [])] if self.managed_by else []
        for name in managed:
            message = f"protections.{name} is managed by the organization policy"
            yield Problem(("protections", Key(name)), "managed-elsewhere", message, "remove it, or remove managed_by")

    def region_problems(self, regions: Iterable[str]) -> Iterator[Problem]:
        """Protections that are on but not available in some Region, and Regions in which nothing can differ."""
        known = tuple(regions)
        yield from self._unavailable(known) if self.where_missing == "refuse" else ()
        for region, switches in self.in_regions.items():
            path = ("protections", "in_regions", Key(region))
            if region not in known:
                message = f"{region} is not one of the organization's regions"
                yield Problem(path, "unknown-reference", message, choice=suggest(region, known))
            elif self._in(switches) == self.to_model():
                message = f"no protection in {region} differs from the other Regions"
                yield Problem(path, "invalid-value", message, "remove it, or set a protection that differs")

    def _unavailable(self, regions: Sequence[str]) -> Iterator[Problem]:
        help_ = "add where_missing: skip to leave it out in those Regions only"
        for name, protection in zip(self.written(), map(self._protection, self.written()), strict=True):
            same = (r for r in regions if name not in self._written_in(r))
            missing = missing_in(protection.feature, same) if protection.enabled else ()
            if missing:
                message = f"protections.{name} is not available in {', '.join(missing)}"
                yield Problem(("protections", Key(name)), "unavailable-protection", message, help_)
        for region, switches in self.in_regions.items():
            for protection in switches.overrides():
                if protection.enabled and missing_in(protection.feature, (region,)):
                    name = NAMES[protection.feature]
                    path = ("protections", "in_regions", region, Key(name))
                    message = f"protections.{name} is not available in {region}"
                    yield Problem(path, "unavailable-protection", message, "remove it")

    def to_model(self) -> tuple[Protection, ...]:
        """Every protection, sorted by its feature's name; none if something else manages them."""
        return () if self.managed_by else self._protections(PROTECTIONS)

    def in_regions_to_model(self) -> dict[str, tuple[Protection, ...]]:
        """Every protection of each Region in which some differ."""
        return {region: self._in(switches) for region, switches in self.in_regions.items()}

    def switched_on(self) -> list[str]:
        """The keys of the protections that are on, at least in some Region; none if something else manages them."""
        everywhere = (self.to_model(), *self.in_regions_to_model().values())
        features = {protection.feature for some in everywhere for protection in some if protection.enabled}
        return [name for name, known in PROTECTIONS.items() if known.feature in features]

    def settings(self) -> list[str]:
        """The keys that the spec sets and that are not protections."""
        return sorted(self.model_fields_set & {"managed_by", "where_missing", "in_regions"})

    def _protection(self, name: str) -> Protection:
        (protection,) = self._protections((name,))
        return protection

    def _written_in(self, region: str) -> list[str]:
        return self.in_regions[region].written() if region in self.in_regions else []

    def _in(self, switches: Switches) -> tuple[Protection, ...]:
        """Every protection of a Region, with those that differ there."""
        different = {protection.feature: protection for protection in switches.overrides()}
        return tuple(different.get(protection.feature, protection) for protection in self.to_model())
