"""Findings are read in every form they come in; what is broken is reported with its place and skipped."""

import errno
import gzip
import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.findings import lines as reading_lines
from compiler.findings import read as reading
from compiler.findings.canonical import canonical
from compiler.findings.place import Place
from compiler.findings.read import Item, Skipped, read
from tests.samples import finding, lines


def pascal(data: Any) -> Any:
    """As the API answers: the names of the model."""
    if isinstance(data, list):
        return [pascal(item) for item in data]
    return {key[0].upper() + key[1:]: pascal(value) for key, value in data.items()} if isinstance(data, dict) else data


FORMS = {
    "one.json": json.dumps(finding(), indent=2).encode(),
    "one-line.json": lines(finding()),
    "list.json": json.dumps([finding()], indent=1).encode(),
    "answer.json": json.dumps({"Findings": [pascal(finding())]}, indent=1).encode(),
    "event.json": json.dumps({"detail-type": "GuardDuty Finding", "detail": finding()}, indent=1).encode(),
    "export.jsonl": lines(finding()) + b"\n",
    "export.jsonl.gz": gzip.compress(lines(finding())),
    "pretty.json.gz": gzip.compress(json.dumps(finding(), indent=2).encode()),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_the_same_finding(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FORMS[name])
    (item,) = read([str(tmp_path / name)])
    assert isinstance(item, Item)
    assert item.finding == finding()


def test_findings_are_read_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(lines(finding(), finding()))))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert [item.place for item in read(["-"])] == [Place("-", line=1), Place("-", line=2)]


def test_names_that_the_api_spells_differently_are_translated() -> None:
    answer = {
        "Type": "x",
        "Service": {
            "AdditionalInfo": {"Value": '{"threatListName": "feed"}', "Type": "default"},
            "Action": {"KubernetesApiCallAction": {"SourceIps": ["198.51.100.7"]}},
            "Detection": {"Sequence": {"Actors": [{"User": {"Account": {"Uid": "1", "Name": "prod"}}}]}},
        },
    }
    service = canonical(answer)["service"]
    assert service["additionalInfo"]["threatListName"] == "feed"
    assert service["action"]["kubernetesApiCallAction"]["sourceIPs"] == ["198.51.100.7"]
    assert service["detection"]["sequence"]["actors"][0]["user"]["account"]["account"] == "prod"


BROKEN = {
    "not JSON": b"{",
    "not a JSON object": b'"text"',
    "not a finding": b'{"severity": 8}',
    "an event": b'{"detail-type": "AWS API Call via CloudTrail", "detail": {}}',
    "recursion": b"[" * 100_000,
}


