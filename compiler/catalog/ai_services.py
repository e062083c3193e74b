"""AWS services that run AI models, and the GuardDuty finding types about each.

Sources: for the service principal, the ``eventSource`` in CloudTrail, which findings have in
``service.action.awsApiCallAction.serviceName``; for the finding types, the user guide's pages on AI
Protection, IAM finding types and Custom Detection Rules.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class AiService:
    """``finding_types`` are about this service only; empty if GuardDuty has no such types."""

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
