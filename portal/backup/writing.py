"""Writing a backup beside a running portal."""

import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO

from django.core.files.storage import Storage, storages
from django.db import connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.backup import tables
from portal.backup.archive import MANIFEST, BackupError, Manifest, Member
from publishing.files.store import digest_of

__all__ = ["STORAGES", "uploaded_files", "write_backup"]

_ALIAS = "backup"
STORAGES = {"media": "default", "private": "private"}
"""The folders of an archive's files, and the storages that they are from."""


def write_backup(target: Path) -> Manifest:
    """Write a backup to ``target`` and return its manifest; the file is readable for its owner alone.

    The rows are those of one moment, while publishing goes on. The archive is written aside and moved into place, so
    that ``target`` is whole or not there. Raises ``BackupError`` when the file can't be written, or an uploaded file
    that the database names is missing.
    """
    aside = target.with_name(f".{target.name}.part")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz", compresslevel=5) as archive:
            manifest = _write(archive)
            raw.flush()
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        aside.replace(target)
    except OSError as error:
        raise BackupError(_("The backup can't be written: {error}").format(error=error)) from error
    finally:
        aside.unlink(missing_ok=True)
    return manifest


def _write(archive: tarfile.TarFile) -> Manifest:
    members: dict[str, Member] = {}
    with _one_moment() as using:
        migrations = tables.applied_migrations(using)
        for model in tables.saved_models():
            with tempfile.TemporaryFile() as spool:
                rows = 0
                for line in tables.dump(model, using):
                    spool.write(line)
                    rows += 1
                spool.seek(0)
                name = f"tables/{model._meta.db_table}.jsonl"
                members[name] = _add(archive, name, spool, rows)
        for name, storage, path in uploaded_files(using):
            try:
                with storage.open(path) as content:
                    members[name] = _add(archive, name, content)
            except FileNotFoundError as error:
                raise BackupError(_("An uploaded file is missing: {name}").format(name=path)) from error
        vendor = connections[using].vendor
    manifest = Manifest(timezone.now().isoformat(), vendor, migrations, members)
    _add(archive, MANIFEST, BytesIO(manifest.to_json()))
    return manifest


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes], rows: int | None = None) -> Member:
    """Put a file into the archive as it is read, and note what went in."""
    with tempfile.SpooledTemporaryFile(max_size=16 << 20) as copy:
        size, sha256 = digest_of(content, into=copy.write)
        copy.seek(0)
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, int(timezone.now().timestamp()), 0o600
        archive.addfile(info, copy)
    return Member(size, sha256, rows)


def uploaded_files(using: str) -> Iterator[tuple[str, Storage, str]]:
    """The uploaded files that the database names: name in the archive, storage, name in the storage."""
    folders = {storages[alias]: folder for folder, alias in STORAGES.items()}
    seen = set()
    for model in tables.saved_models():
        for field in model._meta.local_concrete_fields:
            storage = getattr(field, "storage", None)
            if storage is None:
                continue
            folder = folders[storage]
            names = model._base_manager.using(using).exclude(**{field.name: ""}).values_list(field.name, flat=True)  # noqa: SLF001
            for path in names.order_by("pk").iterator():
                if path and (folder, path) not in seen:
                    seen.add((folder, path))
                    yield f"files/{folder}/{path}", storage, str(path)


@contextmanager
def _one_moment() -> Iterator[str]:
    """A connection of its own whose reads all see the database as it is now, and keep nobody from writing."""
    options = dict(connections["default"].settings_dict)
    own = dict(options.get("OPTIONS", {}))
    if connections["default"].vendor == "sqlite":
        own["transaction_mode"] = "DEFERRED"
    else:
        from psycopg import IsolationLevel

        own["isolation_level"] = IsolationLevel.REPEATABLE_READ
    connections.databases[_ALIAS] = {**options, "OPTIONS": own, "CONN_MAX_AGE": 0}
    try:
        with transaction.atomic(using=_ALIAS):
            yield _ALIAS
    finally:
        connections[_ALIAS].close()
        del connections[_ALIAS]
        del connections.databases[_ALIAS]
