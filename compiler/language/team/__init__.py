"""The team document: its head, and one module and one line for each section."""

from ..base.section import Section
from .access_keys import AccessKeySpec
from .accounts import AccountSpec
from .datasets import DatasetSpec
from .filters import FilterSpec
from .finding_tests import TestSpec
from .identities import IdentitySpec
from .services import ServiceSpec
from .suppressions import SuppressionSpec

SECTIONS: dict[str, type[Section]] = {
    "accounts": AccountSpec,
    "datasets": DatasetSpec,
    "access_keys": AccessKeySpec,
    "identities": IdentitySpec,
    "services": ServiceSpec,
    "filters": FilterSpec,
    "suppressions": SuppressionSpec,
    "tests": TestSpec,
}
