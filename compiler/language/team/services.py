"""`services`: AWS services that the team runs AI models on.

Example::

    accounts:
      - {name: fraud-prod, id: "123456789012", email: aws-fraud-prod@example.com}
    services:
      - {name: scorer, service: bedrock, account: fraud-prod, regions: [us-east-1]}
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from ...catalog.ai_services import AI_SERVICES, ANOMALOUS_API_ACTIVITY
from ...catalog.assets.kind import Names
from ...catalog.filter_fields import GUARDRAIL
from ...diagnostics import Key, Problem
from ...model.assets import Mention, Naming
from ...model.criteria import Criterion, by_field
from ...model.filters import Filter
from ...model.program import Declaration
from ..base.nameable import Principals
from ..base.section import (
    Context,
    NamedSection,
    Reference,
    account_reference,
    region_references,
    route_reference,
)
from ..base.spec import like, one_of
from ..base.types import Name, Regions

GuardrailArn = Annotated[
    str,
    *like(
        r"arn:aws(?:-cn|-eusc|-us-gov)?:bedrock:[a-z0-9-]+:[0-9]{12}:guardrail/[a-z0-9]+",
        "invalid-arn",
        "the ARN of a guardrail",
        "for example arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123",
        "guardrail ARN",
    ),
]


class ServiceSpec(NamedSection):
    """An AI service in an account: a filter on the finding types about it, if any, and one on anomalous use of its API.

    They are two filters because the conditions of one are ANDed. Findings on model invocations are about Amazon
    Bedrock or Amazon SageMaker AI, and filters cannot tell which: both services have them.
    """

    noun = "a service"

    service: Annotated[str, *one_of(AI_SERVICES, "unknown-service", "is not a supported AI service")]
    """The AWS service. Example: bedrock"""
    account: str
    """The account that uses the service: the name or id of an account of this team, or `administrator`.
    Example: fraud-prod"""
    regions: Regions | None = None
    """The Regions in which the service is used. If omitted, every Region of the organization. Example: [us-east-1]"""
    route: Name | None = None
    """The route that the findings are sent to: a name under `routes` in the organization document.
    If omitted, they are not sent. Example: soc"""
    guardrail: GuardrailArn | None = None
    """The ARN of an Amazon Bedrock guardrail; works only with `service: bedrock` and a `route`. Findings that name
    other guardrails and not this one are not sent to the route. Findings that name no guardrail always are.
    Example: arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123"""

    def asset_kind(self) -> str:
        return "service"

    def names(self, principals: Principals) -> Names:  # noqa: ARG002
        return {"service": (self.service,)}

    def own_regions(self) -> tuple[str, ...] | None:
        return self.regions

    def problems(self) -> Iterator[Problem]:
        if self.guardrail and self.service != "bedrock":
            message = "guardrail works only with service: bedrock"
            yield Problem((Key("guardrail"),), "invalid-value", message, "remove it")
        elif self.guardrail and not self.route:
            message = "guardrail needs a route: it limits which findings are sent there"
            help_ = "add route: …; GuardDuty filters have no field for the guardrails that findings list now"
            yield Problem((Key("guardrail"),), "missing-key", message, help_, needs=(("route",),))

    def references(self) -> Iterator[Reference]:
        yield account_reference(self.account)
        yield from region_references(self.regions)
        yield from route_reference(self.route)

    def lower(self, context: Context) -> Iterator[Declaration]:
        made = [*self._threats(context), *self._api_activity(context)]
        yield from made
        names, facts = {"service": self.service}, {"guardrail": self.guardrail} if self.guardrail else {}
        asset = context.asset(
            self.asset_kind(), self.account, made, naming=Naming.ACCOUNT, names=names, facts=facts, regions=self.regions
        )
        mentions = (Mention(asset.naming, each.criteria) for each in made if isinstance(each, Filter))
        yield replace(asset, mentions=tuple(mentions))

    def _api_activity(self, context: Context) -> Iterator[Declaration]:
        account = Criterion("accountId", equals=(context.accounts[self.account],))
        caller = Criterion("service.action.awsApiCallAction.serviceName", equals=(AI_SERVICES[self.service].principal,))
        types = Criterion("type", equals=ANOMALOUS_API_ACTIVITY)
        about = f"Anomalous {self.service} API activity in the account of service {self.name}"
        criteria = by_field(account, caller, types)
        yield from context.view(f"{self.name}-api", about, criteria, self.regions, route=self.route)

    def _threats(self, context: Context) -> Iterator[Declaration]:
        about_service = AI_SERVICES[self.service].finding_types
        if not about_service:
            return
        name = f"{self.name}-threats"
        account = Criterion("accountId", equals=(context.accounts[self.account],))
        criteria = by_field(account, Criterion("type", equals=about_service))
        about = f"Finding types about {self.service} in the account of service {self.name}"
        yield context.filter(name, about, criteria, self.regions)
        if self.route:
            yield context.routed(name, self.route, by_field(*criteria, *self._guardrail()), self.regions)

    def _guardrail(self) -> Iterator[Criterion]:
        """Only the route: filters have no field for it, and most findings about the service name none."""
        if self.guardrail:
            yield Criterion(GUARDRAIL.name, equals=(self.guardrail,), or_absent=True)
