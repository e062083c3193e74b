"""``aws_guardduty_publishing_destination``."""

from cdktf_cdktf_provider_aws.guardduty_publishing_destination import GuarddutyPublishingDestination

from compiler.model.resources import Attribute, PublishingDestination
from compiler.terraform.block import DETECTOR_ID, Block
from compiler.terraform.export_bucket import BUCKET_POLICY, KEY_POLICY
from compiler.terraform.policy import read_value, value
from compiler.terraform.scope import Scope

_NAME = "export"


def build_publishing_destination(scope: Scope, destination: PublishingDestination) -> None:
    """After the policies, where they are made here: GuardDuty puts a test object (provider doc)."""
    is_made_here = isinstance(destination.bucket_arn, Attribute)
    construct = GuarddutyPublishingDestination(
        scope.stack,
        _NAME,
        detector_id=DETECTOR_ID,
        destination_arn=value(destination.bucket_arn),
        kms_key_arn=value(destination.kms_key_arn),
        depends_on=[scope.built[name] for _, name in (BUCKET_POLICY, KEY_POLICY)] if is_made_here else None,
    )
    scope.add("aws_guardduty_publishing_destination", _NAME, construct, destination.origin, destination.existing)


def read_publishing_destination(_: str, block: Block) -> PublishingDestination:
    block.expect("detector_id", DETECTOR_ID)
    bucket, key = (read_value(block.take(name)) for name in ("destination_arn", "kms_key_arn"))
    if isinstance(bucket, Attribute):
        block.expect("depends_on", [f"{kind}.{name}" for kind, name in (BUCKET_POLICY, KEY_POLICY)])
    return PublishingDestination(bucket, key, block.imported(), block.origin())
