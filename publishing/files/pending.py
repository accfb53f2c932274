"""Uploads that wait while their form is corrected: a browser sends a file once and can't be told to keep it."""

import os
import secrets
import time
from pathlib import Path
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from publishing.files.store import PENDING
from publishing.models.document_versions import private_storage

__all__ = ["drop", "find", "forget_old", "put"]

_SALT = "publishing.files.pending"
_KEPT_SECONDS = 24 * 60 * 60


def put(upload: "UploadedFile[Any]", user: Any) -> str:
    """Keep an upload for a day; returns what the form sends instead of it, good for this user only."""
    name = secrets.token_hex(16)
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    upload.seek(0)
    return signing.dumps([name, upload.name, user.pk], salt=_SALT)


def find(token: str, user: Any) -> "UploadedFile[Any] | None":
    """The upload that a form speaks of, to be closed by the caller; None where it is gone or was never this user's."""
    opened = _opened(token)
    if opened is None or opened[2] != user.pk:
        return None
    try:
        file = _path(opened[0]).open("rb")
    except FileNotFoundError:
        return None
    return UploadedFile(file, name=opened[1], size=_path(opened[0]).stat().st_size)


def drop(token: str, user: Any) -> None:
    """Forget an upload of this user whose form was accepted."""
    opened = _opened(token)
    if opened and opened[2] == user.pk:
        _path(opened[0]).unlink(missing_ok=True)


def forget_old() -> int:
    """Delete the uploads whose forms were never sent again; returns how many there were."""
    old = time.time() - _KEPT_SECONDS
    gone = 0
    for path in _path("").glob("*"):
        try:
            if path.stat().st_mtime < old:
                path.unlink()
                gone += 1
        except FileNotFoundError:
            continue
    return gone


def _opened(token: str) -> tuple[str, str, int] | None:
    try:
        name, own_name, user = signing.loads(token, salt=_SALT, max_age=_KEPT_SECONDS)
    except signing.BadSignature:
        return None
    return name, own_name, user


def _path(name: str) -> Path:
    return Path(private_storage().path(f"{PENDING}/{name}"))
