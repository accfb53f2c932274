"""Whether text recognition is installed on this machine."""

import os
import shutil
import subprocess
import time
from functools import lru_cache

from publishing.extraction.child import Tesseract

__all__ = ["LANGUAGE", "scanner"]

LANGUAGE = "ind"
_ASK_AGAIN_SECONDS = 300
_PATIENCE_SECONDS = 20


def scanner() -> Tesseract | None:
    """Tesseract with its Indonesian data; None where one of them is missing. Looked for again every few minutes."""
    return _found(os.environ.get("PATH", ""), time.monotonic() // _ASK_AGAIN_SECONDS)


@lru_cache(maxsize=4)
def _found(path: str, moment: float) -> Tesseract | None:
    program = shutil.which("tesseract", path=path)
    if program is None:
        return None
    try:
        answer = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Tesseract(program) if LANGUAGE in answer.stdout.split() else None
