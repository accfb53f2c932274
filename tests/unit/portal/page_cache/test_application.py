"""The cache as a WSGI application, around a small application that counts how often it is asked."""

import gzip
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import brotli
import pytest

from portal.page_cache.application import PageCache, next_midnight
from portal.page_cache.requests import KeyMaker
from portal.page_cache.store import Store

ZONE = ZoneInfo("Asia/Makassar")
BODY = b"<p>Rapat koordinasi</p>" * 50
PUBLIC = [("Content-Type", "text/html"), ("X-Page-Cache", "public")]


class Body(list[bytes]):
    """Remembers that the server closed it."""

    closed = False

    def close(self) -> None:
        self.closed = True


class Site:
    """A view with a headers list to play with, and a cache in front of it."""

    def __init__(self, folder: Path, *, caching: bool = True) -> None:
        self.folder = folder
        self.caching = caching
        self.status = "200 OK"
        self.headers = list(PUBLIC)
        self.body = BODY
        self.generation = 1
        self.queries: list[str] = []
        self.during: Callable[[], None] = lambda: None
        self.bodies: list[Body] = []
        self.restart()

    def restart(self) -> None:
        """Another process: nothing in memory, the same files."""
        self.cache = PageCache(
            self.view,
            key_of=KeyMaker(allowed_hosts=["portal.example"], private_cookies=("sessionid", "csrftoken")),
            generation=lambda: self.generation,
            store=Store(self.folder, 10_000_000) if self.caching else None,
            zone=ZONE,
        )

    @property
    def asked(self) -> int:
        return len(self.queries)

    def view(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.queries.append(environ["QUERY_STRING"])
        self.during()
        start_response(self.status, list(self.headers))
        self.bodies.append(Body([] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]))
        return self.bodies[-1]

    def get(self, path: str = "/", **extra: str) -> "Answer":
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "portal.example",
            "SERVER_PORT": "8000",
            "wsgi.url_scheme": "http",
        } | extra
        answer = Answer()
        answer.body = b"".join(self.cache(environ, answer.start))
        return answer


class Answer:
    status = ""
    headers: dict[str, str]
    body = b""

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.status = status
        self.headers = dict(headers)
        assert len(self.headers) == len(headers), "A header was sent twice."


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "cache")


def test_a_public_page_is_made_once(site: Site) -> None:
    first, second = site.get(), site.get()
    assert site.asked == 1
    assert first.body == second.body == BODY
    assert first.headers == second.headers


def test_processes_share_what_they_stored(site: Site) -> None:
    site.get()
    site.restart()
    assert site.get().body == BODY
    assert site.asked == 1


def test_the_internal_headers_never_leave(site: Site) -> None:
    site.headers += [("X-Page-Cache-Until", str(time.time() + 60)), ("X-Page-Cache-Parameters", "page")]
    for path in ("/", "/", "/?page=2", "/?x=1"):
        assert not [name for name in site.get(path).headers if name.lower().startswith("x-page-cache")]
    assert not [name for name in site.get(HTTP_COOKIE="sessionid=x").headers if name.lower().startswith("x-page-cache")]


def test_switched_off_it_stores_nothing_and_still_takes_the_headers_off(tmp_path: Path) -> None:
    site = Site(tmp_path / "cache", caching=False)
    assert "X-Page-Cache" not in site.get().headers
    site.get()
    assert site.asked == 2
    assert not site.folder.exists()


def test_a_publication_makes_every_page_old(site: Site) -> None:
    site.get()
    site.generation = 2
    site.body = b"new"
    assert site.get().body == b"new"


def test_a_page_made_while_something_was_published_is_not_stored(site: Site) -> None:
    def publish() -> None:
        site.generation += 1
        site.during = lambda: None

    site.during = publish
    site.get()
    site.get()
    assert site.asked == 2


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("200 OK", [("Content-Type", "text/html")]),
        ("200 OK", [("Content-Type", "text/html"), ("X-Page-Cache", "no")]),
        ("200 OK", [*PUBLIC, ("Set-Cookie", "sessionid=x")]),
        ("200 OK", [*PUBLIC, ("Cache-Control", "private")]),
        ("200 OK", [*PUBLIC, ("Cache-Control", "No-Store")]),
        ("200 OK", [*PUBLIC, ("Vary", "Accept-Language")]),
        ("200 OK", [*PUBLIC, ("Vary", "*")]),
        ("200 OK", [*PUBLIC, ("Content-Encoding", "zstd")]),
        ("200 OK", [*PUBLIC, ("X-Page-Cache-Until", "yesterday")]),
        ("200 OK", [*PUBLIC, ("X-Page-Cache-Until", "nan")]),
        ("200 OK", [*PUBLIC, ("X-Page-Cache-Until", "1")]),
        ("404 Not Found", PUBLIC),
        ("302 Found", PUBLIC),
        ("500 Internal Server Error", PUBLIC),
    ],
)
def test_anything_that_is_not_plainly_public_is_not_stored(
    site: Site, status: str, headers: list[tuple[str, str]]
) -> None:
    site.status, site.headers = status, headers
    assert site.get().status == status
    site.get()
    assert site.asked == 2
    assert not site.folder.exists()


@pytest.mark.parametrize(
    "request_headers",
    [{"HTTP_COOKIE": "sessionid=x"}, {"HTTP_AUTHORIZATION": "Basic eDp5"}, {"REQUEST_METHOD": "POST"}],
)
def test_credentials_neither_fill_the_cache_nor_are_answered_from_it(
    site: Site, request_headers: dict[str, str]
) -> None:
    site.body = b"for one reader"
    site.get(**request_headers)
    site.body = BODY
    assert site.get().body == BODY
    site.body = b"for another reader"
    assert site.get(**request_headers).body == b"for another reader"


