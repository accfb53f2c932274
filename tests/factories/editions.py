"""Publishes pages with what an editor says about the change."""

from datetime import date
from typing import Any

from publishing.editions import Change
from tests.factories.home import publish

__all__ = ["publish_change"]


def publish_change(
    page: Any, note: str = "", *, kind: str = "", effective_from: date | None = None, user: Any = None
) -> Any:
    """Publish what ``page`` holds; a change with a note is a major one. Returns the page as the database has it then."""
    page.next_edition = Change(kind or ("major" if note else "minor"), note, effective_from)
    return publish(page, user)
