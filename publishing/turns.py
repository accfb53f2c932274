"""Transactions that must not work on the same thing at the same moment."""

from django.db import connection

__all__ = ["take_turn"]


def take_turn(name: str) -> None:
    """Wait until no other transaction has taken ``name``, and keep it to the end of the caller's transaction.

    Whoever comes second then sees what the first one has written, and can say so in a sentence; a unique constraint
    alone would only stop it. SQLite has one writer at a time, so that there is nothing to wait for; outside of a
    transaction nothing is held.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
