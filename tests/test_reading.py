"""Findings are read in every form they come in; what is broken is reported with its place and skipped."""

import codecs
import errno
import gzip
import io
import json
import os
import sys
import threading
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.catalog.finding_types import all_types
from compiler.findings import documents as reading_documents
from compiler.findings import lines as reading_lines
from compiler.findings import read as reading
from compiler.findings.canonical import canonical
from compiler.findings.patience import Patience
from compiler.findings.place import Place
from compiler.findings.read import Item, Skipped, read
from compiler.findings.verdict import Judge
from tests.conftest import EXAMPLE, program_of
from tests.samples import finding, lines
from tests.shapes import ENVELOPES, FILES, FINDING_ARN, NO_FINDINGS, event, pascal
from tests.work import calls

ENVELOPE, FILE = st.sampled_from(sorted(ENVELOPES)), st.sampled_from(sorted(FILES))


def read_back(folder: Path, name: str, content: bytes) -> list[Item | Skipped]:
    (folder / name).write_bytes(content)
    return list(read([str(folder / name)]))


@pytest.mark.parametrize("envelope", ENVELOPES)
@pytest.mark.parametrize("form", [lambda data: data, pascal, event], ids=["export", "answer", "event"])
def test_every_shape_is_the_same_finding(envelope: str, form: Callable[[Any], Any], tmp_path: Path) -> None:
    shape = ENVELOPES[envelope](form(finding()))
    (item,) = (item for item in read_back(tmp_path, "x.json", lines(shape)) if isinstance(item, Item))
    assert item.finding == finding()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_kind_of_file_has_the_same_findings(name: str, number: int, tmp_path: Path) -> None:
    several = [finding(id=str(n)) for n in range(number)]
    items = read_back(tmp_path, name, FILES[name](several))
    assert [item.finding for item in items if isinstance(item, Item)] == several
    assert len({item.place for item in items}) == len(items) == number


JUDGE = Judge(program_of(EXAMPLE))
TEXTS = st.text(max_size=20) | st.sampled_from(['{"type": "Recon:EC2/Portscan", "severity": 1}', "[", '"', "\\", "\n{"])
CHANGES = st.fixed_dictionaries(
    {"severity": st.sampled_from([1, 2, 4.5, 8.7, "8", None]), "type": st.sampled_from(sorted(all_types()))},
    optional={"description": TEXTS, "id": TEXTS, "accountId": st.sampled_from(["210987654321", "345678901234"])},
)


@given(CHANGES, st.lists(ENVELOPE, max_size=2), FILE)
def test_a_finding_has_the_same_verdict_in_any_wrapping(
    changes: dict[str, Any], envelopes: list[str], name: str
) -> None:
    document = sample = finding(**changes)
    for envelope in envelopes:
        document = ENVELOPES[envelope](document)
    with TemporaryDirectory() as folder:
        found = [
            item.finding for item in read_back(Path(folder), name, FILES[name]([document])) if isinstance(item, Item)
        ]
    assert [JUDGE.verdict(one) for one in found] == [JUDGE.verdict(sample)]
    assert found == [sample]


@pytest.mark.parametrize("name", NO_FINDINGS)
@pytest.mark.parametrize("file", ["x.json", "x.jsonl"])
def test_what_is_no_finding_is_said_to_be_none(name: str, file: str, tmp_path: Path) -> None:
    document, reason = NO_FINDINGS[name]
    (item,) = read_back(tmp_path, file, lines(document))
    assert isinstance(item, Skipped)
    assert reason in item.reason


@pytest.mark.parametrize("name", NO_FINDINGS)
def test_what_is_no_finding_does_not_hide_one_beside_it(name: str, tmp_path: Path) -> None:
    items = read_back(tmp_path, "x.jsonl", lines(finding(), NO_FINDINGS[name][0], finding()))
    assert [type(item) for item in items] == [Item, Skipped, Item]


REGION_ELSEWHERE = {
    "in the ARN": {**finding(region=None), "arn": FINDING_ARN},
    "in the event": {**event(finding(region=None)), "region": "eu-west-1"},
    "in the message": {"Records": [{"body": json.dumps(finding(region=None)), "awsRegion": "eu-west-1"}]},
    "nearest": {"region": "us-east-1", "detail": {"region": "eu-west-1", "detail": finding(region=None)}},
    "in both": {**event(finding(region="eu-west-1")), "region": "us-east-1"},
}


