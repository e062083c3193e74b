"""A topic for people: encrypted with a key of its own, with a policy and the addresses that it is sent to."""

from dataclasses import dataclass
from typing import ClassVar

from ..address import Ref
from . import Body, Named, Scope
from .policies import Statement


@dataclass(frozen=True)
class TopicKey(Body):
    """The key that encrypts the messages of a topic, rotated every year, with the policy that KMS gives to new keys."""

    terraform_type: ClassVar = "aws_kms_key"

    description: str


@dataclass(frozen=True)
class Topic(Named):
    """A standard SNS topic; ``key`` is the id of the key that encrypts it."""

    terraform_type: ClassVar = "aws_sns_topic"
    noun: ClassVar = "topic"
    unique_in: ClassVar = Scope.REGION

    name: str
    key: Ref


@dataclass(frozen=True)
class TopicPolicy(Body):
    terraform_type: ClassVar = "aws_sns_topic_policy"

    topic: Ref
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class EmailSubscription(Body):
    """Messages of the topic are sent to an address, once its owner has confirmed that."""

    terraform_type: ClassVar = "aws_sns_topic_subscription"

    topic: Ref
    email: str
