"""What a text is found by: its words and numbers, without case, however they are parted."""

import re

from search.analysis import fold, normalise

__all__ = ["MOST_WORDS_ASKED", "words"]

MOST_WORDS_ASKED = 30
"""A question is cut after so many words; more is a text that was pasted by mistake."""

_LONGEST = 60
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text in their order: ``400.2.3/015/DP3AP2KB`` → 400, 2, 3, 015, dp3ap2kb."""
    return [word[:_LONGEST] for word in _WORD.findall(fold(normalise(text)))]
