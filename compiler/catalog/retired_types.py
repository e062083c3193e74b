"""Finding types that GuardDuty no longer produces, and the live type that reports the same activity now.

Sources: user guide, "Retired finding types" and document history; the announcements of 3 August 2021
(InstanceCredentialExfiltration is renamed) and 28 June 2022 (the anomaly types of S3). The AnomalousBehavior types
of IAM cover the API calls that the types without a baseline covered (user guide, "IAM finding types"; Recon is
called Discovery there). A retired type that is not here has no successor.
"""

RENAMED = {
    "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration": (
        "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS"
    ),
}

SUCCESSORS = {
    "CryptoCurrency:EC2/BitcoinTool.A": "CryptoCurrency:EC2/BitcoinTool.B",
    "Discovery:S3/BucketEnumeration.Unusual": "Discovery:S3/AnomalousBehavior",
    "Exfiltration:S3/ObjectRead.Unusual": "Exfiltration:S3/AnomalousBehavior",
    "Impact:S3/ObjectDelete.Unusual": "Impact:S3/AnomalousBehavior.Delete",
    "Impact:S3/PermissionsModification.Unusual": "Impact:S3/AnomalousBehavior.Permission",
    "Persistence:IAMUser/NetworkPermissions": "Persistence:IAMUser/AnomalousBehavior",
    "Persistence:IAMUser/ResourcePermissions": "Persistence:IAMUser/AnomalousBehavior",
    "Persistence:IAMUser/UserPermissions": "Persistence:IAMUser/AnomalousBehavior",
    "Persistence:Kubernetes/ContainerWithSensitiveMount": (
        "Persistence:Kubernetes/AnomalousBehavior.WorkloadDeployed!ContainerWithSensitiveMount"
    ),
    "PrivilegeEscalation:IAMUser/AdministrativePermissions": "PrivilegeEscalation:IAMUser/AnomalousBehavior",
    "PrivilegeEscalation:Kubernetes/PrivilegedContainer": (
        "PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer"
    ),
    "Recon:IAMUser/NetworkPermissions": "Discovery:IAMUser/AnomalousBehavior",
    "Recon:IAMUser/ResourcePermissions": "Discovery:IAMUser/AnomalousBehavior",
    "Recon:IAMUser/UserPermissions": "Discovery:IAMUser/AnomalousBehavior",
    "Stealth:IAMUser/LoggingConfigurationModified": "DefenseEvasion:IAMUser/AnomalousBehavior",
}
