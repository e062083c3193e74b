"""AWS services that run AI models, and the GuardDuty finding types about each.

Sources: for the service principal, the ``eventSource`` in CloudTrail, which findings have in
``service.action.awsApiCallAction.serviceName``; for the finding types, the user guide's pages on AI
Protection, IAM finding types and Custom Detection Rules; for AgentCore, its developer guide, "Understanding Amazon
Bedrock AgentCore Gateway CloudTrail events". AI Protection reads AgentCore's events as well, but the guide names no
finding type about them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class AiService:
    """``finding_types`` are about this service; empty if GuardDuty has no such types.

    Those about invoked models are of Bedrock and SageMaker alike: filters have no field that tells which was invoked.
    """

    principal: str
    finding_types: tuple[str, ...] = ()


_MODEL_TYPES = ("Impact:IAMUser/AnomalousModelInvocation", "Impact:IAMUser/CostHarvesting")

AI_SERVICES: dict[str, AiService] = {
    "bedrock": AiService(
        "bedrock.amazonaws.com",
        (
            "DefenseEvasion:IAMUser/BedrockLoggingDisabled",
            *_MODEL_TYPES,
            "Impact:IAMUser/PromptInjection.Direct",
        ),
    ),
    "bedrock-agentcore": AiService("bedrock-agentcore.amazonaws.com"),
    "comprehend": AiService("comprehend.amazonaws.com"),
    "rekognition": AiService("rekognition.amazonaws.com"),
    "sagemaker": AiService(
        "sagemaker.amazonaws.com", ("Execution:SageMaker/CommandAndScriptingInterpreter", *_MODEL_TYPES)
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
