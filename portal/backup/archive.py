"""The file format: a compressed tar whose last member, the manifest, names all others with size and SHA-256."""

import json
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from publishing.files.store import digest_of

__all__ = ["FORMAT", "BackupError", "Manifest", "Member", "members", "read_manifest", "verify"]

FORMAT = 1
MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 256 * 1024 * 1024
_BLOCK = 1 << 20


class BackupError(Exception):
    """A backup can't be written, read or restored; the message is for the administrator."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: size in bytes, SHA-256 in hexadecimal, and for a table the number of its rows."""

    size: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself. ``migrations`` are the applied ones, as (app, name)."""

    made_at: str
    database: str
    migrations: tuple[tuple[str, str], ...]
    members: Mapping[str, Member]

    @property
    def rows(self) -> int:
        """How many rows all tables have together."""
        return sum(member.rows or 0 for member in self.members.values())

    @property
    def files(self) -> int:
        """How many uploaded files there are."""
        return sum(name.startswith("files/") for name in self.members)

    def to_json(self) -> bytes:
        """The manifest as it stands in the archive."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=True, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Read a manifest; raises ``BackupError`` for anything that is none, or of another format."""
        try:
            data = json.loads(text)
            if data["format"] != FORMAT:
                raise BackupError(_("The backup has a format that this version of the portal can't read."))
            return cls(
                made_at=str(data["made_at"]),
                database=str(data["database"]),
                migrations=tuple((str(app), str(name)) for app, name in data["migrations"]),
                members={str(name): Member(**member) for name, member in data["members"].items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BackupError(_("The file is no backup of the portal: it has no readable manifest.")) from error


@contextmanager
def _as_backup_errors(path: Path) -> Iterator[None]:
    """Whatever tarfile and gzip raise for a file that is none of ours, in words for the administrator."""
    try:
        yield
    except FileNotFoundError as error:
        raise BackupError(_("There is no such file: {path}").format(path=path)) from error
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise BackupError(
            _("The file is no backup of the portal, or it is damaged: {path}").format(path=path)
        ) from error


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """The members of an archive in their order, each with its content.

    Raises ``BackupError`` for what does not belong there, and whatever tarfile and gzip raise for a damaged file.
    """
    with tarfile.open(path, "r:gz") as archive:
        for info in archive:
            stream = archive.extractfile(info) if info.isreg() else None
            if stream is None or not _is_plain(info.name):
                raise BackupError(
                    _("The backup holds something that does not belong there: {name}").format(name=info.name)
                )
            yield info.name, stream
        # To the last byte: a file that was cut short behind its last member was cut short all the same.
        while archive.fileobj and archive.fileobj.read(_BLOCK):
            pass


def _is_plain(name: str) -> bool:
    """Whether a name stays inside the folder that it is put into."""
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\0" not in name


def read_manifest(path: Path) -> Manifest:
    """What a backup says about itself. Raises ``BackupError``."""
    with _as_backup_errors(path):
        for name, stream in members(path):
            if name == MANIFEST:
                return Manifest.from_json(stream.read(_LARGEST_MANIFEST))
    raise BackupError(_("The file is no backup of the portal: it has no readable manifest."))


def verify(path: Path) -> Manifest:
    """Read every byte of a backup and compare it with the manifest; raises ``BackupError`` naming what differs."""
    manifest = read_manifest(path)
    missing = dict(manifest.members)
    with _as_backup_errors(path):
        for name, stream in members(path):
            if name == MANIFEST:
                continue
            expected = missing.pop(name, None)
            if expected is None:
                raise BackupError(_("The backup holds something that does not belong there: {name}").format(name=name))
            if digest_of(stream) != (expected.size, expected.sha256):
                raise BackupError(_("The backup is damaged: {name} is not what was written.").format(name=name))
    if missing:
        raise BackupError(_("The backup is incomplete: {name} is missing.").format(name=min(missing)))
    return manifest
