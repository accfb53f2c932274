"""A crash at the worst moment."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

__all__ = ["crash_after", "publish_and_crash"]


class _CrashError(Exception):
    """Stands for a crash."""


def crash_after(act: Callable[[], object]) -> None:
    """Do something in a transaction, and crash before it ends."""

    def crash() -> None:
        with transaction.atomic():
            act()
            raise _CrashError

    with pytest.raises(_CrashError):
        crash()


def publish_and_crash(revision: Any) -> None:
    """Publish a revision, and crash before the transaction ends."""
    crash_after(revision.publish)
