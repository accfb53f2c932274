"""What search tells whoever wants to know."""

from django.dispatch import Signal

searched = Signal()
"""Sent after the results page has answered a question of a visitor: ``query`` (SearchQuery), ``total`` (the number of
hits) and ``public`` (whether the answer is the one that everybody gets). Who asked is not said. Sent for the first page
of an answer only, and never for what could not be read; a receiver that fails is logged and harms nobody."""
