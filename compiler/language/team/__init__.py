"""The team document: its head, and one module and one line for each section."""

from compiler.language.base.section import Section
from compiler.language.team.access_keys import AccessKeySpec
from compiler.language.team.accounts import AccountSpec
from compiler.language.team.datasets import DatasetSpec
from compiler.language.team.filters import FilterSpec
from compiler.language.team.finding_tests import TestSpec
from compiler.language.team.services import ServiceSpec
from compiler.language.team.suppressions import SuppressionSpec

SECTIONS: dict[str, type[Section]] = {
    "accounts": AccountSpec,
    "datasets": DatasetSpec,
    "access_keys": AccessKeySpec,
    "services": ServiceSpec,
    "filters": FilterSpec,
    "suppressions": SuppressionSpec,
    "tests": TestSpec,
}
