"""Moments in words, as editors read them."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

__all__ = ["in_words"]


def in_words(moment: datetime) -> str:
    """Day and time in Sinjai, e.g. 25 November 2026 08.30."""
    return date_format(timezone.localtime(moment), "j F Y H.i")
