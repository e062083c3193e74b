"""The team document: its head, and one module and one line for each section."""

from ..base.section import Section
from .access_keys import AccessKeySpec
from .accounts import AccountSpec
from .backups import BackupSpec
from .databases import DatabaseSpec
from .datasets import DatasetSpec
from .filters import FilterSpec
from .finding_tests import TestSpec
from .identities import IdentitySpec
from .images import ImageSpec
from .models import ModelSpec
from .secrets import SecretSpec
from .services import ServiceSpec
from .suppressions import SuppressionSpec
from .workloads import WorkloadSpec

SECTIONS: dict[str, type[Section]] = {
    "accounts": AccountSpec,
    "datasets": DatasetSpec,
    "access_keys": AccessKeySpec,
    "identities": IdentitySpec,
    "workloads": WorkloadSpec,
    "databases": DatabaseSpec,
    "models": ModelSpec,
    "backups": BackupSpec,
    "images": ImageSpec,
    "secrets": SecretSpec,
    "services": ServiceSpec,
    "filters": FilterSpec,
    "suppressions": SuppressionSpec,
    "tests": TestSpec,
}
