"""`runtime_coverage`: an event when Runtime Monitoring stops covering a resource.

Example::

    protections: {runtime: {ec2: true, ecs_fargate: true, eks: true}}
    routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:guardduty-soc"}}
    runtime_coverage: {route: soc}

A resource is an EC2 instance, an ECS cluster or an EKS cluster. It is no longer covered when GuardDuty stops receiving
its runtime events, for example because the agent was stopped, and has no runtime findings until that is fixed.
"""

from ..base.spec import Spec
from ..base.types import Name


class RuntimeCoverage(Spec):
    """A rule in the administrator account, in each Region where an account can have Runtime Monitoring."""

    route: Name
    """The route that the events are sent to: a name under `routes`. Example: soc"""
