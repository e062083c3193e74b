"""Databases: vector stores and what else models read.

Sources: user guide, findings-rds-protection, guardduty_finding-types-iam and guardduty_filter-findings;
RdsDbInstanceDetails in the API model. The names of the services are their event sources in CloudTrail.
"""

from ..ai_services import ANOMALOUS_API_ACTIVITY
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


def _by_service(key: str, noun: str, principal: str) -> AssetKind:
    field = {"service.action.awsApiCallAction.serviceName": principal}
    return AssetKind(
        key=f"databases[].{key}",
        noun=noun,
        types=ANOMALOUS_API_ACTIVITY,
        places=(Place("API calls", field, suffix=f"-{key}", types=ANOMALOUS_API_ACTIVITY, is_typed=True),),
        limits="Never by name: only anomalous API calls of the service in its account. Reads are not covered.",
        source="guardduty_finding-types-iam",
        inferred=f"findings have {principal} as the service",
        recommended=_RECOMMENDED,
    )


CLUSTER = _by_name("cluster", "database cluster", "dbClusterIdentifier")
INSTANCE = _by_name("instance", "database instance", "dbInstanceIdentifier")
OPENSEARCH = _by_service("opensearch", "OpenSearch domain", "es.amazonaws.com")
S3_VECTORS = _by_service("s3_vectors", "S3 vector bucket", "s3vectors.amazonaws.com")
DYNAMODB = _by_service("dynamodb", "DynamoDB table", "dynamodb.amazonaws.com")
