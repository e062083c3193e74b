"""`services`: AI services that the team runs models on.

Example::

    accounts:
      - {name: fraud-prod, id: "123456789012", email: aws-fraud-prod@example.com}
    services:
      - {name: scorer, service: bedrock, account: fraud-prod, regions: [us-east-1]}
"""

from collections.abc import Iterator
from typing import Annotated

from compiler.catalog import finding_types
from compiler.catalog.ai_services import AI_SERVICES, ANOMALOUS_API_ACTIVITY
from compiler.diagnostics import Key, Problem
from compiler.language.base.section import (
    Context,
    NamedSection,
    Reference,
    account_reference,
    region_references,
    route_reference,
)
from compiler.language.base.spec import like, one_of
from compiler.language.base.types import Name, Regions
from compiler.model.criteria import Criterion, in_order
from compiler.model.program import Asked

_GUARDRAIL = r"arn:aws(?:-cn|-us-gov)?:bedrock:[a-z0-9-]+:[0-9]{12}:guardrail/[a-z0-9]+"


class ServiceSpec(NamedSection):
    """Two filters, because the conditions of one are ANDed: the service's own finding types, and its API."""

    service: Annotated[str, *one_of(AI_SERVICES, "unknown-service", "is not an AI service that GuardDuty tells apart")]
    """The AWS service: bedrock, sagemaker, …"""
    account: str
    """The account it runs in: the name of an account of this team, or administrator."""
    regions: Regions | None = None
    """Where it runs; left out, every Region of the organization."""
    route: Name | None = None
    """Where its findings are sent: the name of a route of the organization."""
    guardrail: (
        Annotated[
            str,
            *like(
                _GUARDRAIL,
                "invalid-arn",
                "the ARN of a guardrail",
                "for example arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123",
            ),
        ]
        | None
    ) = None
    """With bedrock and a route: AI Protection findings are sent only where they name this guardrail."""

    def problems(self) -> Iterator[Problem]:
        if self.guardrail and self.service != "bedrock":
            message = f"{self.service} has no guardrails; those of Amazon Bedrock are meant"
            yield Problem((Key("guardrail"),), "invalid-value", message, "remove it")
        elif self.guardrail and not self.route:
            message = "a guardrail narrows what is routed, and there is no route"
            help_ = "add route: …; GuardDuty takes the guardrail's field only in filters that archive"
            yield Problem((Key("guardrail"),), "missing-key", message, help_)

    def references(self) -> Iterator[Reference]:
        yield account_reference(self.account)
        yield from region_references(self.regions)
        yield from route_reference(self.route)

    def lower(self, context: Context) -> Iterator[Asked]:
        yield from self._threats(context)
        account = Criterion("accountId", equals=(context.accounts[self.account],))
        caller = Criterion("service.action.awsApiCallAction.serviceName", equals=(AI_SERVICES[self.service].principal,))
        types = Criterion("type", equals=ANOMALOUS_API_ACTIVITY)
        about = f"Anomalous {self.service} API activity in the account of service {self.name}"
        criteria = in_order(account, caller, types)
        yield from context.view(f"{self.name}-api", about, criteria, self.regions, route=self.route)

    def _threats(self, context: Context) -> Iterator[Asked]:
        found = AI_SERVICES[self.service].finding_types
        if not found:
            return
        name = f"{self.name}-threats"
        account = Criterion("accountId", equals=(context.accounts[self.account],))
        criteria = in_order(account, Criterion("type", equals=found))
        about = f"Finding types about {self.service} in the account of service {self.name}"
        route = None if self.guardrail else self.route
        yield from context.view(name, about, criteria, self.regions, route=route)
        if self.guardrail and self.route:
            yield from self._guarded(context, self.route, account)

    def _guarded(self, context: Context, route: str, account: Criterion) -> Iterator[Asked]:
        """Only findings of AI Protection name a guardrail; the others on the service are sent all the same."""
        known = finding_types.all_types()
        found = AI_SERVICES[self.service].finding_types
        guarded = tuple(name for name in found if known[name].needs == finding_types.AI_PROTECTION)
        guardrail = Criterion("resource.bedrockGuardrailDetails.guardrailArn", equals=(self.guardrail or "",))
        criteria = in_order(account, guardrail, Criterion("type", equals=guarded))
        yield context.routed(f"{self.name}-threats", route, criteria, self.regions)
        rest = Criterion("type", equals=tuple(name for name in found if name not in guarded))
        yield context.routed(f"{self.name}-other-threats", route, in_order(account, rest), self.regions)
