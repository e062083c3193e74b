"""``aws_sns_topic_policy``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.sns_topic_policy import SnsTopicPolicy

from ...model.resources.topics import TopicPolicy
from ..block import Block
from ..policy import policy_document, read_policy_document
from ..references import expression


def build(stack: TerraformStack, name: str, policy: TopicPolicy) -> TerraformResource:
    return SnsTopicPolicy(stack, name, arn=expression(policy.topic), policy=policy_document(policy.statements))


def read(block: Block) -> TopicPolicy:
    return TopicPolicy(block.ref("arn"), read_policy_document(block.take("policy")))
