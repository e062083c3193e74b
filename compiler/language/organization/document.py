"""The organization document: the accounts, Regions and protections that GuardDuty runs with.

Example::

    organization: acme-ai
    administrator: {account: "999988887777"}
    membership: {mode: organization, auto_enable: new}
    regions: [us-east-1, eu-west-1]
    detector: {publish_every: 15m}
    protections: {ai: true, s3: true}
    tags: {owner: security}
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ...catalog import quotas
from ...catalog.regions import REGIONS
from ...diagnostics import Key, Path, Problem, suggest
from ...model import organization as model
from ...model.condition_packs import ConditionPack
from ...model.organization import MembershipMode, Pack, Views
from ...model.origin import Origin
from ..base.accept import Acceptance
from ..base.section import Reference, no_adopted_detector, route_reference
from ..base.spec import Spec
from ..base.types import Name, Regions, TagKey, TagValue
from . import packs, routes, teams
from .administrator import Administrator, Management
from .detector import FREQUENCIES, DetectorSettings
from .export import Export
from .filters import FilterSettings
from .lists import Files, Lists
from .membership import AUTO_ENABLE, Membership
from .packs import Packs
from .pin import VersionRange
from .protections import Protections
from .routes import RouteSpec
from .rules import Rules
from .runtime_coverage import RuntimeCoverage
from .teams import CodeOwner, Grants
from .terraform import TerraformSettings

# Resources that come from an entry of a team have these tags; the organization's owner is that of what no team owns.
TAGS_OF_ENTRIES = ("team", "classification", "ticket", "approved_by", "expires")


class OrganizationSpec(Spec):
    """The organization document; there is exactly one."""

    organization: Name
    """The organization's name; the name of every stack starts with it. Example: acme-ai"""
    watchspec: VersionRange | None = None
    """The versions of watchspec that may compile these specs, as pip writes a range. It is checked first: another
    version reports only that. Example: ">=0.2,<1\""""
    administrator: Administrator
    """The GuardDuty administrator account. Example: {account: '999988887777'}"""
    management: Management | None = None
    """The management account, if delegating administration is part of the output; works only with
    `mode: organization`. It becomes a stack ORG-management-REGION in each Region, which is applied first. If omitted,
    administration has to be delegated already. Example: {account: '111111111111'}"""
    membership: Membership
    """How accounts become members. Example: {mode: organization, auto_enable: new}"""
    regions: Regions
    """The Regions in which GuardDuty runs, all of one AWS partition; each becomes a stack ORG-REGION.
    Example: [us-east-1, eu-west-1]"""
    detector: DetectorSettings = DetectorSettings()
    """Settings of the detector in each Region. Example: {publish_every: 15m}"""
    protections: Protections = Protections()
    """GuardDuty's protections. One that is left out is turned off.
    Example: {ai: true, s3: true}"""
    lists: Lists = Lists()
    """Lists of IP addresses: at most one trusted list and six threat lists.
    Example: {create: {bucket: "acme-guardduty-lists-{region}"}, trusted_ips: {entries: [203.0.113.7]}}"""
    export: Export | None = None
    """Where findings are kept beyond GuardDuty's 90 days. If omitted, they are not exported.
    Example: {create: {bucket: "acme-findings-{region}", retention_days: 365}}"""
    routes: dict[Name, RouteSpec] = {}
    """Where findings can be sent, by the name that `route` of an asset or a filter refers to.
    Example: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:guardduty-soc"}}"""
    runtime_coverage: RuntimeCoverage | None = None
    """Sends an event when Runtime Monitoring stops covering a resource. If omitted, none is sent.
    Example: {route: soc}"""
    filters: FilterSettings = FilterSettings()
    """Whether similar filters are merged, and whether GuardDuty gets views. Example: {pack: team}"""
    packs: Packs = {}
    """Conditions that filters and suppressions of every team can use by name, beside the packs of watchspec.
    Example: {nightly: {about: findings of the night, caveat: Not of the day, where: {severity: {at_least: high}}}}"""
    rules: Rules = Rules()
    """What every team's spec has to satisfy; a breach is an error at the team's entry.
    Example: {suppressions: {max_days: 180, require: [ticket]}}"""
    owner: CodeOwner | None = None
    """Who approves changes of this document and of spec files without another owner, in the output of
    `watchspec codeowners`. Example: "@acme/security\""""
    teams: Grants = {}
    """What each team may do, by its name. If omitted, there are no limits; if it is set, what it does not grant is
    an error. Example: {fraud: {files: "fraud/**", accounts: ["123456789012"], filters: 20}}"""
    terraform: TerraformSettings = TerraformSettings()
    """Where Terraform keeps its state, and which AWS provider it uses. Example: {backend: {local: {}}}"""
    tags: dict[TagKey, TagValue] = {}
    """Tags of every resource that can have tags, at most 50. Example: {owner: security}"""
    accept: tuple[Acceptance, ...] = ()
    """Warnings about this document that have been reviewed and are not shown any more.
    Example: [{problem: unused-protection, reason: Kept on for the first dataset}]"""

    def problems(self) -> Iterator[Problem]:
        yield from self._membership_problems()
        yield from self._region_problems()
        yield from self._export_problems()
        yield from self._adoption_problems()
        yield from self.protections.problems()
        yield from self.protections.region_problems(self.regions)
        yield from self.membership.auto_enable_problems(self.protections.switched_on())
        yield from self.lists.problems()
        yield from self.lists.region_problems(self.regions)
        yield from routes.problems(self.routes)
        yield from packs.problems(self.packs)
        yield from teams.problems(self.teams)
        yield from (problem.below(("terraform", "backend")) for problem in self.terraform.backend.problems())
        yield from routes.role_problems(self.routes, self.administrator.account)
        yield from self._tag_problems()
        for name, place in (("administrator", self.administrator), ("management", self.management)):
            if place and place.role and f"::{place.account}:" not in place.role:
                message = f"this role is not in the {name} account {place.account}"
                yield Problem((name, "role"), "role-in-other-account", message)

    def _tag_problems(self) -> Iterator[Problem]:
        if len(self.tags) > quotas.TAGS_PER_RESOURCE:
            message = f"{len(self.tags)} tags; AWS allows at most {quotas.TAGS_PER_RESOURCE} on a resource"
            yield Problem(("tags",), "invalid-tag", message)
        for key in self.tags:
            if key in TAGS_OF_ENTRIES:
                message = f"entries of teams already set a tag {key!r} that means something else"
                yield Problem(("tags", Key(key)), "tag-collision", message, "use another key")

    def _membership_problems(self) -> Iterator[Problem]:
        mode, auto_enable = self.membership.mode, self.membership.auto_enable
        if mode == MembershipMode.INVITATION and auto_enable is not None:
            help_ = "remove it, or set mode: organization"
            message = "auto_enable works only with mode: organization"
            yield Problem(("membership", "auto_enable"), "membership-mode", message, help_)
        if mode == MembershipMode.INVITATION and self.management is not None:
            message = "management works only with mode: organization"
            yield Problem((Key("management"),), "membership-mode", message, "remove it, or set mode: organization")
        if mode == MembershipMode.INVITATION and self.protections.managed_by:
            message = "protections.managed_by works only with mode: organization"
            yield Problem(("protections", "managed_by"), "membership-mode", message, "set mode: organization")
        if mode == MembershipMode.ORGANIZATION and auto_enable is None:
            message = "auto_enable is required with mode: organization"
            yield Problem(("membership",), "missing-key", message, f"allowed: {', '.join(AUTO_ENABLE)}")

    def _region_problems(self) -> Iterator[Problem]:
        partition = REGIONS[self.regions[0]]
        for index, region in enumerate(self.regions):
            if REGIONS[region] != partition:
                message = f"{region} is in {REGIONS[region]}, but {self.regions[0]} is in {partition}"
                yield Problem(("regions", index), "mixed-partitions", message)
        for region in self.detector.existing:
            if region not in self.regions:
                path = ("detector", "existing", Key(region))
                message = f"{region} is not one of the organization's regions"
                yield Problem(path, "unknown-reference", message, choice=suggest(region, self.regions))

    def _export_problems(self) -> Iterator[Problem]:
        yield from self.export.region_problems(self.regions) if self.export else ()
        created = self.export.create if self.export else None
        yield from created.lock_problems() if created else ()
        if created and len(self.regions) > 1 and "{region}" not in created.bucket:
            message = f"one bucket name for {len(self.regions)} Regions, but each Region needs its own bucket"
            yield Problem(("export", "create", "bucket"), "duplicate-name", message, "add {region} to the name")
        days = created.retention_days if created else None
        if days is not None and days < quotas.FINDING_RETENTION_DAYS:
            message = (
                f"findings are deleted after {days} days, but GuardDuty keeps them for {quotas.FINDING_RETENTION_DAYS}"
            )
            help_ = "use more than 90 days, or leave retention_days out to keep findings forever"
            yield Problem(("export", "create", "retention_days"), "short-retention", message, help_)

    def _adoption_problems(self) -> Iterator[Problem]:
        """Resources can be adopted only with their detector: its id is part of the import id."""
        lists = self.lists
        adopted: list[tuple[Path, Iterable[str]]] = [
            (("lists", "threats", index, "existing"), threats.existing) for index, threats in enumerate(lists.threats)
        ]
        adopted.append((("lists", "trusted_ips", "existing"), lists.trusted_ips.existing if lists.trusted_ips else ()))
        adopted.append((("export", "existing"), self.export.existing if self.export else ()))
        by_region: dict[str, list[Path]] = defaultdict(list)
        for path, regions in adopted:
            for region in regions:
                if region not in self.detector.existing:
                    by_region[region].append((*path, Key(region)))
        for region, (first, *others) in by_region.items():
            message, help_ = no_adopted_detector(region)
            related = tuple(("it is needed here too", other) for other in others)
            needs: tuple[Path, ...] = (("detector", "existing", region),)
            yield Problem(first, "missing-detector", message, help_, related=related, needs=needs)

    def references(self) -> Iterator[Reference]:
        """The names it uses: teams, and a route."""
        if self.runtime_coverage:
            yield from route_reference(self.runtime_coverage.route, "runtime_coverage", "route")
        yield from packs.region_references(self.packs)
        for index, team in enumerate(self.rules.suppressions.organization_wide):
            yield Reference(("rules", "suppressions", "organization_wide", index), "team", team)

    def own_packs(self) -> dict[str, ConditionPack]:
        """The packs of the company, by name."""
        return {name: pack.to_model(self.organization) for name, pack in sorted(self.packs.items())}

    def to_model(self, origin: Origin, files: Files) -> model.Organization:
        """The document as the model has it. Only for a document without problems. ``files`` are those of its lists."""
        return model.Organization(
            name=self.organization,
            versions=self.watchspec,
            administrator=self.administrator.to_model(),
            management=self.management.to_model() if self.management else None,
            membership=self.membership.to_model(),
            regions=tuple(sorted(self.regions)),
            publish_every=FREQUENCIES[self.detector.publish_every],
            existing_detectors=self.detector.existing,
            protections=self.protections.to_model(),
            regional_protections=self.protections.in_regions_to_model(),
            lists=self.lists.to_model(files),
            export=self.export.to_model() if self.export else None,
            existing_exports=self.export.existing if self.export else {},
            routes=tuple(route.to_model(name) for name, route in sorted(self.routes.items())),
            runtime_coverage_route=self.runtime_coverage.route if self.runtime_coverage else None,
            pack=Pack(self.filters.pack),
            views=Views(self.filters.views),
            packs=self.own_packs(),
            suppression_rules=self.rules.suppressions.to_model(),
            asset_rules=self.rules.to_model(),
            owner=self.owner,
            teams=tuple(grant.to_model(name) for name, grant in sorted(self.teams.items())),
            backend=self.terraform.backend.to_model(),
            aws_provider=self.terraform.aws_provider,
            tags=self.tags,
            origin=origin,
        )
