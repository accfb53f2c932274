"""A lock between all machines that share a database; it ends with the process that holds it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from search.engines import EngineBusyError
from search.engines.directory import Lock


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Do something that no other process does meanwhile. Raises EngineBusyError where one does, without waiting.

    PostgreSQL keeps the lock for the session; SQLite, which serves one machine, leaves it to a file beside the index.
    """
    if connection.vendor != "postgresql":
        lock = Lock(Path(settings.SEARCH_INDEX_DIR) / f"{name.replace(' ', '-')}.lock")
        lock.take()
        try:
            yield
        finally:
            lock.drop()
        return
    number = zlib.crc32(name.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise EngineBusyError("Another process does the same just now.")
    try:
        yield
    finally:
        # Where the connection is lost, the lock is gone with it.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
