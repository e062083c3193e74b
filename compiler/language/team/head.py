"""A team document: the team, and its sections, each of them optional.

Example::

    team: fraud-detection
    owner: fraud-ml@example.com
    accounts:
      - {name: fraud-prod, id: "123456789012", email: aws-fraud-prod@example.com}
    datasets:
      - name: transactions
        bucket: acme-fraud-transactions
        account: fraud-prod
        region: eu-west-1
        watch: [exfiltration, impact]
    access_keys:
      - {name: trainer, id: AKIAIOSFODNN7EXAMPLE, account: fraud-prod}
    services:
      - {name: scorer, service: sagemaker, account: fraud-prod, regions: [eu-west-1]}
"""

from ..base.renames import Was
from ..base.spec import Spec
from ..base.types import Name, NonEmptyTagValue
from ..organization.document import OrganizationSpec

# Where what people look for is declared.
_SECTIONS = {
    "agents": "workloads",
    "amis": "backups",
    "buckets": "datasets",
    "clusters": "workloads",
    "collections": "databases",
    "containers": "images",
    "endpoints": "models",
    "functions": "workloads",
    "guardrails": "models",
    "instances": "workloads",
    "jobs": "workloads",
    "keys": "access_keys",
    "knowledge_bases": "databases",
    "notebooks": "workloads",
    "recovery_points": "backups",
    "repositories": "images",
    "roles": "identities",
    "snapshots": "backups",
    "training_jobs": "workloads",
    "users": "identities",
    "vaults": "backups",
    "vector_stores": "databases",
}


class TeamSpec(Spec):
    """A team document: what the team owns and what must be watched. A team may spread over several files."""

    elsewhere = dict.fromkeys(OrganizationSpec.model_fields, "the organization document")
    synonyms = _SECTIONS

    team: Name
    """The team's name; the name of each of its filters starts with it. Example: fraud-detection"""
    owner: NonEmptyTagValue | None = None
    """Who is responsible for the team's specs; a tag of its filters. If a team has several files, one of them is
    enough. If omitted, there is no such tag. Example: fraud-ml@example.com"""
    was: Was = ()
    """The team's former name, or several, the oldest first. After a rename, Terraform then moves what the team's
    entries made instead of destroying it. If a team has several files, one of them is enough. Example: fraud"""
