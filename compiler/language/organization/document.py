"""The organization document: whose detectors, where, with what switched on.

Example::

    organization: acme-ai
    administrator: {account: "999988887777"}
    membership: {mode: organization, auto_enable: new}
    regions: [us-east-1, eu-west-1]
    detector: {publish_every: 15m, existing: {us-east-1: 12abc34d567e8fa901bc2d34e56789f0}}
    protections: {ai: true, s3: true}
    tags: {owner: security}
"""

from collections.abc import Iterable, Iterator
from typing import Annotated

from compiler.catalog import quotas
from compiler.catalog.regions import REGIONS
from compiler.diagnostics import Key, Path, Problem, suggest
from compiler.language.base.accept import Acceptance
from compiler.language.base.section import no_adopted_detector
from compiler.language.base.spec import Spec, one_of
from compiler.language.base.types import AccountId, GuardDutyId, Name, Region, Regions, RoleArn, TagKey, TagValue
from compiler.language.organization import routes
from compiler.language.organization.export import Export
from compiler.language.organization.lists import Lists
from compiler.language.organization.protections import Protections
from compiler.language.organization.routes import RouteSpec
from compiler.language.organization.rules import Rules
from compiler.language.organization.terraform import TerraformSettings
from compiler.model import organization as model
from compiler.model.organization import MembershipMode, Pack
from compiler.model.origin import Origin

FREQUENCIES = {"15m": "FIFTEEN_MINUTES", "1h": "ONE_HOUR", "6h": "SIX_HOURS"}
AUTO_ENABLE = {"all": "ALL", "new": "NEW", "none": "NONE"}


class Administrator(Spec):
    """The account whose detectors own members and filters."""

    account: AccountId
    role: RoleArn | None = None
    """The role that Terraform assumes in the account; left out, its own credentials are used."""

    def to_model(self) -> model.Place:
        return model.Place(self.account, self.role)


class Management(Administrator):
    """The account that delegates administration to the administrator; only with mode organization."""


class Membership(Spec):
    """How accounts become members."""

    mode: Annotated[str, *one_of(MembershipMode, "invalid-value", "is not a way to become a member")]
    """organization (AWS Organizations) or invitation."""
    auto_enable: Annotated[str, *one_of(AUTO_ENABLE, "invalid-value", "is not a choice of accounts")] | None = None
    """Which accounts of the organization become members by themselves; only with mode organization."""


class DetectorSettings(Spec):
    """The detector of each Region."""

    publish_every: Annotated[str, *one_of(FREQUENCIES, "invalid-value", "is not a frequency of GuardDuty")] = "6h"
    """How often new occurrences of a known finding are published."""
    existing: dict[Region, GuardDutyId] = {}
    """Detectors that are there already, by Region: adopted by an import block, not created."""


class FilterSettings(Spec):
    """How filters are made of what teams ask for."""

    pack: Annotated[str, *one_of(Pack, "invalid-value", "is not a way to merge filters")] = "asset"
    """asset: one for each; team or organization: filters of one shape become one, as a detector takes only 100."""


