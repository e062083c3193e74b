"""AWS services that run AI models, and the GuardDuty finding types about each.

Sources: for the service principal, the ``eventSource`` in CloudTrail, which findings have in
``service.action.awsApiCallAction.serviceName``; for the finding types, the user guide's pages on AI
Protection (findings-ai-protection), IAM finding types and Custom Detection Rules; for AgentCore, its developer guide,
"Understanding Amazon Bedrock AgentCore Gateway CloudTrail events". AI Protection reads AgentCore's events as well, but
the guide lists no finding type for them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class AiService:
    """``finding_types`` can be about this service; empty if GuardDuty has no such types."""

    principal: str
    finding_types: tuple[str, ...] = ()


# "apply to both Amazon Bedrock and Amazon SageMaker AI model invocations" (findings-ai-protection). The model of a
# finding, which would tell the two services apart, is in resource.modelDetails: filters have no field for it.
_MODEL_INVOCATIONS = ("Impact:IAMUser/AnomalousModelInvocation", "Impact:IAMUser/CostHarvesting")

AI_SERVICES: dict[str, AiService] = {
    "bedrock": AiService(
        "bedrock.amazonaws.com",
        (
            "DefenseEvasion:IAMUser/BedrockLoggingDisabled",
            *_MODEL_INVOCATIONS,
            "Impact:IAMUser/PromptInjection.Direct",
        ),
    ),
    "bedrock-agentcore": AiService("bedrock-agentcore.amazonaws.com"),
    "comprehend": AiService("comprehend.amazonaws.com"),
    "rekognition": AiService("rekognition.amazonaws.com"),
    "sagemaker": AiService(
        "sagemaker.amazonaws.com",
        ("Execution:SageMaker/CommandAndScriptingInterpreter", *_MODEL_INVOCATIONS),
    ),
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
