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


class TeamSpec(Spec):
    """A team document: what the team owns and what must be watched. A team may spread over several files."""

    team: Name
    """The team's name; the name of each of its filters starts with it. Example: fraud-detection"""
    owner: NonEmptyTagValue | None = None
    """Who is responsible for the team's specs; a tag of its filters. If a team has several files, one of them is
    enough. If omitted, there is no such tag. Example: fraud-ml@example.com"""
    was: Was = ()
    """The team's former name, or several, the oldest first. After a rename, Terraform then moves what the team's
    entries made instead of destroying it. If a team has several files, one of them is enough. Example: fraud"""
