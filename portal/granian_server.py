"""The web server: granian, none of whose processes misses that it has to stop.

``python -m portal.granian_server …`` takes the arguments of ``python -m granian …``. Python forgets a signal that reaches a process
between its birth and its first step. A server that is told to stop while it starts tells its processes just then; such a
process would serve on until it is killed. The signals are therefore held back while a process is forked.
"""

import os
import signal

from granian.cli import entrypoint

__all__ = ["hold_back_signals_while_forking"]

_SIGNALS = {signal.SIGINT, signal.SIGTERM}


def hold_back_signals_while_forking() -> None:
    """From now on, deliver what stops this process, or one that it forks, only when the fork is done."""
    os.register_at_fork(before=_hold_back, after_in_parent=_deliver, after_in_child=_deliver)


def _hold_back() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)


def _deliver() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)


if __name__ == "__main__":
    hold_back_signals_while_forking()
    entrypoint()
