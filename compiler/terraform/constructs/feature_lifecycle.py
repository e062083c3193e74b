"""The lifecycle of a protection of which the API returns more than the provider accepts.

``additional_configuration`` is optional and not computed: left out, it would be removed on every plan, and for an
organization the resource would be replaced (the provider's ``detector_feature.go`` and
``organization_configuration_feature.go``). So its changes are ignored, and GuardDuty keeps what is set elsewhere.
"""

from cdktf import TerraformResourceLifecycle

from compiler.catalog.protections import PROTECTIONS
from compiler.terraform.block import Block

_IGNORED = ["additional_configuration"]
_PARTLY_MANAGED = frozenset(protection.feature for protection in PROTECTIONS.values() if protection.unmanaged)


def feature_lifecycle(feature: str) -> TerraformResourceLifecycle | None:
    """The lifecycle of a protection, by its feature's name; None if Terraform manages all of it."""
    return TerraformResourceLifecycle(ignore_changes=_IGNORED) if feature in _PARTLY_MANAGED else None


def expect_lifecycle(block: Block, feature: str) -> None:
    """Takes what :func:`feature_lifecycle` wrote."""
    if feature in _PARTLY_MANAGED:
        block.expect("lifecycle", {"ignore_changes": _IGNORED})
