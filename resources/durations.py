"""Times as people say them."""

from django.utils.functional import lazy
from django.utils.translation import ngettext

__all__ = ["spoken", "spoken_lazy"]

_HOUR = 60
_DAY = 24 * _HOUR


def spoken(minutes: int) -> str:
    """Minutes as days, hours and minutes in the active language, e.g. 3075 → ``2 days 3 hours 15 minutes``.

    Zero is ``0 minutes``. A day is 24 hours: what an SOP promises is counted by the clock. Raises ValueError for a
    negative number.
    """
    if minutes < 0:
        raise ValueError(f"{minutes} minutes is not a time.")
    days, rest = divmod(minutes, _DAY)
    hours, left = divmod(rest, _HOUR)
    parts = []
    if days:
        parts.append(ngettext("%(count)d day", "%(count)d days", days) % {"count": days})
    if hours:
        parts.append(ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours})
    if left or not parts:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", left) % {"count": left})
    return " ".join(parts)


spoken_lazy = lazy(spoken, str)
"""The same, put into words only when it is shown, in the language of that moment."""
