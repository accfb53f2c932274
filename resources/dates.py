"""Days as they are written in documents."""

from datetime import date

from django.utils.formats import date_format

__all__ = ["written"]


def written(day: date | None) -> str:
    """A day in the active language, e.g. ``19 April 2007``; empty for none."""
    return date_format(day, "j F Y") if day else ""
