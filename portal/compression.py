"""Compresses what the page cache did not: search answers, pages of a list nobody asked for before, errors.

It stands around the cache, whose stored pages come through as they are: they were compressed when they were stored. An
answer that belongs to somebody's session is never compressed. Its length would tell, byte by byte, a secret that stands
beside words which an attacker chose (BREACH), and the forms of the admin carry such a secret.
"""

from collections.abc import Callable, Iterable
from typing import Any

from portal.encodings import compress, is_compressible, preferred

__all__ = ["Compression"]

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# A shorter answer fits one packet anyway; a longer one is a file, which is sent piece by piece.
_SHORTEST = 500
_LONGEST = 1024 * 1024


class _Answer:
    """The first line and the headers of an answer, held back until its body is known."""

    __slots__ = ("exc_info", "headers", "status")

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []
        self.exc_info: Any = None

    def __call__(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        self.status, self.headers, self.exc_info = status, list(headers), exc_info

    def value(self, wanted: str) -> str:
        """All values of a header as one; "" where it is missing."""
        return ", ".join(value for name, value in self.headers if name.lower() == wanted)

    def replace(self, wanted: str, value: str) -> None:
        """Set a header once."""
        self.headers = [(name, old) for name, old in self.headers if name.lower() != wanted.lower()]
        self.headers.append((wanted, value))


class Compression:
    """A WSGI application that compresses what ``application`` answers to visitors without a session.

    ``private_cookies`` name the cookies that make an answer somebody's own, whether the request brings one or the
    answer sets one.
    """

    def __init__(self, application: Application, *, private_cookies: Iterable[str]) -> None:
        self._application = application
        self._private_cookies = tuple(private_cookies)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request."""
        cookies = environ.get("HTTP_COOKIE", "")
        if "HTTP_AUTHORIZATION" in environ or any(name in cookies for name in self._private_cookies):
            return self._application(environ, start_response)
        answer = _Answer()
        body = self._application(environ, answer)
        if _is_open_to_compression(answer):
            _vary_by_encoding(answer)
            coding = preferred(environ.get("HTTP_ACCEPT_ENCODING", ""))[0]
            if coding != "identity":
                body = [_packed(answer, _whole(body), coding)]
        start_response(answer.status, answer.headers, answer.exc_info)
        return body


def _is_open_to_compression(answer: _Answer) -> bool:
    """Whether this is a whole public answer of readable text, not too short and not too long."""
    length = answer.value("content-length")
    return (
        answer.status[:3] not in ("204", "206", "304")
        and is_compressible(answer.value("content-type"))
        and length.isdigit()
        and _SHORTEST <= int(length) <= _LONGEST
        and not answer.value("content-encoding")
        and not answer.value("set-cookie")
        and "no-transform" not in answer.value("cache-control")
    )


def _vary_by_encoding(answer: _Answer) -> None:
    """Say that the answer depends on what the client takes, also where this one takes nothing."""
    vary = [part.strip() for part in answer.value("vary").split(",") if part.strip()]
    if not {"accept-encoding", "*"} & {part.lower() for part in vary}:
        answer.replace("Vary", ", ".join([*vary, "Accept-Encoding"]))


def _whole(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()


def _packed(answer: _Answer, body: bytes, coding: str) -> bytes:
    """The compressed body, and its headers in ``answer``; the body as it was where nothing is won."""
    packed = compress(body, coding, thorough=False)
    if len(packed) >= len(body):
        return body
    answer.replace("Content-Length", str(len(packed)))
    answer.replace("Content-Encoding", coding)
    tag = answer.value("etag")
    if tag and not tag.startswith("W/"):
        # The tag names the content, no longer these very bytes; a 304 compares weakly and still finds it.
        answer.replace("ETag", f"W/{tag}")
    return packed
