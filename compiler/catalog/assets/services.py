"""AWS services that run AI models: only their account and the service itself are in findings.

Sources: those of ``catalog/ai_services.py``.
"""

from ..ai_services import AI_SERVICES, ANOMALOUS_API_ACTIVITY
from .kind import AssetKind, Place

_ABOUT = tuple(sorted({name for service in AI_SERVICES.values() for name in service.finding_types}))
_CALLED = {"service.action.awsApiCallAction.serviceName": "{service}.amazonaws.com"}

SERVICE = AssetKind(
    key="services[].service",
    noun="service",
    types=(*_ABOUT, *ANOMALOUS_API_ACTIVITY),
    places=(
        Place("finding types about it", suffix="-threats", types=_ABOUT, is_typed=True),
        Place("anomalous API calls", _CALLED, suffix="-api", types=ANOMALOUS_API_ACTIVITY, is_typed=True),
    ),
    limits="No model, agent or knowledge base is named: declare the models.",
    source="findings-ai-protection, guardduty_finding-types-iam",
)
