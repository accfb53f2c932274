"""An installation with the sample content, made once by its first start, and copies of it for tests that start processes."""

import os
import secrets
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.support.processes import descendants
from tests.support.running import Installation, RunningPortal
from tests.support.visiting import Answer, Visitor

# The address of the server that the other tests use; each installation gets a database of its own there.
_POSTGRES = os.environ.get("TEST_DATABASE_URL", "")
# Where the portal keeps its data when nobody says where.
_DEFAULT_FOLDER = Path(__file__).parents[3] / "var"


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What was seen from the first start to the end; ``installation`` is what it left behind."""

    installation: Installation
    output: str
    home_page: Answer
    home_page_with_results: Answer
    status: int
    processes: frozenset[int]
    touched_the_default_folder: bool


def _database(name: str) -> str:
    return urlunsplit(urlsplit(_POSTGRES)._replace(path=f"/{name}"))


def _on_postgres(statement: str) -> None:
    import psycopg

    with psycopg.connect(_POSTGRES, autocommit=True) as connection:
        connection.execute(statement.encode())


def _last_changed(folder: Path) -> int:
    return folder.stat().st_mtime_ns if folder.exists() else 0


@pytest.fixture(scope="session")
def databases() -> Iterator[Callable[[str], str]]:
    """``databases(template)``: a new database on PostgreSQL, a copy of ``template`` where that is not empty."""
    made: list[str] = []

    def make(template: str) -> str:
        made.append(f"portal_{secrets.token_hex(6)}")
        _on_postgres(f"CREATE DATABASE {made[-1]}" + (f" TEMPLATE {template}" if template else ""))
        return made[-1]

    yield make
    for name in made:
        _on_postgres(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory, databases: Callable[[str], str]) -> FirstStart:
    """The portal's first start on an empty folder and an empty database, a few visits, and Ctrl-C."""
    environment = {"DATABASE_URL": _database(databases(""))} if _POSTGRES else {}
    installation = Installation(tmp_path_factory.mktemp("first") / "data", environment)
    before = _last_changed(_DEFAULT_FOLDER)
    portal = RunningPortal(installation)
    try:
        portal.wait_until_ready()
        visitor = Visitor(portal.port)
        home_page = visitor.get("/")
        results = visitor.get("/cari/?q=pengaduan")
        processes = descendants(portal.process.pid)
        status = portal.stop(signal.SIGINT)
    finally:
        portal.process.kill()
    touched = _last_changed(_DEFAULT_FOLDER) != before
    return FirstStart(installation, portal.output, home_page, results, status, processes, touched)


@pytest.fixture
def installation(first_start: FirstStart, tmp_path: Path, databases: Callable[[str], str]) -> Installation:
    """A copy of the installation with the sample content, for one test."""
    return copy_of(first_start.installation, tmp_path / "data", databases)


def copy_of(loaded: Installation, folder: Path, databases: Callable[[str], str]) -> Installation:
    """A copy of an installation that is not running, in a folder that is made for it."""
    shutil.copytree(loaded.folder, folder)
    if not _POSTGRES:
        return Installation(folder)
    template = urlsplit(loaded.environment["DATABASE_URL"]).path.strip("/")
    return Installation(folder, {"DATABASE_URL": _database(databases(template))})
