"""Databases: vector stores and what else models read.

Sources: user guide, findings-rds-protection, guardduty_finding-types-iam and guardduty_filter-findings;
RdsDbInstanceDetails in the API model. The event sources in CloudTrail of OpenSearch are in its developer guide,
managedomains-cloudtrailauditing ("only captures calls to the Configuration API"), of OpenSearch Serverless in the
EventBridge reference, events-ref-aoss, of S3 Vectors in the guide of S3, s3-vectors-cloudtrail-log-example, and of
DynamoDB in its developer guide, logging-using-cloudtrail. That findings have them as the service follows from
AwsApiCallAction in the API model; GetVectors, QueryVectors and reads of tables are data events, which GuardDuty does
not read (guardduty_data-sources).
"""

from ..ai_services import AI_SERVICES
from .api_calls import watched_by_service
from .kind import AssetKind, Place, types_of

_LOGINS = types_of(("RDS", "RDS_LOGIN_EVENTS"))
_RECOMMENDED = ("credential-access", "exfiltration", "impact")


def _by_name(key: str, noun: str, field: str) -> AssetKind:
    return AssetKind(
        key=f"databases[].{key}",
        noun=noun,
        types=_LOGINS,
        places=(Place("findings", {f"resource.rdsDbInstanceDetails.{field}": f"{{{key}}}"}),),
        limits="GuardDuty may need two weeks to learn the usual logins of a new database. Which table or query it was "
        "is in no field.",
        source="findings-rds-protection, guardduty_filter-findings; M",
        recommended=_RECOMMENDED,
    )


def _by_service(key: str, noun: str, principal: str, source: str, suffix: str = "") -> AssetKind:
    return watched_by_service(
        f"databases[].{key}",
        noun,
        principal,
        suffix or f"-{key}",
        "Never by name: only anomalous API calls of the service in its account. Reads are not covered.",
        source=source,
        inferred=f"findings have {principal} as the service",
        recommended=_RECOMMENDED,
    )


CLUSTER = _by_name("cluster", "database cluster", "dbClusterIdentifier")
INSTANCE = _by_name("instance", "database instance", "dbInstanceIdentifier")
OPENSEARCH = _by_service(
    "opensearch", "OpenSearch domain", "es.amazonaws.com", "managedomains-cloudtrailauditing of OpenSearch"
)
OPENSEARCH_SERVERLESS = _by_service(
    "opensearch_serverless",
    "OpenSearch Serverless collection",
    "aoss.amazonaws.com",
    "events-ref-aoss of EventBridge",
    suffix="-opensearch-serverless",
)
S3_VECTORS = _by_service(
    "s3_vectors", "S3 vector bucket", "s3vectors.amazonaws.com", "s3-vectors-cloudtrail-log-example of S3"
)
DYNAMODB = _by_service("dynamodb", "DynamoDB table", "dynamodb.amazonaws.com", "logging-using-cloudtrail of DynamoDB")
KNOWLEDGE_BASE = _by_service(
    "knowledge_base",
    "knowledge base",
    AI_SERVICES["bedrock"].principal,
    "logging-using-cloudtrail of Bedrock",
    suffix="-bedrock-calls",
)
