"""A stored page: its representations in each encoding, made once, and their form on disk."""

import json
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from portal.encodings import compress, is_compressible

__all__ = ["DamagedError", "Entry", "Representation", "build", "dump", "load", "unchanged"]

Headers = list[tuple[str, str]]

_MAGIC = b"GTPC1\n"
_NUMBER = struct.Struct("<I")
_CACHE_CONTROL = "public, max-age=0, must-revalidate"


class DamagedError(Exception):
    """The stored bytes are not a whole entry: cut short, altered, or of another version."""


@dataclass(frozen=True, slots=True)
class Representation:
    """One encoding of a page, ready to be sent."""

    etag: str
    headers: Headers
    # What a 304 carries: everything but what describes the body that it does not have.
    not_modified: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that may be sent to anybody until ``expires`` (seconds since the epoch)."""

    expires: float
    representations: dict[str, Representation]

    @property
    def size(self) -> int:
        """What it costs to keep, roughly, in bytes."""
        return 2048 + sum(len(one.body) for one in self.representations.values())


def build(headers: Headers, body: bytes, expires: float) -> Entry:
    """Compress a page once and prepare the answers.

    ``headers`` are those of the view, already without the ones that the cache decides on (``Content-Length``,
    ``ETag``, ``Vary``, ``Cache-Control``). An encoding that saves nothing is left out.
    """
    return _assemble(headers, _encode(headers, body), expires)


def _encode(headers: Headers, body: bytes) -> dict[str, bytes]:
    bodies = {"identity": body}
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    if is_compressible(content_type):
        bodies |= {coding: compress(body, coding, thorough=True) for coding in ("br", "gzip")}
    return {
        encoding: packed for encoding, packed in bodies.items() if encoding == "identity" or len(packed) < len(body)
    }


def _assemble(headers: Headers, bodies: dict[str, bytes], expires: float) -> Entry:
    digest = blake2b(bodies["identity"], digest_size=12).hexdigest()
    bare = [(name, value) for name, value in headers if name.lower() not in ("content-type", "content-language")]
    representations = {}
    for encoding, body in bodies.items():
        etag = f'"{digest}-{encoding}"'
        common = [("Cache-Control", _CACHE_CONTROL), ("Vary", "Accept-Encoding, Cookie"), ("ETag", etag)]
        described = [("Content-Length", str(len(body)))]
        if encoding != "identity":
            described.append(("Content-Encoding", encoding))
        representations[encoding] = Representation(etag, headers + common + described, bare + common, body)
    return Entry(expires, representations)


def dump(entry: Entry, headers: Headers, name: str) -> bytes:
    """An entry as bytes, with a checksum over all of them; ``name`` is kept so that ``load`` can compare it."""
    head = json.dumps(
        {
            "name": name,
            "expires": entry.expires,
            "headers": headers,
            "sizes": {encoding: len(one.body) for encoding, one in entry.representations.items()},
        }
    ).encode()
    content = _NUMBER.pack(len(head)) + head + b"".join(one.body for one in entry.representations.values())
    return _MAGIC + _NUMBER.pack(zlib.crc32(content)) + content


def load(data: bytes, name: str) -> Entry:
    """The entry that ``dump`` wrote under this name; raises ``DamagedError`` for anything else."""
    start = len(_MAGIC) + _NUMBER.size
    content = memoryview(data)[start:]
    if len(content) < _NUMBER.size or not data.startswith(_MAGIC):
        raise DamagedError
    if zlib.crc32(content) != _NUMBER.unpack_from(data, len(_MAGIC))[0]:
        raise DamagedError
    place = _NUMBER.size + _NUMBER.unpack_from(content)[0]
    head = json.loads(bytes(content[_NUMBER.size : place]))
    if head["name"] != name:
        raise DamagedError
    bodies = {}
    for encoding, size in head["sizes"].items():
        bodies[encoding] = bytes(content[place : place + size])
        place += size
    return _assemble([(key, value) for key, value in head["headers"]], bodies, head["expires"])


def unchanged(if_none_match: str, etag: str) -> bool:
    """Whether a client already holds the representation with this tag (weak comparison, as RFC 9110 asks)."""
    return any(tag in ("*", etag) for tag in _tags(if_none_match))


def _tags(header: str) -> Iterable[str]:
    return (part.strip().removeprefix("W/") for part in header.split(","))