@pytest.mark.parametrize("name", REGION_ELSEWHERE)
def test_a_region_that_is_not_in_the_finding_counts(name: str, tmp_path: Path) -> None:
    (item,) = read_back(tmp_path, "x.jsonl", lines(REGION_ELSEWHERE[name]))
    assert isinstance(item, Item)
    assert item.finding["region"] == "eu-west-1"


def test_nothing_in_a_finding_is_taken_for_another(tmp_path: Path) -> None:
    """Whoever attacks writes some of its texts, such as the name of a user."""
    other = json.dumps(finding(id="other", severity=1))
    claimed = finding(description=other, resource={"accessKeyDetails": {"userName": other, "userIdentity": finding()}})
    for envelope in ENVELOPES.values():
        items = read_back(tmp_path, "x.json", lines(envelope(claimed)))
        assert [item.finding for item in items if isinstance(item, Item)] == [claimed]


def nested(document: Any, levels: int) -> Any:
    for _ in range(levels):
        document = {"Message": json.dumps(document)}
    return document


@pytest.mark.parametrize(
    "document",
    [nested(finding(), 12), [[[[[[[[[[[[[finding()]]]]]]]]]]]]], {"Findings": [{"x": [{"y": []}] * 1_000}] * 100}],
    ids=["texts in texts", "lists in lists", "wide"],
)
def test_what_is_hidden_deep_is_not_searched_without_end(document: Any, tmp_path: Path) -> None:
    items = read_back(tmp_path, "x.json", lines(document))
    assert all(isinstance(item, Skipped) for item in items)
    assert items


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "texts in texts": lambda n: lines(*[nested(finding(), 12)] * n),
    "wide": lambda n: lines({"Findings": [{"x": [{"y": []}] * 10}] * n}),
    "many members": lambda n: lines({f"a{number}": finding(id=str(number)) for number in range(n)}),
    "the same member": lambda n: lines({f"a{number}": finding() for number in range(n)}),
    "documents on one line": lambda n: lines(*[finding()] * n).replace(b"\n", b""),
    "documents on many lines": lambda n: json.dumps(finding(), indent=1).encode() * n,
    "brackets in a log": lambda n: b"2026-11-26T14:00:00Z " + b"[" * n + b"\n" + lines(finding()) * n,
    "blank lines": lambda n: (b" \n" * 50 + lines(finding())) * n,
    "ids": lambda n: lines({"FindingIds": ["0" * 32] * n}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_reading_is_work_in_proportion_to_the_file(name: str, tmp_path: Path) -> None:
    """Work is counted in calls of functions: four times as much of a file is at most about four times the work."""

    def work(size: int) -> int:
        (tmp_path / "x.json").write_bytes(HOSTILE[name](size))
        return calls(lambda: list(read([str(tmp_path / "x.json")])))

    work(50)  # fills the caches of the catalog
    assert work(800) < 4.5 * work(200)


def test_large_documents_one_after_another_are_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (reading, reading_lines, reading_documents):
        monkeypatch.setattr(module, "LONGEST", 5_000)
    monkeypatch.setattr(reading_documents, "_STEP", 1_000)
    several = [finding(id=str(n)) for n in range(20)]
    items = read_back(
        tmp_path, "firehose", b"".join(json.dumps(one, indent=n).encode() for n, one in enumerate(several))
    )
    assert [item.finding for item in items if isinstance(item, Item)] == several
    last = read_back(tmp_path, "firehose", lines(*several, {"x": "x" * 9_000}).replace(b"\n", b""))[-1]
    assert (last.place.number, isinstance(last, Skipped) and last.reason) == (21, "longer than 0 MB")


def test_the_next_document_is_found_whatever_numbers_there_are(tmp_path: Path) -> None:
    odd = '{"x": [%s, 1e999, NaN, 0.1]}' % ("1" * 5_000)
    items = read_back(tmp_path, "firehose", odd.encode() + lines(finding()) + odd.encode())
    assert [type(item) for item in items] == [Skipped, Item, Skipped]


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "/dev/full"])
def test_a_device_is_not_read(name: str) -> None:
    assert list(read([name])) == [Skipped(Place(name), "neither a file nor a pipe")]


