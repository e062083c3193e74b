"""Lists of IP addresses: where they can be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ORGANIZATION, problems_of

DOCUMENTED = [
    "https://s3.amazonaws.com/bucket.name/file.txt",
    "https://s3-eu-west-1.amazonaws.com/bucket.name/file.txt",
    "http://bucket.s3.amazonaws.com/file.txt",
    "http://bucket.s3-eu-west-1.amazonaws.com/file.txt",
    "s3://bucket.name/file.txt",
]
ALSO_USED = [
    "https://bucket.s3.eu-west-1.amazonaws.com/file.txt",
    "https://s3.cn-north-1.amazonaws.com.cn/bucket/file.txt",
    "http://bucket.s3.cn-northwest-1.amazonaws.com.cn/file.txt",
    "https://s3.eusc-de-east-1.amazonaws.eu/bucket/file.txt",
    f"s3://bucket/{'k' * 288}",
]
NO_LOCATION = [
    "http://s3.amazonaws.com/bucket/file.txt",
    "https://bucket.s3.amazonaws.com.example.com/file.txt",
    "https://bucket.s3.amazonaws.cn/file.txt",
    "https://example.com/bucket/file.txt",
    "s3://bucket",
    f"s3://bucket/{'k' * 289}",  # 301 characters
]


def codes_of(lists: str, specs: Callable[..., Path]) -> list[str]:
    return [problem.code for problem in problems_of(specs(f"{ORGANIZATION}lists: {lists}\n"))]


@pytest.mark.parametrize("location", [*DOCUMENTED, *ALSO_USED])
def test_a_location_of_a_form_that_guardduty_reads_is_accepted(location: str, specs: Callable[..., Path]) -> None:
    assert not codes_of(f'{{trusted_ips: {{location: "{location}", format: txt}}}}', specs)


@pytest.mark.parametrize("location", NO_LOCATION)
def test_any_other_location_is_refused(location: str, specs: Callable[..., Path]) -> None:
    assert codes_of(f'{{trusted_ips: {{location: "{location}", format: txt}}}}', specs) == ["invalid-location"]
