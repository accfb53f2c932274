"""How a server process behaves while it loads the portal."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["ended_by_sigterm"]


@contextmanager
def ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end the process for as long as the block lasts, and one that came just before it as well.

    A process that granian forks has the handler of granian's main process: that notes in this process, where nobody looks
    at it, that the server has to stop. Told so before granian sets another handler, when the portal is loaded, it would
    serve on and be killed twenty seconds later. That handler is therefore not put back; any other is. What it was told before it
    could note anything, ``portal.granian_server`` keeps for it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    told = _told_to_stop(before)
    if told:
        os.kill(os.getpid(), signal.SIGTERM)
    try:
        yield
    finally:
        if told is None:
            # None stands for a handler that was not set from Python and can't be put back from there.
            signal.signal(signal.SIGTERM, signal.SIG_DFL if before is None else before)


def _told_to_stop(handler: Any) -> bool | None:
    """What granian's handler has noted; None where the handler is not granian's."""
    server = getattr(handler, "__self__", None)
    noted: bool | None = getattr(server, "interrupt_signal", None)
    return noted
