"""AWS services that run AI models, and how GuardDuty names what happens to them.

Sources: the service principal is the ``eventSource`` that CloudTrail records, which findings carry as
``service.action.awsApiCallAction.serviceName``; the finding types are the user guide's pages on AI
Protection, IAM finding types and Custom Detection Rules.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class AiService:
    """``finding_types`` are those about this service and no other; none where GuardDuty has none."""

    principal: str
    finding_types: tuple[str, ...] = ()


AI_SERVICES: dict[str, AiService] = {
    "bedrock": AiService(
        "bedrock.amazonaws.com",
        (
            "DefenseEvasion:IAMUser/BedrockLoggingDisabled",
            "Impact:IAMUser/AnomalousModelInvocation",
            "Impact:IAMUser/CostHarvesting",
            "Impact:IAMUser/PromptInjection.Direct",
        ),
    ),
    "comprehend": AiService("comprehend.amazonaws.com"),
    "rekognition": AiService("rekognition.amazonaws.com"),
    "sagemaker": AiService("sagemaker.amazonaws.com", ("Execution:SageMaker/CommandAndScriptingInterpreter",)),
    "textract": AiService("textract.amazonaws.com"),
    "transcribe": AiService("transcribe.amazonaws.com"),
}

ANOMALOUS_API_ACTIVITY = tuple(
    f"{purpose}:IAMUser/AnomalousBehavior"
    for purpose in (
        "CredentialAccess",
        "DefenseEvasion",
        "Discovery",
        "Exfiltration",
        "Impact",
        "InitialAccess",
        "Persistence",
        "PrivilegeEscalation",
    )
)
