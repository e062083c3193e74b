"""The specs that a company starts with: valid as they are, with a commented example of what else there is."""

from ..version import version
from .answers import Answers
from .filling import comment_unless, filled, scalar


def organization_document(answers: Answers) -> str:
    """The text of the organization document; what was not answered is in it as a comment."""
    values = {
        "organization": scalar(answers.organization),
        "version": version(),
        "administrator": answers.administrator,
        "partition": answers.partition,
        "regions": ", ".join(answers.regions),
        "region": answers.regions[0],
        "for_organization": comment_unless(answers.membership == "organization"),
        "for_invitation": comment_unless(answers.membership == "invitation"),
        "with_bucket": comment_unless(answers.state_bucket is not None),
        "without_bucket": comment_unless(answers.state_bucket is None),
        "bucket": answers.state_bucket or "example-tfstate",
        "with_owner": comment_unless(answers.owner is not None),
        "owner": answers.owner or "@example/security",
    }
    return filled("organization.yaml", values)


def starter_spec(team: str, region: str) -> str:
    """The text of a new team's spec; ``region`` is the Region of its examples."""
    return filled("team.yaml", {"team": team, "team_scalar": scalar(team), "region": region})
