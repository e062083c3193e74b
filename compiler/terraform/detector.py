"""``aws_guardduty_detector`` and ``aws_guardduty_detector_feature``."""

from cdktf_cdktf_provider_aws.guardduty_detector import GuarddutyDetector
from cdktf_cdktf_provider_aws.guardduty_detector_feature import (
    GuarddutyDetectorFeature,
    GuarddutyDetectorFeatureAdditionalConfiguration,
)

from compiler.model.resources import Detector, DetectorFeature
from compiler.terraform.block import DETECTOR, DETECTOR_ID, Block
from compiler.terraform.literals import literal, status
from compiler.terraform.scope import Scope


def build_detector(scope: Scope, detector: Detector) -> None:
    construct = GuarddutyDetector(
        scope.stack, DETECTOR, enable=True, finding_publishing_frequency=literal(detector.publishing_frequency)
    )
    scope.add("aws_guardduty_detector", DETECTOR, construct, detector.origin, detector.existing)


def read_detector(_: str, block: Block) -> Detector:
    block.expect("enable", True)
    return Detector(block.text("finding_publishing_frequency"), block.imported(), block.origin())


def build_detector_feature(scope: Scope, feature: DetectorFeature) -> None:
    agents = [
        GuarddutyDetectorFeatureAdditionalConfiguration(name=literal(name), status=status(enabled))
        for name, enabled in feature.agents
    ]
    construct = GuarddutyDetectorFeature(
        scope.stack,
        feature.feature.lower(),
        detector_id=DETECTOR_ID,
        name=literal(feature.feature),
        status=status(feature.enabled),
        additional_configuration=agents or None,
    )
    scope.add("aws_guardduty_detector_feature", feature.feature.lower(), construct, feature.origin)


def read_detector_feature(_: str, block: Block) -> DetectorFeature:
    block.expect("detector_id", DETECTOR_ID)
    return DetectorFeature(block.text("name"), block.switch("status"), block.agents(), block.origin())
