"""Answers that are not stored are compressed on their way out, unless they are somebody's own."""

import gzip
import os
from collections.abc import Iterable
from typing import Any

import brotli
import pytest

from portal.compression import Compression

BODY = "<p>3 dokumen untuk “pengaduan”</p>".encode() * 40
HTML = ("Content-Type", "text/html; charset=utf-8")


class Body(list[bytes]):
    closed = False

    def close(self) -> None:
        self.closed = True


def ask(
    *headers: tuple[str, str], body: bytes = BODY, status: str = "200 OK", length: bool = True, **request: str
) -> tuple[str, dict[str, str], bytes, Body]:
    """The answer to a request that takes brotli and gzip, unless it says otherwise."""
    made = Body([body])

    def view(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response(status, [*headers, *([("Content-Length", str(len(body)))] if length else [])])
        return made

    sent: list[Any] = []
    application = Compression(view, private_cookies=("sessionid", "csrftoken"))
    environ = {"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "gzip, br"} | request
    answer = application(environ, lambda *args: sent.extend(args[:2]))
    assert len({name for name, _ in sent[1]}) == len(sent[1]), "A header was sent twice."
    return sent[0], dict(sent[1]), b"".join(answer), made


def test_a_public_answer_is_compressed_once_and_says_so() -> None:
    status, headers, body, made = ask(HTML, ("Cache-Control", "no-cache"))
    assert status == "200 OK"
    assert brotli.decompress(body) == BODY
    assert headers["Content-Encoding"] == "br"
    assert headers["Content-Length"] == str(len(body))
    assert headers["Cache-Control"] == "no-cache"
    assert made.closed


def test_an_older_client_gets_gzip() -> None:
    _, headers, body, _ = ask(HTML, HTTP_ACCEPT_ENCODING="gzip, deflate")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == BODY


@pytest.mark.parametrize("accepted", ["", "identity", "deflate", "br;q=0, gzip;q=0"])
def test_who_takes_nothing_gets_it_plain_and_caches_are_told(accepted: str) -> None:
    _, headers, body, _ = ask(HTML, HTTP_ACCEPT_ENCODING=accepted)
    assert body == BODY
    assert "Content-Encoding" not in headers
    assert headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("status", ["404 Not Found", "400 Bad Request", "500 Internal Server Error"])
def test_errors_are_compressed_as_well(status: str) -> None:
    assert ask(HTML, status=status)[1]["Content-Encoding"] == "br"


@pytest.mark.parametrize(
    "request_headers",
    [{"HTTP_COOKIE": "theme=dark; sessionid=x"}, {"HTTP_COOKIE": "csrftoken=x"}, {"HTTP_AUTHORIZATION": "Basic eDp5"}],
)
def test_what_is_made_for_a_session_is_never_compressed(request_headers: dict[str, str]) -> None:
    _, headers, body, _ = ask(HTML, **request_headers)
    assert body == BODY
    assert "Content-Encoding" not in headers


def test_a_form_with_a_token_is_not_compressed_for_a_first_visitor_either() -> None:
    _, headers, body, _ = ask(HTML, ("Set-Cookie", "csrftoken=abc; Secure"))
    assert body == BODY
    assert "Content-Encoding" not in headers


@pytest.mark.parametrize(
    ("headers", "changes"),
    [
        ([HTML, ("Content-Encoding", "br")], {}),
        ([("Content-Type", "application/pdf")], {}),
        ([], {}),
        ([HTML, ("Cache-Control", "public, no-transform")], {}),
        ([HTML], {"status": "206 Partial Content"}),
        ([HTML], {"status": "304 Not Modified"}),
        ([HTML], {"length": False}),
        ([HTML], {"body": b"short"}),
        ([HTML], {"body": b"x" * (1024 * 1024 + 1)}),
    ],
)
def test_anything_else_goes_through_as_it_is(headers: list[tuple[str, str]], changes: dict[str, Any]) -> None:
    _, sent, body, made = ask(*headers, **changes)
    assert body == changes.get("body", BODY)
    assert sent.get("Content-Encoding") == dict(headers).get("Content-Encoding")
    assert "Vary" not in sent
    # The server reads it piece by piece and closes it.
    assert not made.closed


def test_a_strong_tag_becomes_weak_since_the_bytes_are_others() -> None:
    assert ask(HTML, ("ETag", '"abc"'))[1]["ETag"] == 'W/"abc"'
    assert ask(HTML, ("ETag", 'W/"abc"'))[1]["ETag"] == 'W/"abc"'
    assert ask(HTML, ("ETag", '"abc"'), HTTP_ACCEPT_ENCODING="")[1]["ETag"] == '"abc"'


@pytest.mark.parametrize(
    ("before", "after"),
    [("Cookie", "Cookie, Accept-Encoding"), ("accept-encoding", "accept-encoding"), ("*", "*")],
)
def test_what_the_answer_depends_on_is_added_to_what_it_depended_on(before: str, after: str) -> None:
    assert ask(HTML, ("Vary", before))[1]["Vary"] == after


def test_what_does_not_become_smaller_stays_as_it_is() -> None:
    noise = os.urandom(600)
    _, headers, body, _ = ask(HTML, body=noise)
    assert body == noise
    assert "Content-Encoding" not in headers
