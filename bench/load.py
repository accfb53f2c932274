"""A bounded load over keep-alive connections to a server on this machine, cheap enough not to disturb it."""

import socket
from dataclasses import dataclass

__all__ = ["Answer", "Client", "fetch"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One response: status code, header block (lower case) and body, as they came over the wire."""

    status: int
    headers: bytes
    body: bytes

    @property
    def wire_bytes(self) -> int:
        """Size on the wire: headers, the blank line and the body."""
        return len(self.headers) + 4 + len(self.body)


class _Connection:
    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = bytearray()

    def send(self, request: bytes) -> None:
        self._socket.sendall(request)

    def receive(self) -> Answer:
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            self._fill()
        head = bytes(self._buffer[:end])
        headers = head.lower()
        del self._buffer[: end + 4]
        if b"transfer-encoding: chunked" in headers:
            body = self._chunks()
        else:
            length = int(headers.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
            body = self._take(length)
        return Answer(int(head[9:12]), headers, body)

    def _chunks(self) -> bytes:
        parts = []
        while True:
            while (end := self._buffer.find(b"\r\n")) < 0:
                self._fill()
            size = int(self._buffer[:end], 16)
            del self._buffer[: end + 2]
            parts.append(self._take(size))
            self._take(2)
            if size == 0:
                return b"".join(parts)

    def _take(self, length: int) -> bytes:
        while len(self._buffer) < length:
            self._fill()
        body = bytes(self._buffer[:length])
        del self._buffer[:length]
        return body

    def _fill(self) -> None:
        received = self._socket.recv(262_144)
        if not received:
            raise ConnectionError("The server closed the connection.")
        self._buffer += received

    def close(self) -> None:
        self._socket.close()


class Client:
    """Asks one server for one path at a time, over a few connections that stay open."""

    def __init__(self, port: int, *, connections: int = 4) -> None:
        self._port = port
        self._connections = [_Connection(port) for _ in range(connections)]

    def get(self, path: str, count: int, headers: str = "Accept-Encoding: br\r\n") -> Answer:
        """Ask ``count`` times; returns the last answer. Every answer must be a 200 or a 304."""
        request = f"GET {path} HTTP/1.1\r\nHost: localhost:{self._port}\r\n{headers}\r\n".encode()
        answer: Answer | None = None
        remaining = count
        while remaining > 0:
            batch = self._connections[:remaining]
            for connection in batch:
                connection.send(request)
            for connection in batch:
                answer = connection.receive()
                if answer.status not in (200, 304):
                    raise RuntimeError(f"{path} answered {answer.status}: {answer.body[:300]!r}")
            remaining -= len(batch)
        assert answer is not None, "count must be at least 1"
        return answer

    def close(self) -> None:
        """Close all connections."""
        for connection in self._connections:
            connection.close()


def fetch(port: int, path: str, headers: str = "Accept-Encoding: br\r\n") -> Answer:
    """One request on a connection of its own."""
    client = Client(port, connections=1)
    try:
        return client.get(path, 1, headers)
    finally:
        client.close()
