"""The generation: a number that grows whenever something public changes.

Whatever is derived from public content (the page cache, the menu, the help lines) is kept with the generation that it
was made in, and is thrown away when the number has grown. The number lives twice:

- in the database (``SiteGeneration``), raised in the transaction that changes something, so that no change is missed;
- in a file of eight bytes in ``RUN_DIR`` that all processes of a machine have mapped into memory, so that reading it
  costs nanoseconds. The publishing process writes it after the commit; the worker mirrors the database into it, for
  changes that came from another machine or from a process that died between commit and write.
"""

import fcntl
import mmap
import os
import struct
import threading
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, transaction

__all__ = ["advance", "bump_on_commit", "current", "forget_all", "mirror", "per_generation", "take_turn"]

P = ParamSpec("P")
T = TypeVar("T")
_MOST_KEPT = 500
_FORMAT = struct.Struct("<Q")
_lock = threading.Lock()
_maps: dict[Path | str, mmap.mmap] = {}


class _Slot:
    """What one loader has returned, by its arguments, and the moment for which that holds."""

    def __init__(self) -> None:
        self._kept: tuple[object, dict[Any, Any]] = (None, {})

    def at(self, moment: object) -> dict[Any, Any]:
        """The results of this moment; those of another one are let go."""
        kept = self._kept
        if kept[0] != moment:
            kept = self._kept = (moment, {})
        return kept[1]

    def clear(self) -> None:
        """Let go of everything."""
        self._kept = (None, {})


_slots: list[_Slot] = []


def _mapped() -> mmap.mmap:
    """This machine's counter, mapped once a process and made when it is missing."""
    counter = _maps.get(settings.RUN_DIR)
    if counter is None:
        path = Path(settings.RUN_DIR) / "generation"
        with _lock:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                if os.fstat(descriptor).st_size < _FORMAT.size:
                    os.ftruncate(descriptor, _FORMAT.size)
                counter = _maps[settings.RUN_DIR] = mmap.mmap(descriptor, _FORMAT.size)
            finally:
                os.close(descriptor)
    return counter


def current() -> int:
    """The generation on this machine; 0 before anything was published."""
    number: int = _FORMAT.unpack_from(_mapped())[0]
    return number


def advance(number: int) -> None:
    """Raise this machine's generation to ``number``; a smaller number changes nothing.

    Writers of several processes take turns through a file lock, so that the number never falls back.
    """
    counter = _mapped()
    with _lock, (Path(settings.RUN_DIR) / "generation.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if number > current():
            _FORMAT.pack_into(counter, 0, number)


def bump_on_commit() -> None:
    """Raise the generation with the caller's transaction; once a transaction, however often it is called."""
    waiting = _waiting_bump()
    if waiting:
        waiting.changes += 1
        return
    with transaction.atomic(savepoint=False):
        number = _raise_in_database()

        def announce() -> None:
            advance(number)

        announce.changes = 1  # type: ignore[attr-defined]
        transaction.on_commit(announce)


def take_turn() -> None:
    """Let transactions that change something public go one after the other without changing the generation.

    Until the caller's transaction ends, others wait in ``bump_on_commit`` and here, as it waited for them. For work that
    rests on what is public and changes no page, e.g. what search knows of a file.
    """
    with connection.cursor() as cursor:
        cursor.execute("UPDATE publishing_sitegeneration SET number = number WHERE id = 1")


def _waiting_bump() -> Any | None:
    """What the open transaction will call to raise the generation; None where it has changed nothing public."""
    if connection.in_atomic_block:
        for _, callback, *_ in connection.run_on_commit:
            if hasattr(callback, "changes"):
                return callback
    return None


def _raise_in_database() -> int:
    """Add one in the database and return the new number, in one statement.

    The new number is above this machine's too: after a database was restored from a copy, its number is smaller than
    the one that cached pages carry, and must not run through those again.
    """
    here = current()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publishing_sitegeneration (id, number) VALUES (1, %s) ON CONFLICT (id) DO UPDATE SET number ="
            " CASE WHEN publishing_sitegeneration.number > %s THEN publishing_sitegeneration.number ELSE %s END + 1"
            " RETURNING number",
            [here + 1, here, here],
        )
        number: int = cursor.fetchone()[0]
    return number


def mirror() -> int:
    """Bring this machine's number up to the database's; returns the number in the database.

    A database that is behind this machine was exchanged for another one, so its number is raised: whatever was kept
    here speaks of content that is no longer there.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM publishing_sitegeneration WHERE id = 1")
        row = cursor.fetchone()
    number: int = row[0] if row else 0
    if number < current():
        with transaction.atomic():
            number = _raise_in_database()
    advance(number)
    return number


def per_generation(load: Callable[P, T]) -> Callable[P, T]:
    """Memoise a loader in this process, by its (hashable) arguments, until the generation grows.

    The generation is read before the loader runs: what changes meanwhile makes the result old at once. Inside a
    transaction that has itself changed something public, the results hold for that transaction alone, until its next
    change. Of a loader that is called with ever new arguments the last ``_MOST_KEPT`` results are kept.
    """
    slot = _Slot()
    _slots.append(slot)

    @wraps(load)
    def read(*args: P.args, **kwargs: P.kwargs) -> T:
        bump = _waiting_bump()
        moment: object = (bump, bump.changes) if bump else current()
        known = slot.at(moment)
        key = (args, *sorted(kwargs.items()))
        if key not in known:
            while len(known) >= _MOST_KEPT:
                known.pop(next(iter(known), None), None)
            known[key] = load(*args, **kwargs)
        result: T = known[key]
        return result

    return read


def forget_all() -> None:
    """Throw away whatever this process memoised; for tests, whose transactions are rolled back."""
    for slot in _slots:
        slot.clear()
