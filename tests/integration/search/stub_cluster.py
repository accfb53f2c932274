"""Something that listens where a cluster should be, and answers as badly as a test wants."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["StubCluster", "stub_cluster"]


class StubCluster:
    """Its address, how it answers, and what it was asked. A ``body`` that can be called gets each path and body."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.status = 200
        self.body: Any = {}
        self.delay = 0.0
        self.closing = threading.Event()
        self.requests: list[tuple[str, str]] = []
        self.credentials: list[str] = []


@contextmanager
def stub_cluster() -> Iterator[StubCluster]:
    """A server for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            stub.requests.append((self.command, self.path))
            stub.credentials.append(self.headers.get("Authorization", ""))
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            stub.closing.wait(stub.delay)
            answer = stub.body(self.path, sent) if callable(stub.body) else stub.body
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(stub.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

        def handle(self) -> None:
            # Whoever asked may have gone by the time that the answer is ready.
            try:
                super().handle()
            except OSError:
                self.close_connection = True

    for method in ("GET", "POST", "PUT", "HEAD", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.answer)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub = StubCluster(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
