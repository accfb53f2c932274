"""The part of the cache that one process keeps in memory: the most used entries, bounded in bytes."""

from collections import OrderedDict
from threading import Lock

from portal.page_cache.entry import Entry
from portal.page_cache.requests import Key

__all__ = ["Memory"]


class Memory:
    """A least-recently-used map of one generation's entries; a new generation empties it."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._bytes = 0
        self._generation = -1
        self._lock = Lock()

    def get(self, generation: int, key: Key) -> Entry | None:
        """The entry made in this generation, or ``None``."""
        with self._lock:
            if generation != self._generation:
                return None
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, generation: int, key: Key, entry: Entry) -> None:
        """Keep an entry, at the expense of those unused for longest; one of a generation gone by is not kept."""
        with self._lock:
            if generation < self._generation:
                return
            if generation > self._generation:
                self._entries.clear()
                self._bytes = 0
                self._generation = generation
            old = self._entries.pop(key, None)
            if old is not None:
                self._bytes -= old.size
            self._entries[key] = entry
            self._bytes += entry.size
            while self._bytes > self._max_bytes:
                _, evicted = self._entries.popitem(last=False)
                self._bytes -= evicted.size

    def drop(self, key: Key) -> None:
        """Forget an entry that has expired."""
        with self._lock:
            old = self._entries.pop(key, None)
            if old is not None:
                self._bytes -= old.size
