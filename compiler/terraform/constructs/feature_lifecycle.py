"""The lifecycle of a protection that Terraform does not manage, or not all of it.

Of some protections the API returns more than the provider accepts. ``additional_configuration`` is optional and not
computed: left out, it would be removed on every plan, and for an organization the resource would be replaced (the
provider's ``detector_feature.go`` and ``organization_configuration_feature.go``). So its changes are ignored, and
GuardDuty keeps what is set elsewhere.
"""

from cdktf import TerraformResourceLifecycle

from ...catalog.protections import PROTECTIONS
from ..block import Block
from ..unexpected import Unexpected

_IGNORED = ["additional_configuration"]
_HANDED_OVER = ["additional_configuration", "status"]
_PARTLY_MANAGED = frozenset(protection.feature for protection in PROTECTIONS.values() if protection.unmanaged)


def feature_lifecycle(feature: str, is_handed_over: bool = False) -> TerraformResourceLifecycle | None:
    """The lifecycle of a protection, by its feature's name; None if Terraform manages all of it.

    One that is handed over is set once; then another account manages it.
    """
    ignored = _ignored(feature, is_handed_over)
    return TerraformResourceLifecycle(ignore_changes=ignored) if ignored else None


def read_lifecycle(block: Block, feature: str) -> bool:
    """Takes what :func:`feature_lifecycle` wrote, and returns whether the protection is handed over."""
    written = block.take("lifecycle")
    is_handed_over = bool(written == {"ignore_changes": _HANDED_OVER})
    ignored = _ignored(feature, is_handed_over)
    if written != ({"ignore_changes": ignored} if ignored else None):
        raise Unexpected(f"lifecycle of {feature}: {written!r}")
    return is_handed_over


def expect_lifecycle(block: Block, feature: str) -> None:
    """Takes what :func:`feature_lifecycle` wrote of a protection that is never handed over."""
    if read_lifecycle(block, feature):
        raise Unexpected(f"{feature} is handed over")


def _ignored(feature: str, is_handed_over: bool) -> list[str]:
    if is_handed_over:
        return _HANDED_OVER
    return _IGNORED if feature in _PARTLY_MANAGED else []