class Endless(io.RawIOBase):
    """A pipe that writes the same for ever, after a beginning. ``size`` is what was read of it."""

    def __init__(self, start: bytes, again: bytes) -> None:
        self.ahead, self.again, self.size = start, again, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self.ahead) < len(buffer):
            self.ahead += self.again * 1_000
        size = len(buffer)
        buffer[:], self.ahead = self.ahead[:size], self.ahead[size:]
        self.size += size
        return size


def buffered(pipe: io.RawIOBase) -> io.BufferedReader:
    return io.BufferedReader(pipe)


ENDLESS = {
    "blank lines": (b"", b"\n"),
    "blank lines after a finding": (lines(finding()), b"\n"),
    "blank lines in UTF-16": (codecs.BOM_UTF16_LE, b"\n\0"),
    "spaces": (b"", b" "),
    "zeros": (b"", b"\0"),
    "one line": (b"", b"x"),
    "lists in lists": (b"", b"["),
    "a list on every line": (b"", b"[\n"),
    "mappings in mappings": (b"", b'{"a":'),
    "one text": (b'{"a": "', b"x"),
    "blanks in a document": (b"{\n", b"\n"),
    "blanks after a document": (b"{\n}", b"\n"),
    "empty answers": (b"", b'{"Findings": []}\n'),
    "empty answers on no line": (b"{\n}", b'{"Findings": []}'),
    "empty lists": (b"", b"[]\n"),
    "long lines": (b"", b"x" * 6_000 + b"\n"),
    "long events": (b"", b'{"detail-type": "Health", "x": "' + b"x" * 2_000 + b'"}\n'),
    "events": (b"", b'{"detail-type": "Health"}\n'),
    "no findings": (b"", b"{}\n"),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_pipe_that_never_ends_is_left_and_reported(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    most = 400_000
    monkeypatch.setattr("compiler.findings.patience._BYTES", most)
    for module in (reading, reading_lines, reading_documents):
        monkeypatch.setattr(module, "LONGEST", 5_000)
    pipe = Endless(*ENDLESS[name])
    *items, last = reading._read_text("-", buffered(pipe))
    assert isinstance(last, Skipped)
    assert pipe.size < 2 * most + 3 * 2**16  # UTF-16 has two bytes for one of the text
    assert [item.place.line for item in items if isinstance(item, Item)] == [1] * ("finding" in name.split())


def test_a_pipe_of_findings_is_read_for_as_long_as_it_has_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compiler.findings.patience._BYTES", 100_000)
    pipe = buffered(Endless(b"", lines(finding()) + b"\n" * 1_000))
    assert all(isinstance(item, Item) for item in islice(reading._read_text("-", pipe), 1_000))


def test_a_pipe_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=[gzip.compress(lines(finding()))])
    writer.start()
    (item,) = read([str(tmp_path / "pipe")])
    writer.join()
    assert isinstance(item, Item)


def test_findings_are_read_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(lines(finding(), finding()))))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert [item.place for item in read(["-"])] == [Place("-", line=1), Place("-", line=2)]


def test_names_that_the_api_spells_differently_are_translated() -> None:
    answer = {
        "Type": "Recon:EC2/Portscan",
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
    for module in (reading, reading_lines, reading_documents):
        monkeypatch.setattr(module, "LONGEST", 5_000)
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
    *_, last = read_items = list(read([str(tmp_path)]))
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
    items = [item for item in reading._read_stream("x.jsonl", file, Patience()) if isinstance(item, Item)]
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


@pytest.mark.parametrize("content", [b"\x1f\x8b\x08\x00broken", gzip.compress(lines(finding()))[:-10]])
def test_a_broken_archive_is_reported(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "export.jsonl.gz").write_bytes(content)
    *_, last = read([str(tmp_path)])
    assert isinstance(last, Skipped)
    assert "cannot be read" in last.reason


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    found = reading._read_stream("some.json", io.BufferedReader(io.BytesIO(data)), Patience())
    assert all(isinstance(item, Item | Skipped) for item in found)
