"""Severity levels and their numbers.

Source: user guide, guardduty_filter-findings: the console turns a level into these whole numbers,
and findings have numbers with one decimal (1.0-3.9 Low, 4.0-6.9 Medium, 7.0-8.9 High, 9.0-10.0 Critical).
"""

LEVELS: dict[str, tuple[int, ...]] = {
    "low": (1, 2, 3),
    "medium": (4, 5, 6),
    "high": (7, 8),
    "critical": (9, 10),
}
LOWEST, *_, HIGHEST = LEVELS