@pytest.mark.parametrize("reason", BROKEN)
def test_a_broken_line_is_reported_and_skipped(reason: str, tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(lines(finding()) + b"\n" + BROKEN[reason] + b"\n\n" + lines(finding()))
    first, broken, last = read([str(path)])
    assert isinstance(broken, Skipped)
    assert (broken.place, isinstance(first, Item), isinstance(last, Item)) == (Place(str(path), line=2), True, True)
    assert reason in broken.reason


def test_a_place_names_the_line_or_the_number_of_a_finding(tmp_path: Path) -> None:
    for name, content in (
        ("many.jsonl", lines(finding(), finding())),
        ("list.json", b"[\n{}, {}]"),
        ("one.json", b"{\n}"),
    ):
        (tmp_path / name).write_bytes(content)
    places = [str(item.place).removeprefix(f"{tmp_path}/") for item in read([str(tmp_path)])]
    assert places == ["list.json, finding 1", "list.json, finding 2", "many.jsonl:1", "many.jsonl:2", "one.json"]


def test_a_line_that_is_too_long_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST", 5_000)
    monkeypatch.setattr(reading_lines, "LONGEST", 5_000)
    path = tmp_path / "export.jsonl"
    path.write_bytes(lines(finding(title="x" * 20_000), finding()))
    assert [type(item) for item in read([str(path)])] == [Skipped, Item]
    path = tmp_path / "document.json"
    path.write_bytes(json.dumps(finding(title="x" * 20_000), indent=1).encode())
    assert [type(item) for item in read([str(path)])] == [Skipped]


def packed(line: bytes, times: int) -> bytes:
    return gzip.compress(line * times)


@pytest.mark.parametrize(
    ("content", "items", "reason"),
    [
        (packed(b"\n", 100_000_000), 1, "unpacks to more than 250 times its size"),
        (packed(b" \r\n", 20_000_000), 1, "unpacks to more than 250 times its size"),
        (packed(b"x", 50_000_000), 1, "unpacks to more than 250 times its size"),
        (packed(b"x\n", 10_000_000), 1_001, "hardly anything in this file is a finding"),
        (packed(b"{}\n\n", 10_000_000), 1_001, "hardly anything in this file is a finding"),
        (packed(b'{"detail-type": "Health"}\n', 1_000_000), 100_001, "hardly anything in this file is a finding"),
    ],
)
def test_a_small_archive_of_nothing_is_left_soon_and_reported(
    content: bytes, items: int, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "export.jsonl.gz").write_bytes(content)
    start = time.process_time()
    *_, last = read_items = list(read([str(tmp_path)]))
    assert time.process_time() - start < 5
    assert isinstance(last, Skipped)
    assert (len(read_items), reason in last.reason) == (items, True)


def test_findings_between_many_other_events_are_all_read(tmp_path: Path) -> None:
    other = b'{"detail-type": "AWS API Call via CloudTrail", "detail": {}}\n' * 500
    (tmp_path / "archive.jsonl").write_bytes((lines(finding()) + b"\n" + other) * 200)
    assert sum(isinstance(item, Item) for item in read([str(tmp_path)])) == 200


@given(st.lists(st.sampled_from([b"", b" ", b"\t\r", lines(finding()), b"  " + lines(finding()) + b"\r"]), max_size=30))
def test_blank_lines_count_as_lines_and_hold_nothing(several: list[bytes]) -> None:
    file: io.BufferedReader = io.BufferedReader(io.BytesIO(b"\n".join(several)), 7)
    numbers = [number for number, line in enumerate(several, start=1) if line.strip()]
    items = [item for item in reading._read_stream("x.jsonl", file) if isinstance(item, Item)]
    assert [item.place.line for item in items] == numbers


def test_what_is_not_read_of_a_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "export" / "day").mkdir(parents=True)
    (tmp_path / "export" / "day" / "a.json").write_bytes(lines(finding()))
    (tmp_path / "export" / "gone.json").symlink_to("nowhere")
    (tmp_path / "export" / "linked").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "export" / "pipe.json")
    first, *rest = read([str(tmp_path / "export")])
    assert isinstance(first, Item)
    assert [str(item.place).removeprefix(f"{tmp_path}/export/") for item in rest] == [
        "gone.json",
        "linked",
        "pipe.json",
    ]
    assert [item.reason for item in rest if isinstance(item, Skipped)] == [
        "cannot be read: No such file or directory",
        "a link to a folder, which is not followed",
        "not a regular file",
    ]


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(path: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", scandir)
    (item,) = read([str(tmp_path)])
    assert item == Skipped(Place(tmp_path.as_posix()), "cannot be read: Permission denied")


@pytest.mark.parametrize("content", [b"\x1f\x8b\x08\x00broken", gzip.compress(lines(finding()))[:-10], b"plain"])
def test_a_broken_archive_is_reported(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "export.jsonl.gz").write_bytes(content)
    *_, last = read([str(tmp_path)])
    assert isinstance(last, Skipped)
    assert "cannot be read" in last.reason


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    found = reading._read_stream("some.json", io.BufferedReader(io.BytesIO(data)))
    assert all(isinstance(item, Item | Skipped) for item in found)
