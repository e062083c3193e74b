"""The topics of routes that have none yet: in each Region a topic, its key, its policy and its subscriptions.

EventBridge publishes with the role of the route, which may use the key. That is allowed by the role's own policy,
because the policy that KMS gives to a new key lets the account decide (KMS developer guide, key-policy-default). So
is publishing (SNS developer guide, sns-using-identity-based-policies). The topic's policy only refuses what is not
encrypted on its way (same guide, sns-security-best-practices, with its Sid).
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from ..catalog.regions import REGIONS
from ..model.address import Address, Ref
from ..model.organization import Organization
from ..model.plan import Planned
from ..model.resources import Body
from ..model.resources.policies import Statement
from ..model.resources.topics import EmailSubscription, Topic, TopicKey, TopicPolicy
from ..model.routes import CreatedTopic, Route, Service, Target
from . import aws_names, names

_EVERYBODY = (("*", "*"),)


def topic_resources(route: Route, organization: Organization) -> Iterator[Planned[Body]]:
    """The topic of a route in one Region, if it is ours to make."""
    if route.topic:
        yield from _topic(route, route.topic, organization)


def placed(route: Route, organization: Organization, region: str) -> Route:
    """The route as it is in one Region: with the ARNs of that Region, and its own topic among the targets."""
    targets = [target.in_region(region) for target in route.targets]
    if route.topic:
        account, name = organization.administrator.account_id, aws_names.topic_name(route.name)
        targets.append(Target(Service.SNS, f"arn:{REGIONS[region]}:sns:{region}:{account}:{name}"))
    dead_letters = route.dead_letters.in_region(region) if route.dead_letters else None
    in_order = tuple(sorted(targets, key=lambda target: target.service))
    return replace(route, targets=in_order, dead_letters=dead_letters)


def may_use_key(route: Route) -> Iterator[Statement]:
    """What the role of a route needs besides the permission to publish; SNS needs both (sns-key-management)."""
    if route.topic:
        key = Ref(names.topic_key(route.name), "arn")
        yield Statement("UseTopicKey", ("kms:GenerateDataKey", "kms:Decrypt"), key)


def _topic(route: Route, topic: CreatedTopic, organization: Organization) -> Iterator[Planned[Body]]:
    name, origin, arn = route.name, organization.origin, Ref(names.topic(route.name), "arn")

    def planned(address: Callable[[str], Address], body: Body) -> Planned[Body]:
        return Planned(address(name), body, origin, former=tuple(map(address, route.was)))

    yield planned(names.topic_key, TopicKey(f"GuardDuty findings on the topic of route {name}"))
    yield planned(names.topic, Topic(aws_names.topic_name(name), Ref(names.topic_key(name), "id")))
    yield planned(names.topic_policy, TopicPolicy(arn, (_only_encrypted(arn),)))
    for email in topic.emails:
        yield planned(partial(names.subscription, email=email), EmailSubscription(arn, email))


def _only_encrypted(topic: Ref) -> Statement:
    plain = (("Bool", "aws:SecureTransport", "false"),)
    return Statement("AllowPublishThroughSSLOnly", ("sns:Publish",), topic, plain, allow=False, principals=_EVERYBODY)
