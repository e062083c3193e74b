"""Secrets of AWS Secrets Manager: keys of model providers, passwords of databases.

Sources: AWS Secrets Manager user guide, monitoring-guardduty; EventBridge reference, events-ref-secretsmanager, for the
event source.
"""

from .api_calls import watched_by_service

SECRET = watched_by_service(
    "secrets[].secret",
    "secret",
    "secretsmanager.amazonaws.com",
    "-secrets",
    "Never by name: only anomalous API calls of Secrets Manager in its account. Findings on secrets of Kubernetes are "
    "those of a workload on EKS.",
    source="monitoring-guardduty of Secrets Manager",
    inferred="findings have secretsmanager.amazonaws.com as the service",
    recommended=("credential-access", "exfiltration", "impact"),
)
