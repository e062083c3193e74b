"""The spec language: one module a section, one line a section here."""

from compiler.language.access_keys import AccessKeySpec
from compiler.language.accounts import AccountSpec
from compiler.language.datasets import DatasetSpec
from compiler.language.filters import FilterSpec
from compiler.language.section import Section
from compiler.language.services import ServiceSpec
from compiler.language.suppressions import SuppressionSpec
from compiler.language.tests import TestSpec

SECTIONS: dict[str, type[Section]] = {
    "accounts": AccountSpec,
    "datasets": DatasetSpec,
    "access_keys": AccessKeySpec,
    "services": ServiceSpec,
    "filters": FilterSpec,
    "suppressions": SuppressionSpec,
    "tests": TestSpec,
}