def test_a_harmless_vary_is_replaced_by_the_cache_s_own(site: Site) -> None:
    site.headers.append(("Vary", "Cookie, Accept-Encoding"))
    site.get()
    assert site.get().headers["Vary"] == "Accept-Encoding, Cookie"
    assert site.asked == 1


def test_each_client_gets_an_encoding_that_it_takes(site: Site) -> None:
    assert brotli.decompress(site.get(HTTP_ACCEPT_ENCODING="gzip, br").body) == BODY
    assert gzip.decompress(site.get(HTTP_ACCEPT_ENCODING="gzip").body) == BODY
    assert site.get().body == BODY
    assert site.asked == 1


def test_a_known_page_is_not_sent_again(site: Site) -> None:
    tag = site.get(HTTP_ACCEPT_ENCODING="br").headers["ETag"]
    again = site.get(HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=tag)
    assert (again.status, again.body) == ("304 Not Modified", b"")
    assert again.headers["ETag"] == tag
    assert site.get(HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=tag).status == "200 OK"


def test_head_is_answered_without_a_body_and_does_not_fill_the_cache(site: Site) -> None:
    assert site.get(REQUEST_METHOD="HEAD").body == b""
    assert site.get().body == BODY
    head = site.get(REQUEST_METHOD="HEAD")
    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(BODY))
    assert site.asked == 2


def test_declared_parameters_have_entries_of_their_own(site: Site) -> None:
    site.headers.append(("X-Page-Cache-Parameters", "page kind"))
    site.get()
    site.body = b"second"
    assert site.get("/?page=2").body == b"second"
    assert site.get("/").body == BODY
    assert site.get("/?page=2").body == b"second"
    assert site.asked == 2


def test_undeclared_parameters_are_not_stored(site: Site) -> None:
    site.headers.append(("X-Page-Cache-Parameters", "page"))
    for query in ("x=1", "page=1&x=1", "%70age=1", "page=1&page=1"):
        site.get(f"/?{query}")
        site.get(f"/?{query}")
    assert site.asked == 8
    assert not site.folder.exists()


def test_the_order_of_the_parameters_makes_no_second_entry(site: Site) -> None:
    site.headers.append(("X-Page-Cache-Parameters", "page kind"))
    site.get("/?page=2&kind=sop")
    site.get("/?kind=sop&page=2")
    assert site.asked == 1


@pytest.mark.parametrize("caching", [True, False])
def test_a_page_that_is_not_stored_here_is_stored_by_nobody_else(tmp_path: Path, caching: bool) -> None:
    site = Site(tmp_path / "cache", caching=caching)
    assert site.get("/?x=1").headers["Cache-Control"] == "private, no-cache"
    site.headers.append(("Cache-Control", "no-store"))
    assert site.get("/?x=1").headers["Cache-Control"] == "no-store"


def test_a_shared_link_is_the_page_itself_and_the_view_never_sees_where_it_was_shared(site: Site) -> None:
    site.get("/?fbclid=one")
    site.get("/?fbclid=two&utm_source=wa")
    site.get("/")
    assert site.queries == [""]


@pytest.mark.parametrize("damage", [b"", b"GTPC1\n", b"nonsense" * 100])
def test_a_damaged_file_is_a_miss_and_is_replaced(site: Site, damage: bytes) -> None:
    site.get()
    (stored,) = site.folder.rglob("p*")
    stored.write_bytes(damage)
    site.restart()
    assert site.get().body == BODY
    site.restart()
    site.get()
    assert site.asked == 2


def test_a_page_expires_when_its_view_said(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    site.headers.append(("X-Page-Cache-Until", str(now + 5)))
    monkeypatch.setattr("portal.page_cache.application.time.time", lambda: now)
    site.get()
    site.get()
    assert site.asked == 1
    monkeypatch.setattr("portal.page_cache.application.time.time", lambda: now + 5)
    site.headers = list(PUBLIC)
    site.get()
    assert site.asked == 2
    site.restart()
    site.get()
    assert site.asked == 2


def test_a_page_never_outlives_the_day(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    evening = datetime(2026, 11, 18, 23, 59, 59, tzinfo=ZONE).timestamp()
    monkeypatch.setattr("portal.page_cache.application.time.time", lambda: evening)
    site.get()
    monkeypatch.setattr("portal.page_cache.application.time.time", lambda: evening + 1)
    site.get()
    assert site.asked == 2


def test_midnight_is_the_regency_s() -> None:
    noon = datetime(2026, 11, 18, 12, tzinfo=ZONE).timestamp()
    assert datetime.fromtimestamp(next_midnight(noon, ZONE), ZONE) == datetime(2026, 11, 19, tzinfo=ZONE)
    midnight = datetime(2026, 11, 18, tzinfo=ZONE).timestamp()
    assert datetime.fromtimestamp(next_midnight(midnight, ZONE), ZONE) == datetime(2026, 11, 19, tzinfo=ZONE)


def test_a_very_large_page_is_sent_and_not_stored(site: Site) -> None:
    site.body = b"x" * (1024 * 1024 + 1)
    assert site.get().body == site.body
    assert not site.folder.exists()


def test_the_view_s_body_is_closed(site: Site) -> None:
    site.get()
    assert site.bodies[-1].closed


def test_an_error_of_the_view_is_not_swallowed(site: Site) -> None:
    def fail() -> None:
        raise RuntimeError("view")

    site.during = fail
    with pytest.raises(RuntimeError, match="view"):
        site.get()
