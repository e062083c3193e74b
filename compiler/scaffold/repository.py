"""A company's repository: its files, by their path, and what is in each."""

import json
from collections.abc import Mapping

from ..schema import spec_schema
from ..version import version
from .answers import Answers
from .filling import filled
from .specs import organization_document, starter_spec

SPECS = "specs"
ORGANIZATION = f"{SPECS}/organization.yaml"
CODEOWNERS = "CODEOWNERS"  # where both GitHub and GitLab look for it


# The template of each file.
_SETTINGS = {
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".vscode/extensions.json": "vscode-extensions.json",
    ".vscode/settings.json": "vscode-settings.json",
    "README.md": "README.md",
    "cdktf.json": "cdktf.json",
    "requirements.txt": "requirements.txt",
}
_GITHUB = {
    ".github/workflows/guardduty.yaml": "github-guardduty.yaml",
    ".github/workflows/terraform.yaml": "github-terraform.yaml",
}
_GITLAB = {".gitlab-ci.yml": "gitlab-ci.yml"}
_PIPELINES = {"github": _GITHUB, "gitlab": _GITLAB, "both": _GITHUB | _GITLAB}


def settings_of(answers: Answers, pipeline: str) -> dict[str, str]:
    """The text of each file that is no spec. ``pipeline`` is whose it is: github, gitlab or both."""
    values = {"organization": answers.organization, "version": version()}
    templates = _SETTINGS | _PIPELINES[pipeline]
    return {
        **{path: filled(template, values) for path, template in templates.items()},
        f"{SPECS}/schema.json": f"{json.dumps(spec_schema(), indent=2)}\n",
    }


def specs_of(answers: Answers) -> Mapping[str, str]:
    """The text of each spec: the organization document first, then that of a first team."""
    return {
        ORGANIZATION: organization_document(answers),
        f"{SPECS}/{answers.team}.yaml": starter_spec(answers.team, answers.regions[0]),
    }
