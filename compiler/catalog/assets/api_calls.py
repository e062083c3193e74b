"""What only the account and a service name: anomalous API calls of the service in the account.

Source: user guide, guardduty_finding-types-iam. Findings have the service as CloudTrail has its ``eventSource``.
"""

from ..ai_services import ANOMALOUS_API_ACTIVITY
from .kind import AssetKind, Place


def watched_by_service(  # noqa: PLR0913 what differs between the kinds
    key: str,
    noun: str,
    principal: str,
    suffix: str,
    limits: str,
    *,
    source: str = "",
    inferred: str = "",
    recommended: tuple[str, ...] = (),
) -> AssetKind:
    """A kind that no finding names. Those with the same ``principal`` and ``suffix`` share a filter.

    ``source`` is where ``principal`` is documented, beside the page of the finding types.
    """
    field = {"service.action.awsApiCallAction.serviceName": principal}
    return AssetKind(
        key=key,
        noun=noun,
        types=ANOMALOUS_API_ACTIVITY,
        places=(Place("API calls", field, suffix=suffix, types=ANOMALOUS_API_ACTIVITY, is_typed=True),),
        limits=limits,
        source=", ".join(filter(None, ("guardduty_finding-types-iam", source))),
        inferred=inferred,
        recommended=recommended,
    )
