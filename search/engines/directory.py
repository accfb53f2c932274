"""Where an index lives on disk, and who may write it. Knows files only, no engine.

Below the root: a ``current`` file with the name of the live index, one directory an index, and two lock files. A new
index grows in a ``building-…`` directory; publishing it replaces ``current`` in one step, so that a reader sees the
old index or the new one and nothing between. Locks are the kernel's (flock): they end with the process that holds
them.
"""

from __future__ import annotations

import fcntl
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from search.engines import EngineBusyError, EngineError, IndexMissingError

Signature = tuple[int, ...]


def signature(path: Path) -> Signature:
    """What changes whenever the file is replaced or written; raises FileNotFoundError."""
    state = path.stat()
    return (state.st_ino, state.st_mtime_ns, state.st_size)


class Lock:
    """A lock between the processes of one machine. Not waited for: whoever comes second learns it at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def take(self) -> None:
        """Take it, or raise EngineBusyError. Taking it twice is fine."""
        if self._file:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.close()
            raise EngineBusyError("Another process holds the lock of the search index.") from error
        self._file = file

    def drop(self) -> None:
        """Give it back; without holding it, nothing happens."""
        if self._file:
            self._file.close()
            self._file = None


class IndexDirectory:
    """The directories of one engine's indexes under ``root``. ``version`` is part of the name of every index."""

    def __init__(self, root: Path, version: str) -> None:
        self.root = root
        self.version = version
        self.pointer = root / "current"

    def live(self) -> Path:
        """The directory of the live index; raises IndexMissingError where there is none of this version."""
        try:
            name = self.pointer.read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise IndexMissingError("No search index has been made yet.") from error
        if not name.startswith(f"index-{self.version}-") or "/" in name:
            raise IndexMissingError("The search index is of another version.")
        return self.root / name

    def publish(self, built: Path) -> None:
        """Make ``built`` the live index and delete the others."""
        live = self.root / f"index-{self.version}-{uuid.uuid4().hex[:12]}"
        built.rename(live)
        draft = self.root / f"current-{uuid.uuid4().hex[:12]}"
        draft.write_text(live.name)
        draft.replace(self.pointer)
        for other in self.root.glob("index-*"):
            if other != live:
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def building(self) -> Iterator[Path]:
        """An empty directory for a new index, deleted unless published. Raises EngineBusyError for a second one."""
        lock = Lock(self.root / "rebuild.lock")
        try:
            lock.take()
            for abandoned in [*self.root.glob("building-*"), *self.root.glob("current-*")]:
                shutil.rmtree(abandoned, ignore_errors=True)
                if abandoned.is_file():
                    abandoned.unlink(missing_ok=True)
            path = self.root / f"building-{uuid.uuid4().hex[:12]}"
            path.mkdir()
        except OSError as error:
            lock.drop()
            raise EngineError("The directory of the search index can't be written.") from error
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)
            lock.drop()
