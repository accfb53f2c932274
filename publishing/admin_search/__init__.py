"""The search of the admin: pages with their drafts, files, snippets. A backend of Wagtail's own kind, named in
``WAGTAILSEARCH_BACKENDS``; visitors ask ``search``, not this.

It keeps its words in Wagtail's table of index entries and asks the full-text index of the database once for a question.
Wagtail's own backend asks it anew for each row that it orders, which with 20,000 pages takes seconds (``bench.admin_search``).

- ``words``: what a text is found by.
- ``dialects``: how a database stores the words and finds them.
- ``indexing``: from an object to its words.
- ``querying``: from a question to objects, filtered, ordered, counted.
"""

from typing import Any

from django.db import connection

__all__ = ["SearchBackend"]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail looks for this name.
    """The backend for the database of the portal; Wagtail's simple one where it has no full-text search."""
    from publishing.admin_search.backend import AdminSearchBackend
    from publishing.admin_search.dialects import dialect_of

    dialect = dialect_of(connection)
    if dialect is None:
        from modelsearch.backends.database.fallback import DatabaseSearchBackend

        return DatabaseSearchBackend(params)
    return AdminSearchBackend(params, dialect)
