"""Summaries of events that are not findings -> EventBridge input transformers.

A topic gets one where its route has a message; the parts of a route's own text are those of findings. The paths are
those of the sample events (GuardDuty user guide, monitor-with-eventbridge-s3-malware-protection and
gdu-assess-coverage-eks); a path that an event does not have leaves nothing in the text.
"""

from ..model.resources.events import InputTransformer

_RESULT_PATHS = {
    "object": "$.detail.s3ObjectDetails.objectKey",
    "status": "$.detail.scanResultDetails.scanResultStatus",
    "threat": "$.detail.scanResultDetails.threats[0].name",
}
_COVERAGE_PATHS = {
    "account": "$.detail.resourceAccountId",
    "ecsCluster": "$.detail.resourceDetails.ecsClusterDetails.clusterName",
    "eksCluster": "$.detail.resourceDetails.eksClusterDetails.clusterName",
    "instance": "$.detail.resourceDetails.ec2InstanceDetails.instanceId",
    "issue": "$.detail.issue",
    "kind": "$.detail.resourceDetails.resourceType",
}


def scan_result_message(bucket: str, account: str, region: str, entry: str) -> InputTransformer:
    """The text about one scanned object. ``account`` is its name and id, ``entry`` the full name of the dataset."""
    lines = (
        f"Malware scan of s3://{bucket}/<object>: <status> <threat>",
        f"Account: {account}, {region}",
        f"Routed by {entry} in watchspec",
    )
    return InputTransformer(_RESULT_PATHS, _text(lines))


def coverage_message(region: str) -> InputTransformer:
    """The text about a resource that Runtime Monitoring no longer covers."""
    lines = (
        "Runtime Monitoring does not work: <kind> <eksCluster> <ecsCluster> <instance>",
        f"Account: <account>, {region}",
        "Issue: <issue>",
        "Routed by runtime_coverage in watchspec",
    )
    return InputTransformer(_COVERAGE_PATHS, _text(lines))


def _text(lines: tuple[str, ...]) -> str:
    """Each line in quotes. What is known has no characters that JSON escapes: names, ids, Regions and buckets."""
    return "\n".join(f'"{line}"' for line in lines)
