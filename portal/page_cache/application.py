"""The cache as a WSGI application around Django's."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from datetime import time as clock
from typing import Any
from zoneinfo import ZoneInfo

from portal.encodings import preferred
from portal.page_cache.entry import DamagedError, Entry, Headers, Representation, build, dump, load, unchanged
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
    "etag",
    "vary",
    "cache-control",
    "expires",
    "last-modified",
    "date",
)
_HARMLESS_VARY = {"accept-encoding", "cookie"}
_LARGEST_BODY = 1024 * 1024
# A page that was meant to be stored here and was not; nobody else may keep it in our place.
_NOT_STORED = "private, no-cache"
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

    def pass_on(self, start_response: StartResponse) -> None:
        """Send what is not stored on its way."""
        if "x-page-cache" in self.marks and not self.values("cache-control"):
            self.headers.append(("Cache-Control", _NOT_STORED))
        start_response(self.status, self.headers, self.exc_info)


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
            recorder.pass_on(start_response)
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
            recorder.pass_on(start_response)
            return answer
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        if len(body) > _LARGEST_BODY:
            recorder.pass_on(start_response)
            return [body]
        headers = [(name, value) for name, value in recorder.headers if name.lower() not in _DECIDED_HERE]
        entry = build(headers, body, expires)
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
            or recorder.values("content-encoding")
            or any("private" in value or "no-store" in value for value in recorder.values("cache-control"))
            or not _vary_is_harmless(recorder.values("vary"))
            or not _are_declared(parameter_names(key.query), marks.get("x-page-cache-parameters", ""))
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


def _are_declared(names: list[str], declared: str) -> bool:
    """Whether a view reads all of these parameters, and none stands there twice."""
    return len(set(names)) == len(names) and set(names) <= set(declared.split())
