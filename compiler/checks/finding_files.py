"""Finding files: the files of findings that tests name."""

import os.path
from collections.abc import Iterator
from posixpath import dirname, join

from ..diagnostics import Diagnostic
from ..language.team.finding_tests import TestSpec
from .company import Company


def existing(company: Company) -> Iterator[Diagnostic]:
    """The file of a test exists. Only `watchspec test` opens it, and there the test fails; hence a warning.

    Example::

        team: fraud
        access_keys:
          - {name: trainer, id: AKIAIOSFODNN7EXAMPLE, account: administrator}
        tests:
          - {finding: findings/stolen-key.json, matches: [fraud.trainer]}
    """
    for test in company.of(TestSpec):
        path = join(dirname(test.entry.document.source.path), test.spec.finding)
        if not os.path.isfile(path):  # noqa: PTH113 for a name that is too long, Path.is_file raises
            message = f"there is no file {path}, so this test fails"
            help_ = "add the file, or correct the path: it starts in the folder of this spec file"
            yield Diagnostic("missing-finding", message, test.span("finding"), help_)
