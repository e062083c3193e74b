"""A GuardDuty for Terraform, as far as detectors and filters go, with the ranks of the real one.

Requests and answers are those of the API model (botocore, guardduty/2017-11-28). Ranks are as people report them
(terraform-provider-aws#49127 and #34470): creating a filter at a rank that would leave a gap is refused, and a filter
that is created or deleted moves those behind it.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

DETECTOR = "12abc34d567e8fa901bc2d34e56789f0"
_DETECTOR = {
    "createdAt": "2026-01-01T00:00:00Z",
    "serviceRole": "arn:aws:iam::999988887777:role/AWSServiceRoleForAmazonGuardDuty",
    "status": "ENABLED",
    "features": [],
    "tags": {},
}
_FILTER = re.compile(rf"/detector/{DETECTOR}/filter/([^/]+)")
Answer = tuple[int, dict[str, Any]]


class FakeGuardDuty:
    """One account and Region. ``filters`` are in the order of their ranks; ``refused`` cannot be created."""

    def __init__(self) -> None:
        self.detector: dict[str, Any] | None = None
        self.filters: list[dict[str, Any]] = []
        self.refused: set[str] = set()
        self.url = ""
        self._lock = Lock()

    @property
    def names(self) -> list[str]:
        return [each["name"] for each in self.filters]

    def answer(self, method: str, path: str, body: dict[str, Any]) -> Answer:
        with self._lock:
            if path.startswith("/tags/"):
                return 200, {"tags": {}}
            if path in ("/detector", f"/detector/{DETECTOR}"):
                return self._detector(method, body)
            if path == f"/detector/{DETECTOR}/filter" and method == "POST":
                return self._create(body)
            match = _FILTER.fullmatch(path)
            return self._filter(method, match[1], body) if match else _error(f"{method} {path} is not known here")

    def _detector(self, method: str, body: dict[str, Any]) -> Answer:
        if method == "POST":
            frequency = body.get("findingPublishingFrequency", "SIX_HOURS")
            self.detector = {**_DETECTOR, "findingPublishingFrequency": frequency, "tags": body.get("tags", {})}
            return 200, {"detectorId": DETECTOR}
        return (200, self.detector) if self.detector else _error("The detectorId is not owned by the current account.")

    def _create(self, body: dict[str, Any]) -> Answer:
        rank = body["rank"]
        if body.get("clientToken") in {each.get("clientToken") for each in self.filters} - {None}:
            return 200, {"name": body["name"]}  # the same request again, after an answer that got lost
        if body["name"] in {*self.names, *self.refused}:
            return _error("The request is rejected because a filter with the given name cannot be created.")
        if not 1 <= rank <= len(self.filters) + 1:
            return _error("The request is rejected because the parameter rank is out-of-bounds.")
        self.filters.insert(rank - 1, body)
        return 200, {"name": body["name"]}

    def _filter(self, method: str, name: str, body: dict[str, Any]) -> Answer:
        if name not in self.names:
            return _error("The request is rejected since no such resource found.")
        index = self.names.index(name)
        if method == "DELETE":
            del self.filters[index]
            return 200, {}
        if method == "POST":
            changed = {**self.filters.pop(index), **body}
            self.filters.insert(body.get("rank", index + 1) - 1, changed)
            return 200, {"name": name}
        return 200, {**self.filters[index], "rank": index + 1}


def _error(message: str) -> Answer:
    return 400, {"__type": "InvalidInputException", "message": message}


@contextmanager
def fake_guardduty() -> Iterator[FakeGuardDuty]:
    """Answers at ``url`` within the block."""
    fake = FakeGuardDuty()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # an answer in one piece: in two, some get lost, and the request is made again

        def handle_any(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
            status, data = fake.answer(self.command, self.path, body)
            content = json.dumps(data).encode()
            self.send_response(status)
            if status != 200:
                self.send_header("X-Amzn-ErrorType", "BadRequestException")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_DELETE = handle_any  # noqa: N815 the names that http.server looks for

        def log_message(self, *_: object) -> None:
            """Nothing: the tests print what matters."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
