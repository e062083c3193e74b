"""``aws_guardduty_ipset`` and ``aws_guardduty_threatintelset``."""

from typing import Any

from cdktf_cdktf_provider_aws.guardduty_ipset import GuarddutyIpset
from cdktf_cdktf_provider_aws.guardduty_threatintelset import GuarddutyThreatintelset

from compiler.model.resources import IPSet, ThreatIntelSet
from compiler.terraform.block import DETECTOR_ID, Block
from compiler.terraform.literals import literal
from compiler.terraform.scope import Scope

_TRUSTED = "trusted_ips"
_THREATS, _APART = "threats_", "threats__list__"


def build_ipset(scope: Scope, ipset: IPSet) -> None:
    construct = GuarddutyIpset(scope.stack, _TRUSTED, **_arguments(ipset))
    scope.add("aws_guardduty_ipset", _TRUSTED, construct, ipset.origin, ipset.existing)


def read_ipset(_: str, block: Block) -> IPSet:
    return IPSet(**_read_arguments(block))


def build_threatintelset(scope: Scope, threats: ThreatIntelSet) -> None:
    name = _threats(threats.name)
    construct = GuarddutyThreatintelset(scope.stack, name, **_arguments(threats))
    if threats.was:
        construct.move_from_id(f"aws_guardduty_threatintelset.{_threats(threats.was)}")
    scope.add("aws_guardduty_threatintelset", name, construct, threats.origin, threats.existing)


def read_threatintelset(_: str, block: Block) -> ThreatIntelSet:
    before = block.moved()
    was = before.removeprefix(_APART).removeprefix(_THREATS) if before else None
    return ThreatIntelSet(**_read_arguments(block), was=was)


def _threats(name: str) -> str:
    """A name with ``__`` could be that of a filter, ``TEAM__NAME``; one with two of them is not."""
    return f"{_APART if '__' in name else _THREATS}{name}"


def _arguments(entries: IPSet) -> dict[str, Any]:
    return {
        "detector_id": DETECTOR_ID,
        "name": literal(entries.name),
        "location": literal(entries.location),
        "format": literal(entries.format),
        "activate": entries.activate,
    }


def _read_arguments(block: Block) -> dict[str, Any]:
    block.expect("detector_id", DETECTOR_ID)
    texts = {name: block.text(name) for name in ("name", "location", "format")}
    return {**texts, "activate": block.take("activate"), "existing": block.imported(), "origin": block.origin()}
