"""Recording everything anew, for a ledger that was written by an earlier version of the portal.

The ledger holds what content said when it was published. When a version begins to store more (``ledger.LAYOUT``), the
worker has each kind of content record itself once again, a little at a time, while search and publishing go on.
``manage.py search_refill`` does the same by hand.
"""

from __future__ import annotations

from collections.abc import Callable

from search import ledger

# What records one kind of content anew, in transactions of its own; gives the number of things it looked at.
Filler = Callable[[], int]

_fillers: dict[str, Filler] = {}


def register(name: str, filler: Filler) -> None:
    """Have ``filler`` called when the ledger must be filled anew; ``name`` is that of the content, e.g. "pages".

    A second registration under a name takes the place of the first. What has not changed keeps its stamp, so a filler
    may be called at any time and again after it failed.
    """
    _fillers[name] = filler


def refill() -> dict[str, int]:
    """Record all content anew and note that the ledger is of this version; returns what was looked at, by name."""
    counts = {name: filler() for name, filler in _fillers.items()}
    ledger.mark_current()
    return counts


def refill_if_outdated() -> dict[str, int]:
    """``refill`` where the ledger is of an earlier version; for the worker, again and again."""
    return refill() if ledger.is_outdated() else {}
