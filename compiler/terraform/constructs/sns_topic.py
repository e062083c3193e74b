"""``aws_sns_topic``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.sns_topic import SnsTopic

from ...model.resources.topics import Topic
from ..block import Block
from ..literals import literal
from ..references import expression


def build(stack: TerraformStack, name: str, topic: Topic) -> TerraformResource:
    return SnsTopic(stack, name, name=literal(topic.name), kms_master_key_id=expression(topic.key))


def read(block: Block) -> Topic:
    return Topic(block.text("name"), block.ref("kms_master_key_id"))
