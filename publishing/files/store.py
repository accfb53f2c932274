"""Where uploaded files lie: each content once, at an address made from its SHA-256, written once and never changed.

``documents/ab/cd/abcd….pdf``: the digest is the name, so that a file can be checked without a database; the extension is
there for people who look into the folder. Django sees an ordinary storage.
"""

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import FileSystemStorage

__all__ = [
    "PENDING",
    "READ_ONLY",
    "ContentStorage",
    "Fingerprints",
    "StoredFile",
    "clean_name",
    "digest_in",
    "digest_of",
    "fingerprints",
]

PENDING = "pending"
"""The folder of uploads that wait for a corrected form (``publishing.files.pending``)."""

_FOLDER = "documents"
_INCOMING = "incoming"
_ADDRESS = re.compile(rf"{_FOLDER}/([0-9a-f]{{2}})/([0-9a-f]{{2}})/(\1\2[0-9a-f]{{60}})(?:\.[a-z0-9]{{1,10}})?")
_EXTENSION = re.compile(r"\.[a-z0-9]{1,10}")
_CHUNK = 1024 * 1024
READ_ONLY = 0o440
"""Nobody writes to a file whose name says what is in it."""

_LONGEST_NAME = 150
# What some system can't have in a file's name, or what ends a quotation in a header.
_AWKWARD = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """What a file's content is known by: to the portal (SHA-256), and to Wagtail (SHA-1 and the size in bytes)."""

    digest: str
    wagtails: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies in the storage: its name there, size in bytes, and when it was last written (seconds)."""

    name: str
    size: int
    written: float


def fingerprints(file: IO[bytes] | Any) -> Fingerprints:
    """Those of an open file, which is left at its start."""
    file.seek(0)
    digest, wagtails, size = hashlib.sha256(), hashlib.sha1(usedforsecurity=False), 0
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        wagtails.update(chunk)
        size += len(chunk)
    file.seek(0)
    return Fingerprints(digest.hexdigest(), wagtails.hexdigest(), size)


def digest_of(stream: IO[bytes] | Any, *, into: Callable[[bytes], Any] | None = None) -> tuple[int, str]:
    """Size in bytes and SHA-256 of what is left in a stream, which is handed on block by block to ``into``."""
    digest, size = hashlib.sha256(), 0
    while block := stream.read(_CHUNK):
        digest.update(block)
        size += len(block)
        if into:
            into(block)
    return size, digest.hexdigest()


def digest_in(name: str | None) -> str:
    """The SHA-256 that a file's name in the storage is made from; empty for any other name."""
    found = _ADDRESS.fullmatch(name or "")
    return found[3] if found else ""


def clean_name(name: str) -> str:
    """A file's own name as it is shown and given out: without folders and without what harms an address or a header.

    Control characters and those that turn the direction of writing are dropped; letters of every script, spaces and
    brackets stay. At most 150 characters, the extension among them.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(" " if letter.isspace() else letter for letter in last if letter.isspace() or _is_visible(letter))
    plain = " ".join(kept.translate(_AWKWARD).split()).rstrip(". ")
    stem, dot, extension = plain.rpartition(".")
    if not dot or len(extension) > 10:
        return plain.strip(". ")[:_LONGEST_NAME].rstrip(". ") or "file"
    return f"{stem.strip('. ')[: _LONGEST_NAME - len(extension) - 1].rstrip('. ') or 'file'}.{extension}"


def _is_visible(letter: str) -> bool:
    return not unicodedata.category(letter).startswith("C")


class ContentStorage(FileSystemStorage):
    """Files by their content. Nothing that others call deletes one; ``discard`` is for whoever knows that it is unused."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name as it is: what it is called in the end is said by its content."""
        return name

    def _save(self, name: str, content: Any) -> str:
        return self.keep(content, name)

    def keep(self, content: IO[bytes] | Any, name: str, digest: str = "") -> str:
        """Store a content and return the name that it has here; ``name`` gives the extension.

        What lies here already is left as it is, unless it was damaged. The file is written aside, brought to the disk
        and moved into place, so that a crash leaves either all of it or nothing under a digest's name. ``digest`` is
        the SHA-256 where the caller knows it. Raises ``OSError`` where it can't be written.
        """
        expected = digest or fingerprints(content).digest
        folder = Path(self.path(f"{_FOLDER}/{expected[:2]}/{expected[2:4]}"))
        target = next(iter(sorted(folder.glob(f"{expected}*"))), None)
        if target is None:
            extension = Path(clean_name(name)).suffix.lower()
            target = folder / (expected + (extension if _EXTENSION.fullmatch(extension) else ""))
        elif _holds(target, expected):
            # Whoever looks for files that nobody needs any more leaves a young one alone.
            target.touch()
            return self._name_of(target)
        with self._aside() as aside:
            if _copy(content, aside) != expected:
                raise OSError("The file changed while it was stored.")
            _make_folder(folder)
            aside.replace(target)
            _sync_folder(folder)
        return self._name_of(target)

    def delete(self, name: str) -> None:
        """Delete a file, unless its name is made from its content.

        Wagtail deletes a file whose document gets another one. Former contents belong to the public history.
        """
        if not digest_in(name):
            super().delete(name)

    def discard(self, name: str) -> None:
        """Delete any file. Only ``publishing.files.versions`` knows when nothing refers to it any more."""
        super().delete(name)

    def walk(self) -> Iterator[StoredFile]:
        """All files that lie here, but for uploads that wait for a form; half-written ones and foreign ones included."""
        for folder, names, files in os.walk(self.location):
            if Path(folder) == Path(self.location) and PENDING in names:
                names.remove(PENDING)
            names.sort()
            for file in sorted(files):
                path = Path(folder) / file
                try:
                    state = path.stat()
                except FileNotFoundError:
                    continue
                yield StoredFile(self._name_of(path), state.st_size, state.st_mtime)

    def _name_of(self, path: Path) -> str:
        return path.relative_to(self.location).as_posix()

    @contextmanager
    def _aside(self) -> Iterator[Path]:
        path = Path(self.path(f"{_INCOMING}/{secrets.token_hex(16)}"))
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)


def _holds(path: Path, digest: str) -> bool:
    """Whether a file has the content that its name promises."""
    with path.open("rb") as file:
        return digest_of(file)[1] == digest


def _copy(content: Any, target: Path) -> str:
    """Write a content to a new file and to the disk; returns the SHA-256 of what was written."""
    content.seek(0)
    with target.open("xb") as file:
        _, digest = digest_of(content, into=file.write)
        file.flush()
        os.fchmod(file.fileno(), READ_ONLY)
        os.fsync(file.fileno())
    content.seek(0)
    return digest


def _make_folder(folder: Path) -> None:
    """A folder and those above it, each known to the disk before a file in it is."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
