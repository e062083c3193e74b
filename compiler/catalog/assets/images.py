"""Container images: one by its tag or digest, or all of a repository, wherever containers of it run.

Sources: user guide, guardduty-finding-types-eks-audit-logs, findings-runtime-monitoring and findings-malware-protection
for the types, guardduty_filter-findings for the fields; Container and ContainerImageUid in the API model.
"""

from .kind import AssetKind, Place, on_compute, sequences, types_of

_RUNTIME = ("Runtime", "RUNTIME_MONITORING")
_ON_PODS = types_of(("Kubernetes", "EKS_AUDIT_LOGS"), ("Kubernetes", "EBS_MALWARE_PROTECTION"), _RUNTIME)
_ON_TASKS = types_of(("ECS", "EBS_MALWARE_PROTECTION"), _RUNTIME)
_ALONE = types_of(("Container", "EBS_MALWARE_PROTECTION"), _RUNTIME)
_TYPES = tuple(sorted({*_ON_PODS, *_ON_TASKS, *_ALONE}))
_POD = "resource.kubernetesDetails.kubernetesWorkloadDetails.containers.image"
_TASK = "resource.ecsClusterDetails.taskDetails.containers.image"
_IN_SEQUENCES = "service.detection.sequence.resources.data.container.image"


def _named(key: str, noun: str, text: str) -> AssetKind:
    return AssetKind(
        key=f"images[].{key}",
        noun=noun,
        types=_TYPES,
        places=(
            Place("findings on pods", {_POD: text}, types=_ON_PODS),
            Place("findings on tasks of ECS", {_TASK: text}, suffix="-tasks", types=_ON_TASKS),
            Place(
                "findings on other containers",
                {"resource.containerDetails.image": text},
                suffix="-containers",
                types=_ALONE,
            ),
            Place(
                "attack sequences",
                exact={_IN_SEQUENCES: text},
                suffix="-sequences",
                types=sequences("EKS", "ECS"),
                is_typed=True,
                has_filter=False,
            ),
        ),
        limits="A filter for each of pods, tasks and other containers, in the account in which they run. Amazon ECR is "
        "not scanned by GuardDuty.",
        source="guardduty-finding-types-eks-audit-logs, findings-runtime-monitoring, guardduty_filter-findings; M",
        inferred="findings have the image as the pod or the task definition writes it, so that a digest is only there "
        "if it was deployed by digest",
        recommended=on_compute((*_TYPES, *sequences("EKS", "ECS"))),
    )


IMAGE = _named("image", "container image", "{image}")
REPOSITORY = _named("repository", "image repository", "{repository} or {repository}:* or {repository}@*")
