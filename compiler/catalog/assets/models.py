"""Models: on Amazon Bedrock, behind endpoints of Amazon SageMaker AI, and artifacts that run anywhere.

Sources: user guide, findings-ai-protection (types, and modelId as the id of a model or the name of an endpoint) and
guardduty_finding-types-iam; ModelDetails and BedrockGuardrailDetails in the API model.
"""

from ..ai_services import AI_SERVICES
from ..filter_fields import GUARDRAIL, MODEL
from ..finding_types import AI_PROTECTION, all_types
from .kind import AssetKind, Place

ANOMALOUS, COST, INJECTION = (
    "Impact:IAMUser/AnomalousModelInvocation",
    "Impact:IAMUser/CostHarvesting",
    "Impact:IAMUser/PromptInjection.Direct",
)
_ON_BEDROCK = AI_SERVICES["bedrock"].finding_types
_LOGGING = tuple(name for name in _ON_BEDROCK if all_types()[name].needs != AI_PROTECTION)
_NAMED = {MODEL.name: "{model}"}
_BY_OTHERS = Place(
    "invocations",
    exact=_NAMED,
    others={"resource.accessKeyDetails.userName": "{callers}"},
    suffix="-callers",
    needs=("callers",),
    types=(ANOMALOUS,),
    is_typed=True,
    has_filter=False,
)


_INVOCATIONS = Place(
    "invocations",
    exact=_NAMED,
    types=(ANOMALOUS, COST),
    is_typed=True,
    moved={"callers": ANOMALOUS},
    has_filter=False,
)
# "The PromptInjection.Direct finding includes a bedrockGuardrailDetails object"; of the model, the guide says that the
# other two have it (findings-ai-protection). A finding without a guardrail is sent too, so that none is lost.
_OF_ACCOUNT = Place(
    "prompt injections",
    suffix="-injections",
    unless=("guardrail",),
    types=(INJECTION,),
    is_typed=True,
    has_filter=False,
)
_OF_GUARDRAIL = Place(
    "prompt injections",
    exact={GUARDRAIL.name: "{guardrail}"},
    or_absent=True,
    suffix="-guardrail",
    needs=("guardrail",),
    types=(INJECTION,),
    is_typed=True,
    has_filter=False,
)


BEDROCK = AssetKind(
    key="models[].bedrock",
    noun="model on Bedrock",
    types=_ON_BEDROCK,
    places=(
        Place("findings", suffix="-bedrock", types=_ON_BEDROCK, is_typed=True, has_route=False),
        _INVOCATIONS,
        _BY_OTHERS,
        _OF_ACCOUNT,
        _OF_GUARDRAIL,
        Place("logging", suffix="-bedrock-logging", types=_LOGGING, is_typed=True, has_filter=False),
    ),
    limits="No filter has the model: a filter is on all models of its account. All findings of AI Protection are Low. "
    "Prompt injections need a guardrail with the filter for prompt attacks at HIGH, and name it and no model: the "
    "route gets those that name the guardrail or none, and without a guardrail those of the whole account.",
    source="findings-ai-protection; M",
    inferred="modelId is written as the invocation writes it: the id of the model or the ARN of its profile",
    recommended=("defense-evasion", "impact"),
)
ENDPOINT = AssetKind(
    key="models[].endpoint",
    noun="model endpoint",
    types=(ANOMALOUS, COST),
    places=(
        Place("findings", suffix="-endpoints", types=(ANOMALOUS, COST), is_typed=True, has_route=False),
        _INVOCATIONS,
        _BY_OTHERS,
    ),
    limits="No filter has the endpoint: a filter is on all models of its account. All findings of AI Protection are "
    "Low.",
    source="findings-ai-protection; M",
    recommended=("impact",),
)
ARTIFACTS = AssetKind(
    key="models[].artifacts",
    noun="model of artifacts",
    types=(),
    places=(),
    limits="No finding is about a model that runs on your own: declare its bucket, workload and identity.",
    source="findings-ai-protection",
)
