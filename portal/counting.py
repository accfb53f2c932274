"""Writes down what a web process has counted: every half minute, and when the process ends."""

import logging
import time
from threading import Thread, main_thread

from django.db import connections

from search import counting

__all__ = ["flush_until_the_end"]

logger = logging.getLogger(__name__)

_INTERVAL_SECONDS = 30.0
_LOOK_SECONDS = 0.5


def flush_until_the_end(interval: float = _INTERVAL_SECONDS) -> Thread:
    """Start the thread that flushes. The process waits for it when its main thread has ended."""
    thread = Thread(target=_flush_again_and_again, args=(interval,), name="counted words", daemon=False)
    thread.start()
    return thread


def _flush_again_and_again(interval: float) -> None:
    # Neither a signal, which is the server's, nor atexit, which a forked process does not run, tells that the end has
    # come; the end of the main thread does, and the interpreter waits for the others then.
    server = main_thread()
    due = time.monotonic() + interval
    while server.is_alive():
        if time.monotonic() >= due:
            _flush()
            due = time.monotonic() + interval
        time.sleep(_LOOK_SECONDS)
    _flush()


def _flush() -> None:
    try:
        counting.flush()
    except Exception as error:  # noqa: BLE001 - whatever it is, the next try may succeed.
        # Neither message nor trace: they may quote words.
        logger.warning("Counted words could not be stored (%s); they are kept for the next try.", type(error).__name__)
    finally:
        connections.close_all()
