"""Lists of IP addresses: where they can be, and what is uploaded."""

import os
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.language.base.addresses import address_fault, range_of
from compiler.link.list_files import MAX_PROBLEMS
from compiler.model.address import Ref
from compiler.model.resources.guardduty import ThreatIntelSet
from compiler.model.resources.lists import ListFile
from compiler.plan import names
from tests.conftest import ORGANIZATION, compile_folder, problems_of

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


def with_file(specs: Callable[..., Path], text: bytes | None = None, kind: str = "threats") -> Path:
    """The organization with a list that is kept in lists/feed.txt."""
    named = {
        "threats": "threats: [{name: feed, file: lists/feed.txt}]",
        "trusted": "trusted_ips: {file: lists/feed.txt}",
    }
    folder = specs(f"{ORGANIZATION}lists:\n  bucket: acme-lists\n  {named[kind]}\n")
    (folder / "lists").mkdir()
    if text is not None:
        (folder / "lists" / "feed.txt").write_bytes(text)
    return folder


def uploaded(folder: Path) -> ListFile:
    (stack,) = compile_folder(folder).stacks
    (file,) = stack.of(ListFile)
    return file.body


def test_the_order_of_lines_and_comments_change_nothing(specs: Callable[..., Path]) -> None:
    folder = with_file(specs, b"\xef\xbb\xbf192.0.2.9 # a\r\n\r\n#b\n 192.0.2.10\n192.0.2.0/29")
    first = uploaded(folder)
    assert first.content == "192.0.2.0/29\n192.0.2.9\n192.0.2.10\n"
    (folder / "lists" / "feed.txt").write_text("192.0.2.10\n192.0.2.9\n192.0.2.0/29\n")
    assert uploaded(folder) == first


def test_another_entry_is_another_file_and_recreates_the_list(specs: Callable[..., Path]) -> None:
    folder = with_file(specs, b"192.0.2.9\n")
    first = uploaded(folder)
    (folder / "lists" / "feed.txt").write_text("192.0.2.9\n192.0.2.10\n")
    assert uploaded(folder).key != first.key
    (stack,) = compile_folder(folder).stacks
    (list_,) = stack.of(ThreatIntelSet)
    assert list_.body.file == Ref(names.list_file("feed"), "key")
    assert list_.body.location == f"s3://acme-lists/{uploaded(folder).key}"


@pytest.mark.parametrize(("kind", "limit"), [("trusted", 2_000), ("threats", 250_000)])
def test_a_list_has_at_most_what_guardduty_takes(kind: str, limit: int, specs: Callable[..., Path]) -> None:
    lines = [f"198.{18 + n // 65536}.{n // 256 % 256}.{n % 256}" for n in range(limit + 1)]
    folder = with_file(specs, "\n".join(lines[:limit]).encode(), kind)
    assert not problems_of(folder)
    (folder / "lists" / "feed.txt").write_text("\n".join(lines))
    assert [problem.code for problem in problems_of(folder)] == ["too-many-entries"]


def test_many_bad_lines_are_one_mistake(specs: Callable[..., Path]) -> None:
    assert len(problems_of(with_file(specs, b"x\n" * 100_000))) == MAX_PROBLEMS


@pytest.mark.parametrize("part", ["lists", "lists/feed.txt"])
def test_no_link_is_followed(part: str, specs: Callable[..., Path], tmp_path: Path) -> None:
    folder = with_file(specs, b"192.0.2.1\n")
    outside = tmp_path / "outside"
    (folder / part).rename(outside)
    (folder / part).symlink_to(outside)
    problems = problems_of(folder)
    assert {problem.code for problem in problems} == {"unreadable-file"}
    assert any(problem.span.source.name == "organization.yaml" for problem in problems)


@pytest.mark.parametrize("text", [b"192.0.2.1\xff", b"192.0.2.1\n" * 500_001])
def test_what_no_spec_may_be_no_list_may_be(text: bytes, specs: Callable[..., Path]) -> None:
    assert [problem.code for problem in problems_of(with_file(specs, text))] == ["unreadable-file"]


def test_a_pipe_is_not_waited_for(specs: Callable[..., Path]) -> None:
    folder = with_file(specs)
    os.mkfifo(folder / "lists" / "feed.txt")
    assert [problem.code for problem in problems_of(folder)] == ["unreadable-file"]


octets = st.tuples(*[st.integers(0, 255)] * 4)


@given(octets, st.integers(0, 33))
def test_a_range_is_read_as_the_standard_library_reads_it(octets: tuple[int, ...], bits: int) -> None:
    text = f"{'.'.join(map(str, octets))}/{bits}"
    try:
        network = ip_network(text)
    except ValueError:
        assert address_fault(text) is not None
        return
    parsed = range_of(text)
    assert parsed == (int(network.network_address), bits)
    assert str(parsed) == (text if bits < 32 else text.removesuffix("/32"))
