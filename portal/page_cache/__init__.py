"""A whole-page cache in front of Django, shared by all server processes of a machine.

The doors are ``page_cache``, which puts the cache around a WSGI application as the settings say, and ``page_store``,
its files. It stores an answer only when the view that made it said so, by headers that never leave the server:

``X-Page-Cache: public``
    The page is the same for every visitor without a session.
``X-Page-Cache-Until: <seconds since the epoch>``
    Optional: the moment at which the page changes by itself, such as the next scheduled publication.
``X-Page-Cache-Parameters: page kind year``
    Optional: the query parameters that the view reads. A request with any other parameter is not stored.

An entry belongs to the generation in which its request began (``publishing.generation``), so that one publication
makes all entries worthless at once, and it never outlives the local midnight, because pages say "today" and "overdue".
``docs/adr/0002-page-cache.md`` has the reasons.
"""

from portal.page_cache.configuration import page_cache, page_store

__all__ = ["page_cache", "page_store"]
