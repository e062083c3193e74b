"""Each type of the model, its Terraform type, how it is built and how it is read back. One line a type."""

from collections.abc import Callable
from typing import Any, NamedTuple

from compiler.model.resources import (
    Detector,
    DetectorFeature,
    Member,
    OrganizationConfiguration,
    OrganizationFeature,
    RankedFilter,
    Resource,
)
from compiler.terraform.block import Block
from compiler.terraform.detector import (
    build_detector,
    build_detector_feature,
    read_detector,
    read_detector_feature,
)
from compiler.terraform.filter import build_filter, read_filter
from compiler.terraform.member import build_member, read_member
from compiler.terraform.organization import (
    build_organization,
    build_organization_feature,
    read_organization,
    read_organization_feature,
)
from compiler.terraform.scope import Scope


class Kind(NamedTuple):
    """``build`` takes a resource of the model, ``read`` gives it back from the name and block in the JSON."""

    terraform_type: str
    build: Callable[[Scope, Any], None]
    read: Callable[[str, Block], Resource]


KINDS: dict[type[Resource], Kind] = {
    Detector: Kind("aws_guardduty_detector", build_detector, read_detector),
    DetectorFeature: Kind("aws_guardduty_detector_feature", build_detector_feature, read_detector_feature),
    OrganizationConfiguration: Kind("aws_guardduty_organization_configuration", build_organization, read_organization),
    OrganizationFeature: Kind(
        "aws_guardduty_organization_configuration_feature", build_organization_feature, read_organization_feature
    ),
    Member: Kind("aws_guardduty_member", build_member, read_member),
    RankedFilter: Kind("aws_guardduty_filter", build_filter, read_filter),
}
