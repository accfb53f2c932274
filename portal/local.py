"""What ``manage.py serve`` decides before the settings are read: a portal on this machine, without any set-up."""

import os
import secrets
from collections.abc import MutableMapping
from pathlib import Path

__all__ = ["prepare_environment"]

_BASE = Path(__file__).resolve().parent.parent


def prepare_environment(environment: MutableMapping[str, str]) -> None:
    """Fill in what is not set: a secret key, made once and kept in DATA_DIR, and plain HTTP on this machine."""
    environment.setdefault("PORTAL_HTTPS", "0")
    if not environment.get("SECRET_KEY", "").strip():
        data = Path(environment.get("DATA_DIR", "").strip() or _BASE / "var").expanduser().absolute()
        environment["SECRET_KEY"] = _kept_key(data / "secret_key")


def _kept_key(path: Path) -> str:
    """The key in this file, which only its owner can read; made where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(64)
    try:
        # Of two that start at once, one makes the file and the other reads it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key
