"""The cache as a WSGI application around Django's."""

import gzip
import time
import zlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from datetime import time as clock
from typing import Any
from zoneinfo import ZoneInfo

from portal.page_cache.entry import (
    DamagedError,
    Entry,
    Headers,
    Representation,
    build,
    dump,
    load,
    preferred,
    unchanged,
)
from portal.page_cache.memory import Memory
from portal.page_cache.requests import Key, KeyMaker, parameter_names, without_tracking
from portal.page_cache.store import Store, name_of

__all__ = ["PageCache", "next_midnight"]

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_INTERNAL = ("x-page-cache", "x-page-cache-until", "x-page-cache-parameters")
# What the cache says itself about an answer that it stores.
_DECIDED_HERE = (
    "content-length",
    "content-encoding",
    "etag",
    "vary",
    "cache-control",
    "expires",
    "last-modified",
    "date",
)
_HARMLESS_VARY = {"accept-encoding", "cookie"}
_LARGEST_BODY = 1024 * 1024
_MEMORY_BYTES = 32 * 1024 * 1024


def next_midnight(now: float, zone: ZoneInfo) -> float:
    """The first midnight after ``now`` (seconds since the epoch) on the clocks of a zone."""
    tomorrow = datetime.fromtimestamp(now, zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, clock.min, zone).timestamp()


class _Recorder:
    """Django's answer line and headers, split into what is sent on and what was meant for the cache."""

    __slots__ = ("exc_info", "headers", "marks", "status")

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []
        self.marks: dict[str, str] = {}
        self.exc_info: Any = None

    def __call__(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        self.status = status
        self.exc_info = exc_info
        self.headers = []
        for name, value in headers:
            if name.lower() in _INTERNAL:
                self.marks[name.lower()] = value
            else:
                self.headers.append((name, value))

    def values(self, wanted: str) -> list[str]:
        """All values of a header, in lower case."""
        return [value.lower() for name, value in self.headers if name.lower() == wanted]


class PageCache:
    """Answers from the cache where it may; else asks ``application`` and stores what a view marked as public.

    ``generation`` gives the number of the latest publication. The internal headers are taken off every answer, also
    where ``store`` is ``None`` and nothing is cached.
    """

    def __init__(
        self,
        application: Application,
        *,
        key_of: KeyMaker,
        generation: Callable[[], int],
        store: Store | None,
        zone: ZoneInfo,
        memory_bytes: int = _MEMORY_BYTES,
    ) -> None:
        self._application = application
        self._key_of = key_of
        self._generation = generation
        self._store = store
        self._zone = zone
        self._memory = Memory(memory_bytes)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request."""
        key = self._key_of(environ) if self._store is not None else None
        if key is None or self._store is None:
            recorder = _Recorder()
            body = self._application(environ, recorder)
            start_response(recorder.status, recorder.headers, recorder.exc_info)
            return body
        # Read before Django works: what is published meanwhile makes the answer old the moment it is stored.
        generation = self._generation()
        entry = self._find(self._store, generation, key)
        if entry is not None:
            return self._send(entry, environ, start_response)
        return self._ask(self._store, generation, key, environ, start_response)

    def _find(self, store: Store, generation: int, key: Key) -> Entry | None:
        entry = self._memory.get(generation, key)
        if entry is None:
            name = name_of(key)
            data = store.load(generation, name)
            if data is None:
                return None
            try:
                entry = load(data, name)
            except DamagedError:
                store.discard(generation, name)
                return None
            self._memory.put(generation, key, entry)
        if entry.expires <= time.time():
            self._memory.drop(key)
            store.discard(generation, name_of(key))
            return None
        return entry

    @staticmethod
    def _send(entry: Entry, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        representation = _choose(entry, environ.get("HTTP_ACCEPT_ENCODING", ""))
        if_none_match = environ.get("HTTP_IF_NONE_MATCH")
        if if_none_match and unchanged(if_none_match, representation.etag):
            start_response("304 Not Modified", list(representation.not_modified))
            return []
        start_response("200 OK", list(representation.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [representation.body]

    def _ask(
        self, store: Store, generation: int, key: Key, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        environ["QUERY_STRING"] = without_tracking(environ.get("QUERY_STRING", ""))
        recorder = _Recorder()
        answer = self._application(environ, recorder)
        expires = self._expiry(key, environ, recorder)
        if expires is None:
            start_response(recorder.status, recorder.headers, recorder.exc_info)
            return answer
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        plain = _decoded(body, recorder.values("content-encoding"))
        if plain is None or len(plain) > _LARGEST_BODY:
            start_response(recorder.status, recorder.headers)
            return [body]
        headers = [(name, value) for name, value in recorder.headers if name.lower() not in _DECIDED_HERE]
        entry = build(headers, plain, expires)
        if generation == self._generation():
            name = name_of(key)
            store.save(generation, name, dump(entry, headers, name))
            self._memory.put(generation, key, entry)
        return self._send(entry, environ, start_response)

    def _expiry(self, key: Key, environ: Environ, recorder: _Recorder) -> float | None:
        """Until when this answer may be stored; ``None`` where it may not be at all."""
        marks = recorder.marks
        if (
            marks.get("x-page-cache") != "public"
            or environ["REQUEST_METHOD"] != "GET"
            or not recorder.status.startswith("200 ")
            or recorder.values("set-cookie")
            or any("private" in value or "no-store" in value for value in recorder.values("cache-control"))
            or not _vary_is_harmless(recorder.values("vary"))
            or not parameter_names(key.query) <= set(marks.get("x-page-cache-parameters", "").split())
        ):
            return None
        now = time.time()
        try:
            until = float(marks.get("x-page-cache-until", "inf"))
        except ValueError:
            return None
        return min(until, next_midnight(now, self._zone)) if until > now else None


def _choose(entry: Entry, accept_encoding: str) -> Representation:
    representations = entry.representations
    return next(representations[one] for one in preferred(accept_encoding) if one in representations)


def _vary_is_harmless(values: list[str]) -> bool:
    """Whether the answer depends on nothing but the encoding and the cookies, which this cache takes care of."""
    return all(name.strip() in _HARMLESS_VARY for value in values for name in value.split(",") if name.strip())


def _decoded(body: bytes, encodings: list[str]) -> bytes | None:
    """The body without the compression that a middleware gave it; ``None`` for one that can't be undone."""
    if not encodings:
        return body
    if encodings != ["gzip"]:
        return None
    try:
        return gzip.decompress(body)
    except (OSError, EOFError, zlib.error):
        return None
