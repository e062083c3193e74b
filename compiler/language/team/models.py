"""`models`: models on Amazon Bedrock, behind a SageMaker endpoint, or as artifacts that the team hosts itself.

Example::

    accounts:
      - {name: prod, id: "123456789012", email: aws-prod@example.com}
    identities:
      - {name: app, role: assistant-app, account: prod, kind: service}
    models:
      - name: chat
        account: prod
        region: us-east-1
        bedrock: arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc
        callers: [app]

Filters have no field for a model: a filter is on all models of the account, and only a route is on this one. No finding
is about `artifacts` alone; watch their dataset, which is a bucket.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator

from ...catalog.assets.kind import Names
from ...diagnostics import Key, Problem
from ..base.assets import RegionalAsset
from ..base.exactly_one import exactly_one, given
from ..base.nameable import Principals
from ..base.section import Reference
from ..base.spec import distinct
from ..base.types import Name
from .aws_names import EndpointName, ModelId
from .services import GuardrailArn

_RUNS_AS = ("bedrock", "endpoint", "artifacts")
_ONLY_WITH = {"guardrail": ("bedrock",), "callers": ("bedrock", "endpoint")}
_Identities = Annotated[tuple[Name, ...], AfterValidator(distinct("an identity"))]
_Datasets = Annotated[tuple[Name, ...], AfterValidator(distinct("a dataset"))]


class ModelSpec(RegionalAsset):
    """A model: a filter on the models of its account, and a route on this one."""

    noun = "a model"

    bedrock: ModelId | None = None
    """The model as its callers name it: the id of a model, or the ARN of a profile, custom or imported model.
    Example: anthropic.claude-sonnet-4-20250514-v1:0"""
    endpoint: EndpointName | None = None
    """The name of a SageMaker endpoint. Example: scorer-prod"""
    artifacts: Name | None = None
    """The dataset that has its weights: a name under `datasets` of this team. Alone, or beside `bedrock` or
    `endpoint`. Example: weights"""
    guardrail: GuardrailArn | None = None
    """The ARN of the guardrail in front of a model on Bedrock. Findings on prompt injections name the guardrail and no
    model: those that name this one or none are sent to the route. If omitted, those of the whole account are.
    Example: arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123"""
    callers: _Identities | None = None
    """The identities that call it: names under `identities` of this team, roles and users. Anomalous invocations by
    anybody else are sent to the route, and theirs are not. Example: [app]"""
    trained_on: _Datasets | None = None
    """The datasets that it was trained on: names under `datasets` of this team. Example: [corpus]"""

    def problems(self) -> Iterator[Problem]:
        wrong = [*self._runs_as()]
        yield from wrong or super().problems()
        for key, kinds in _ONLY_WITH.items() if not wrong else ():
            if given(self, (key,)) and self.asset_kind() not in kinds:
                message, needs = f"{key} works only with {' or '.join(kinds)}", tuple((kind,) for kind in kinds)
                yield Problem((Key(key),), "invalid-value", message, "remove it", needs=needs)
            elif given(self, (key,)) and self.route is None:
                message = f"only a route can match the {key} of a model, and it has none"
                yield Problem(
                    (Key(key),), "needs-route", message, "add a route, or accept this if it is only for the inventory"
                )

    def references(self) -> Iterator[Reference]:
        yield from super().references()
        yield from (Reference(("callers", n), "caller", name) for n, name in enumerate(self.callers or ()))
        yield from (Reference(("trained_on", n), "dataset", name) for n, name in enumerate(self.trained_on or ()))
        if self.artifacts:
            yield Reference(("artifacts",), "dataset", self.artifacts)

    def asset_kind(self) -> str:
        return given(self, _RUNS_AS)[0]

    def names(self, principals: Principals) -> Names:
        model = self.bedrock or self.endpoint
        callers = tuple(principals[name] for name in self.callers or () if name in principals)
        named = {"model": (model,) if model else (), "guardrail": (self.guardrail,) if self.guardrail else ()}
        return {key: names for key, names in {**named, "callers": callers}.items() if names}

    def facts(self) -> Mapping[str, str]:
        lists = {"trained_on": ", ".join(self.trained_on or ()), "artifacts": self.artifacts}
        return {key: text for key, text in lists.items() if text}

    def _runs_as(self) -> Iterator[Problem]:
        """Artifacts can be beside one of the others."""
        keys = _RUNS_AS[:-1] if self.bedrock or self.endpoint else _RUNS_AS
        yield from exactly_one(self, keys, f"model {self.name!r}")
