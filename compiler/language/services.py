"""`services`: AI services that the team runs models on.

Example::

    accounts:
      - {name: fraud-prod, id: "123456789012", email: aws-fraud-prod@example.com}
    services:
      - {name: scorer, service: bedrock, account: fraud-prod, regions: [us-east-1]}
"""

from collections.abc import Iterator
from typing import Annotated

from compiler.catalog.ai_services import AI_SERVICES, ANOMALOUS_API_ACTIVITY
from compiler.language.section import Context, Reference, Section, account_reference, region_references
from compiler.language.spec import one_of
from compiler.language.types import Regions
from compiler.model.criteria import Criterion, in_order
from compiler.model.program import Filter


class ServiceSpec(Section):
    """Two filters, because the conditions of one are ANDed: the service's own finding types, and its API."""

    service: Annotated[str, *one_of(AI_SERVICES, "unknown-service", "is not an AI service that GuardDuty tells apart")]
    """The AWS service: bedrock, sagemaker, …"""
    account: str
    """The account it runs in: the name of an account of this team, or administrator."""
    regions: Regions | None = None
    """Where it runs; left out, every Region of the organization."""

    def references(self) -> Iterator[Reference]:
        yield account_reference(self.account)
        yield from region_references(self.regions)

    def lower(self, context: Context) -> Iterator[Filter]:
        service = AI_SERVICES[self.service]
        account = Criterion("accountId", equals=(context.accounts[self.account],))
        if service.finding_types:
            types = Criterion("type", equals=service.finding_types)
            about = f"Finding types about {self.service} in the account of service {self.name}"
            yield context.filter(f"{self.name}-threats", about, in_order(account, types), self.regions)
        caller = Criterion("service.action.awsApiCallAction.serviceName", equals=(service.principal,))
        types = Criterion("type", equals=ANOMALOUS_API_ACTIVITY)
        about = f"Anomalous {self.service} API activity in the account of service {self.name}"
        yield context.filter(f"{self.name}-api", about, in_order(account, caller, types), self.regions)
