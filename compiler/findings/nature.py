"""What is odd about a finding whatever the filters are: a sample, a type that is retired, one that we do not know."""

from collections.abc import Iterator

from ..catalog.finding_types import all_types
from ..catalog.retired_types import RENAMED, SUCCESSORS
from ..catalog.severity import LEVELS
from ..meaning.evaluation import Finding, as_number


def level_of(severity: object) -> str | None:
    """``high`` for 8.7; None for what is no severity."""
    number = as_number(severity)
    whole = int(number) if number is not None else 0
    return next((level for level, numbers in LEVELS.items() if whole in numbers), None)


def is_sample(finding: Finding) -> bool:
    """Whether CreateSampleFindings made it (user guide, sample_findings: their titles begin with it)."""
    service, title = finding.get("service"), finding.get("title")
    info = service.get("additionalInfo") if isinstance(service, dict) else None
    return (isinstance(info, dict) and info.get("sample") is True) or str(title).startswith("[SAMPLE]")


def is_archived(finding: Finding) -> bool:
    """Whether GuardDuty has it as archived already."""
    service = finding.get("service")
    return isinstance(service, dict) and service.get("archived") is True


def status_of(finding: Finding) -> str:
    """``active``, ``retired``, ``custom-detection-rule``, or ``unknown`` to this version."""
    kind = all_types().get(finding["type"])
    return kind.status if kind else "unknown"


def successor_of(finding: Finding) -> str | None:
    """The type that GuardDuty creates today instead of a retired or renamed one."""
    return SUCCESSORS.get(finding["type"]) or RENAMED.get(finding["type"])


def oddities(finding: Finding) -> Iterator[str]:
    """In words."""
    successor, status = successor_of(finding), status_of(finding)
    if is_sample(finding):
        yield "a sample finding, not an activity"
    if successor or status == "retired":
        yield f"its type is retired{f'; today it is {successor}' if successor else ''}"
    elif status == "unknown":
        yield "its type is unknown to this version"
