"""The part of the cache that all processes of a machine share: one file an entry, in a folder a generation."""

import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from portal.page_cache.requests import Key

__all__ = ["Store", "name_of"]

logger = logging.getLogger(__name__)

# Pages on addresses that a visitor can make up (filters, other host names) have a part of their own, so that a flood
# of them can't push out the pages that everybody reads.
_SHARES = {"p": 0.70, "q": 0.20}
_SWEEP_TO = 0.8
_LOG_EVERY_SECONDS = 60


def name_of(key: Key) -> str:
    """The file name of a key: its part, then a hash that takes any address, however long or hostile."""
    part = "p" if key.countable else "q"
    return part + blake2b(repr(tuple(key)).encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()


class Store:
    """Files under ``root/<generation>/``; none is ever changed, only replaced whole or removed.

    Nothing here may break a page: whatever goes wrong on the disk (full, read-only, removed under our hands) is logged
    at most once a minute and counts as a miss. The total stays below ``max_bytes``: each process sweeps its part of
    the shares when it starts to store and again whenever it has stored a twentieth of a share since.
    """

    def __init__(self, root: Path, max_bytes: int) -> None:
        self._root = root
        self._budgets = {part: int(max_bytes * share) for part, share in _SHARES.items()}
        # Begins at the budget, so that the first entry of a process looks at what others have stored before.
        self._unswept = dict(self._budgets)
        self._lock = Lock()
        self._logged_at = 0.0

    def load(self, generation: int, name: str) -> bytes | None:
        """The bytes stored under a name in a generation, or ``None``."""
        try:
            return (self._root / str(generation) / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._complain("read", error)
            return None

    def save(self, generation: int, name: str, data: bytes) -> None:
        """Store bytes whole or not at all; of two writers the later one wins."""
        folder = self._root / str(generation)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=f"{name[0]}.")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(data)
                Path(temporary).replace(folder / name)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            self._complain("write", error)
            return
        self._account(generation, name[0], len(data))

    def discard(self, generation: int, name: str) -> None:
        """Remove an entry that turned out to be damaged or expired."""
        with suppress(OSError):
            (self._root / str(generation) / name).unlink()

    def clean(self, generation: int) -> None:
        """Remove the folders of all other generations, and bring this one within its budgets."""
        for folder in self._generations():
            if folder.name != str(generation):
                shutil.rmtree(folder, ignore_errors=True)
        for part in _SHARES:
            self._sweep(generation, part)

    def clear(self) -> None:
        """Remove everything; for a start after an update, whose templates the old pages do not have."""
        for folder in self._generations():
            shutil.rmtree(folder, ignore_errors=True)

    def _generations(self) -> list[Path]:
        try:
            return [path for path in self._root.iterdir() if path.name.isdigit()]
        except OSError:
            return []

    def _account(self, generation: int, part: str, size: int) -> None:
        with self._lock:
            self._unswept[part] += size
            due = self._unswept[part] > self._budgets[part] / 20
            if due:
                self._unswept[part] = 0
        if due:
            for folder in self._generations():
                if int(folder.name) < generation:
                    shutil.rmtree(folder, ignore_errors=True)
            self._sweep(generation, part)

    def _sweep(self, generation: int, part: str) -> None:
        """Remove the oldest entries of one part where it is over its budget."""
        found = sorted(self._files(self._root / str(generation), part))
        total = sum(size for _, size, _ in found)
        if total <= self._budgets[part]:
            return
        for _, size, path in found:
            if total <= self._budgets[part] * _SWEEP_TO:
                break
            with suppress(OSError):
                Path(path).unlink()
            total -= size

    def _files(self, folder: Path, part: str) -> Iterator[tuple[float, int, str]]:
        try:
            entries = list(os.scandir(folder))
        except OSError:
            return
        for entry in entries:
            if entry.name.startswith(part):
                with suppress(OSError):
                    stat = entry.stat()
                    yield stat.st_mtime, stat.st_size, entry.path

    def _complain(self, action: str, error: OSError) -> None:
        now = time.monotonic()
        if now - self._logged_at >= _LOG_EVERY_SECONDS or not self._logged_at:
            self._logged_at = now
            logger.warning("The page cache could not %s a file: %s", action, error.strerror or type(error).__name__)
