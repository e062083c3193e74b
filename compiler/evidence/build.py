"""Report -> files, by name. The statement is about all others."""

from . import cyclonedx
from .oscal import oscal
from .page import page
from .report import Report
from .statement import FILE, statement
from .tables import tables

PAGE = "evidence.html"
OPTIONAL = frozenset(("monthly.csv", "archived.csv", "unseen.csv"))
"""Files that only a report with findings has."""


def build(report: Report) -> dict[str, str]:
    """The same report gives the same bytes."""
    files = {PAGE: page(report), **tables(report), **oscal(report), cyclonedx.FILE: cyclonedx.cyclonedx(report)}
    return {**files, FILE: statement(report.basis, report.facts.organization, files)}
