"""How a server process behaves while it loads the portal."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["ended_by_sigterm"]


@contextmanager
def ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end the process for as long as the block lasts.

    A process that granian forks has granian's own handler, which does nothing there, until it has loaded the portal and
    sets another. Told to stop in between it would miss it, serve on, and be killed twenty seconds later.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        yield
    finally:
        # None stands for a handler that was not set from Python and can't be put back from there.
        signal.signal(signal.SIGTERM, signal.SIG_DFL if before is None else before)
