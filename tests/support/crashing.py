"""A crash at the worst moment."""

from typing import Any

import pytest
from django.db import transaction

__all__ = ["publish_and_crash"]


class _CrashError(Exception):
    """Stands for a crash."""


def publish_and_crash(revision: Any) -> None:
    """Publish a revision, and crash before the transaction ends."""

    def crash() -> None:
        with transaction.atomic():
            revision.publish()
            raise _CrashError

    with pytest.raises(_CrashError):
        crash()
