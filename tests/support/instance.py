"""A portal of its own in a scratch folder, spoken to by ``manage.py``; nothing of it runs by itself."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection

__all__ = ["Instance", "scratch_database"]

_BASE = Path(__file__).resolve().parents[2]


class Instance:
    """Database, files and index in ``folder``; ``environment`` is what ``.env`` would say."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        inherited = {
            name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR", "CI")
        }
        self.environment: Mapping[str, str] = (
            inherited | {"DATA_DIR": str(folder), "SECRET_KEY": "x" * 60} | environment
        )

    def manage(self, *arguments: str, ok: bool = True) -> str:
        """Run a command; returns what it printed. Fails when the exit status is not what ``ok`` says."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=_BASE,
            env=dict(self.environment),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode == 0) is ok, f"{arguments}: {done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def shell(self, code: str) -> str:
        """Run code in the portal's Django; returns what it printed."""
        return self.manage("shell", "--verbosity", "0", "--command", code).strip()


@contextmanager
def scratch_database(name: str) -> Iterator[dict[str, str]]:
    """What to add to an instance's environment for a database of the kind that the tests run on."""
    if connection.vendor != "postgresql":
        yield {}
        return
    parameters = connection.get_connection_params()
    server = {key: parameters[key] for key in ("host", "port", "user", "password") if parameters.get(key)}
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            user, host = server.get("user", ""), server.get("host", "")
            yield {"DATABASE_URL": f"postgres://{user}@{host.replace('/', '%2F')}:{server.get('port', '')}/{name}"}
        finally:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
