"""The smallest spec that shows a problem, by its code: printed in the documentation, compiled by a test.

Here are those of problems that reading, checking an entry or packing finds; a check of the whole
company has its example in its own docstring.
"""

from pathlib import Path

_FOLDER = Path(__file__).with_name("examples")

ORGANIZATION = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: invitation}
regions: [us-east-1]
"""

WITHOUT_EXAMPLE = {
    "no-specs": "A specs folder without a .yaml or .yml file that has a document in it.",
    "unreadable-file": "A file that is not UTF-8, larger than 5 MB, or a link out of the specs folder.",
    "no-organization": "Team documents, and no organization document beside them.",
    "failed-test": "A test that expects something else of a finding than what happens to it. Only `test` reports it.",
    "too-many-entries": "More than 2,000 addresses and ranges in the trusted list, or 250,000 in a threat list.",
    "few-filters-left": "90 to 100 filters in one Region.",
    "merged-to-fit": "More than 100 filters or 300 rules in one Region, and no `filters.pack`.",
    "too-many-filters": "More than 100 filters in one Region, also after similar ones are merged.",
    "too-many-log-groups": "Routes to so many log groups that their resource policy has over 5,120 characters.",
    "too-many-rules": "More than 300 rules for the routes of one Region, or more than 30 with wildcards.",
}
"""Problems that no small text shows, each with what it takes."""


def example(code: str) -> str | None:
    """The documents that show a problem, separated by ``---``; None where this room has none for the code."""
    path = _FOLDER / f"{code}.yaml"
    return path.read_text("utf-8") if path.is_file() else None


def files(text: str) -> dict[str, str]:
    """An example as the files of a specs folder, by name: with an organization document where it has none."""
    has_organization = any(line.startswith("organization:") for line in text.splitlines())
    return {"example.yaml": text} | ({} if has_organization else {"organization.yaml": ORGANIZATION})
