"""Filling an empty portal from a backup."""

import hashlib
import os
from pathlib import Path
from typing import IO

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from portal.backup import tables
from portal.backup.archive import BackupError, Manifest, members, verify
from portal.backup.writing import STORAGES
from publishing import generation
from publishing.files.store import READ_ONLY, digest_in, digest_of
from search import ledger

__all__ = ["restore"]

_HOME_DEPTH = 2


def restore(source: Path) -> Manifest:
    """Fill this portal, which must be empty, from a backup; returns the manifest.

    Before anything is touched every byte of the archive is checked, the database must be empty and have the same
    migrations, and no file may stand where another one has to. Rows are restored in one transaction and compared
    with the manifest before it ends: on any error the portal is as empty as before. Doing it twice is refused, doing it
    again after a crash is fine. Raises ``BackupError``.
    """
    manifest = verify(source)
    _check_target(manifest)
    _restore_files(source)
    try:
        with transaction.atomic():
            tables.clear("default")
            _load(source)
            _compare(manifest)
            tables.reset_sequences("default")
            connection.check_constraints()
            # Whatever was derived from other content of these databases and folders is of no use any more.
            ledger.renew_identity()
            generation.bump_on_commit()
    except (DatabaseError, ValidationError, ValueError, IndexError, TypeError) as error:
        raise BackupError(_("The backup does not fit this database: {error}").format(error=error)) from error
    call_command("update_index", verbosity=0)
    return manifest


def _check_target(manifest: Manifest) -> None:
    full = (
        get_user_model().objects.exists()
        or Page.objects.filter(depth__gt=_HOME_DEPTH).exists()
        or get_document_model().objects.exists()
        or get_image_model().objects.exists()
    )
    if full:
        raise BackupError(
            _("This portal is not empty. A backup is restored into an empty one: another DATA_DIR or another database.")
        )
    here = set(tables.applied_migrations("default"))
    there = set(manifest.migrations)
    if here != there:
        differing = ", ".join(f"{app}.{name}" for app, name in sorted(here ^ there)[:3])
        raise BackupError(
            _(
                "The backup is of another version of the portal; install that version first. It differs in: {names}"
            ).format(names=differing)
        )
    expected = {f"tables/{model._meta.db_table}.jsonl" for model in tables.saved_models()}
    held = {name for name in manifest.members if name.startswith("tables/")}
    if expected != held:
        raise BackupError(_("The backup is incomplete: {name} is missing.").format(name=min(expected ^ held)))


def _restore_files(source: Path) -> None:
    for name, stream in members(source):
        parts = name.split("/", 2)
        if parts[0] != "files":
            continue
        if len(parts) != 3 or parts[1] not in STORAGES:
            raise BackupError(_("The backup holds something that does not belong there: {name}").format(name=name))
        _place(Path(storages[STORAGES[parts[1]]].path(parts[2])), stream, read_only=bool(digest_in(parts[2])))


def _place(target: Path, stream: IO[bytes], *, read_only: bool) -> None:
    """Write a file aside and move it into place; one that stands there already must be the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.part")
    try:
        with aside.open("wb") as file:
            digest = digest_of(stream, into=file.write)
            file.flush()
            if read_only:
                os.fchmod(file.fileno(), READ_ONLY)
            os.fsync(file.fileno())
        if target.exists():
            with target.open("rb") as standing:
                if digest_of(standing) != digest:
                    raise BackupError(_("Another file stands where one has to be restored: {path}").format(path=target))
        else:
            aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _load(source: Path) -> None:
    models = {f"tables/{model._meta.db_table}.jsonl": model for model in tables.saved_models()}
    for name, stream in members(source):
        if name in models:
            tables.load(models[name], stream, "default")


def _compare(manifest: Manifest) -> None:
    """Read the restored rows again; they must be those that were saved, byte by byte."""
    for model in tables.saved_models():
        digest = hashlib.sha256()
        for line in tables.dump(model, "default"):
            digest.update(line)
        name = f"tables/{model._meta.db_table}.jsonl"
        if digest.hexdigest() != manifest.members[name].sha256:
            raise BackupError(_("{name} could not be restored as it was.").format(name=name))
