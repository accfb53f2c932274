"""What search tells whoever wants to know."""

from django.dispatch import Signal

searched = Signal()
"""Sent after the results page has answered a question of a person: ``query`` (SearchQuery), ``total`` (the number of
hits), ``answered`` (whether there are any for the question as it was written, not only for its correction) and ``public``
(whether the answer is the one that everybody gets). Who asked is not said. Sent for the first page of an answer only, and
never for what could not be read or was asked by a robot that says so; a receiver that fails is logged and harms nobody."""