class OrganizationSpec(Spec):
    """The organization document; there is exactly one."""

    organization: Name
    """The company's name; every stack's name starts with it."""
    administrator: Administrator
    management: Management | None = None
    membership: Membership
    regions: Regions
    """Where GuardDuty runs: one stack each."""
    detector: DetectorSettings = DetectorSettings()
    protections: Protections = Protections()
    lists: Lists = Lists()
    export: Export | None = None
    routes: dict[Name, RouteSpec] = {}
    """Where findings are sent, by the name that `route` refers to."""
    filters: FilterSettings = FilterSettings()
    rules: Rules = Rules()
    terraform: TerraformSettings = TerraformSettings()
    tags: dict[TagKey, TagValue] = {}
    """On everything that can have tags."""
    accept: tuple[Acceptance, ...] = ()
    """Warnings about this document that somebody has looked at."""

    def problems(self) -> Iterator[Problem]:
        yield from self._membership_problems()
        yield from self._region_problems()
        yield from self._export_problems()
        yield from self._adoption_problems()
        yield from self.protections.problems()
        yield from self.protections.region_problems(self.regions)
        yield from self.lists.problems()
        yield from routes.problems(self.routes)
        for name, place in (("administrator", self.administrator), ("management", self.management)):
            if place and place.role and f"::{place.account}:" not in place.role:
                message = f"this role is not in the {name} account {place.account}"
                yield Problem((name, "role"), "role-in-other-account", message)
        if len(self.tags) > quotas.TAGS_PER_RESOURCE:
            message = f"{len(self.tags)} tags; AWS takes {quotas.TAGS_PER_RESOURCE} on a resource"
            yield Problem(("tags",), "invalid-tag", message)

    def _membership_problems(self) -> Iterator[Problem]:
        mode, auto_enable = self.membership.mode, self.membership.auto_enable
        if mode == MembershipMode.INVITATION and auto_enable is not None:
            help_ = "remove it, or set mode: organization"
            message = "accounts that are invited do not become members by themselves"
            yield Problem(("membership", "auto_enable"), "membership-mode", message, help_)
        if mode == MembershipMode.INVITATION and self.management is not None:
            message = "administration is delegated in an organization only"
            yield Problem((Key("management"),), "membership-mode", message, "remove it, or set mode: organization")
        if mode == MembershipMode.INVITATION and self.protections.managed_by:
            message = "an organization policy reaches the accounts of an organization only"
            yield Problem(("protections", "managed_by"), "membership-mode", message, "set mode: organization")
        if mode == MembershipMode.ORGANIZATION and auto_enable is None:
            message = "in an organization, auto_enable has to be said"
            yield Problem(("membership",), "missing-key", message, f"one of: {', '.join(AUTO_ENABLE)}")

    def _region_problems(self) -> Iterator[Problem]:
        partition = REGIONS[self.regions[0]]
        for index, region in enumerate(self.regions):
            if REGIONS[region] != partition:
                message = (
                    f"{region} is in {REGIONS[region]} and {self.regions[0]} in {partition}: no account spans both"
                )
                yield Problem(("regions", index), "mixed-partitions", message)
        for region in self.detector.existing:
            if region not in self.regions:
                path = ("detector", "existing", Key(region))
                message = f"GuardDuty does not run in {region}"
                yield Problem(path, "unknown-reference", message, suggest(region, self.regions))

    def _export_problems(self) -> Iterator[Problem]:
        created = self.export.create if self.export else None
        if created and len(self.regions) > 1 and "{region}" not in created.bucket:
            message = f"one bucket name for {len(self.regions)} Regions; each has its own bucket"
            yield Problem(("export", "create", "bucket"), "duplicate-name", message, "write {region} in it")

    def _adoption_problems(self) -> Iterator[Problem]:
        """What is adopted belongs to a detector that is adopted too: its id is part of what is imported."""
        lists = self.lists
        adopted: list[tuple[Path, Iterable[str]]] = [
            (("lists", "threats", index, "existing"), threats.existing) for index, threats in enumerate(lists.threats)
        ]
        adopted.append((("lists", "trusted_ips", "existing"), lists.trusted_ips.existing if lists.trusted_ips else ()))
        adopted.append((("export", "existing"), self.export.existing if self.export else ()))
        for path, regions in adopted:
            for region in regions:
                if region not in self.detector.existing:
                    message, help_ = no_adopted_detector(region)
                    yield Problem((*path, Key(region)), "missing-detector", message, help_)

    def to_model(self, origin: Origin) -> model.Organization:
        """The document as the model has it. Only for a document without problems."""
        enabled = AUTO_ENABLE.get(self.membership.auto_enable or "")
        return model.Organization(
            name=self.organization,
            administrator=self.administrator.to_model(),
            management=self.management.to_model() if self.management else None,
            membership=model.Membership(MembershipMode(self.membership.mode), enabled),
            regions=tuple(sorted(self.regions)),
            publish_every=FREQUENCIES[self.detector.publish_every],
            existing_detectors=self.detector.existing,
            protections=self.protections.to_model(),
            lists=self.lists.to_model(),
            export=self.export.to_model() if self.export else None,
            existing_exports=self.export.existing if self.export else {},
            routes=tuple(route.to_model(name) for name, route in sorted(self.routes.items())),
            pack=Pack(self.filters.pack),
            far_reaching_teams=frozenset(self.rules.suppressions.organization_wide),
            longest_suppression=self.rules.suppressions.max_days,
            backend=self.terraform.backend.to_model(),
            aws_provider=self.terraform.aws_provider,
            tags=self.tags,
            origin=origin,
        )
