"""A file that the worker touches while it lives, so that the web processes can tell."""

import time
from pathlib import Path

from django.conf import settings

__all__ = ["beat", "worker_is_alive"]

_QUIET_AFTER_SECONDS = 30


def _file() -> Path:
    return Path(settings.RUN_DIR) / "worker"


def beat() -> None:
    """Say that the worker lives."""
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def worker_is_alive() -> bool:
    """Whether the worker said so within the last half minute."""
    try:
        return time.time() - _file().stat().st_mtime < _QUIET_AFTER_SECONDS
    except OSError:
        return False
