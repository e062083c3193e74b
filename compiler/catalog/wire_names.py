"""Names in findings as GuardDuty exports them, where they are not the API model's with a small first letter.

Source: ``locationName`` of every member below the shape Finding in the API model (botocore 1.44.8).
"""

# (the member that it is in, the member) -> its name in an export.
WIRE_NAMES = {
    ("Account", "Name"): "account",  # of an actor's user, in an attack sequence
    ("Ec2Instance", "IamInstanceProfile"): "IamInstanceProfile",
    ("KubernetesApiCallAction", "SourceIps"): "sourceIPs",
    ("KubernetesWorkload", "KubernetesResourcesTypes"): "type",
    ("Location", "Latitude"): "lat",
    ("Location", "Longitude"): "lon",
    ("ProductCodes", "Code"): "productCodeId",
    ("ProductCodes", "ProductType"): "productCodeType",
    ("RdsLoginAttemptAction", "LoginAttributes"): "LoginAttributes",
    ("TaskDetails", "TaskCreatedAt"): "createdAt",
}


# Filters have names of their own for these, by CreateFilter in the API model.
_SPELLINGS = (
    (".ec2Instance.iamInstanceProfile.", ".ec2Instance.IamInstanceProfile."),
    (".kubernetesWorkloadDetails.hostIpc", ".kubernetesWorkloadDetails.hostIPC"),
    (".kubernetesWorkloadDetails.hostPid", ".kubernetesWorkloadDetails.hostPID"),
    (".rdsLoginAttemptAction.loginAttributes.", ".rdsLoginAttemptAction.LoginAttributes."),
)


def wire_name(parent: str, member: str) -> str:
    """The name in an export of a member of the API model, by the member that it is in; the other way is not unique."""
    return WIRE_NAMES.get((parent, member)) or member[:1].lower() + member[1:]


def spellings(path: str) -> tuple[str, ...]:
    """Other paths at which a finding may have what a filter has at ``path``: as it is spelled on the wire."""
    return tuple(path.replace(ours, theirs) for ours, theirs in _SPELLINGS if ours in path)
