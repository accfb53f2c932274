"""Starts a program that ends together with its parent, however that ends: ``python -m portal.leash PARENT PROGRAM…``.

``manage.py serve`` starts its processes through it, so that ``kill -9`` on the one leaves none of the others behind.
Linux tells a child of its parent's death (``prctl``); elsewhere the program simply starts.
"""

import ctypes
import os
import signal
import sys

__all__ = ["main"]

_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Become the program named in ``arguments[1:]``; ``arguments[0]`` is the process that must be the parent."""
    parent, *command = arguments
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        # The parent may have ended before the kernel was told to watch it.
        if os.getppid() != int(parent):
            sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - the command comes from serve, not from outside.


if __name__ == "__main__":
    main(sys.argv[1:])
