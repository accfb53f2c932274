"""Phone numbers as people write them."""

import re

__all__ = ["dialled_number"]

_SEPARATORS = re.compile(r"[\s().\-–/]")
_DIALLED = re.compile(r"\+?[0-9]{3,15}")


def dialled_number(written: str) -> str:
    """What a phone dials for a number as it is written, e.g. ``(0482) 21-001`` → ``048221001``; "" for what is none."""
    dialled = _SEPARATORS.sub("", written)
    return dialled if _DIALLED.fullmatch(dialled) else ""
