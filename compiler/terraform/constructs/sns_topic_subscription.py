"""``aws_sns_topic_subscription``, for e-mail."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.sns_topic_subscription import SnsTopicSubscription

from ...model.resources.topics import EmailSubscription
from ..block import Block
from ..literals import literal
from ..references import expression

_PROTOCOL = "email"


def build(stack: TerraformStack, name: str, subscription: EmailSubscription) -> TerraformResource:
    topic, email = expression(subscription.topic), literal(subscription.email)
    return SnsTopicSubscription(stack, name, topic_arn=topic, protocol=_PROTOCOL, endpoint=email)


def read(block: Block) -> EmailSubscription:
    block.expect("protocol", _PROTOCOL)
    return EmailSubscription(block.ref("topic_arn"), block.text("endpoint"))
