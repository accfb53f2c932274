"""Which words the public asks with, counted without anything that says who asked (ADR 17).

- ``words``: what of a question may be counted at all. Pure.
- ``tally``: counts in the memory of a process, which a search pays nothing for.
- ``storing``: from there into the database; which words may stand there, and for how long.

``listen`` is told of every answer, ``flush`` is called every half minute, ``forget`` now and then by the worker.
"""

from __future__ import annotations

import logging
from typing import Any

from django.utils import timezone

from search.counting import storing
from search.counting.storing import first_month
from search.counting.tally import Tally
from search.counting.words import words_of
from search.query import SearchQuery, Sort
from search.signals import searched

__all__ = ["first_month", "flush", "forget", "listen"]

logger = logging.getLogger(__name__)

_tally = Tally()


def listen() -> None:
    """Count from now on what is asked in this process."""
    searched.connect(_note, dispatch_uid="search.counting")


def _note(*, query: SearchQuery, answered: bool, public: bool, **_: Any) -> None:
    """Take the words of a question. Only its first answer counts: not those in another order or within filters."""
    if not public or query.filters or query.sort is not Sort.RELEVANCE:
        return
    try:
        # Where a phrase, a number or a missing word was insisted on, no single word is to blame for an empty answer.
        _tally.add(words_of(query.text), unanswered=not answered and not query.asked.is_strict)
    except Exception as error:  # noqa: BLE001 - no fault of counting may harm a search, nor quote it in a log.
        logger.warning("The words of a question were not counted (%s).", type(error).__name__)


def flush() -> int:
    """Write what this process holds into the database; returns the number of words.

    Raises what the database raises; then the words are kept for the next time.
    """
    held = _tally.take()
    if not held:
        return 0
    try:
        storing.store(held, timezone.localdate())
    except BaseException:
        _tally.give_back(held)
        raise
    return len(held)


def forget() -> None:
    """Delete what has been kept long enough, and words that the public may no longer read anywhere."""
    storing.forget(timezone.localdate())
