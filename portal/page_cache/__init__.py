"""A whole-page cache in front of Django, shared by all server processes of a machine.

The doors are ``page_cache``, which puts the cache around a WSGI application as the settings say, ``page_store``, its
files, and ``private_cookies``, by which a request is somebody's own and goes past it. It stores an answer only when the view that made it said so, by headers that never leave the server:

``X-Page-Cache: public``
    The page is the same for every visitor without a session. ``X-Page-Cache: no`` says that this answer is not worth
    keeping, because the address was made up (a filter that fits nothing).
``X-Page-Cache-Until: <seconds since the epoch>``
    Optional: the moment at which the page may no longer be shown, such as its scheduled end.
``X-Page-Cache-Parameters: page kind year``
    Optional: the query parameters that the view reads. A request with any other parameter is not stored, nor is one
    that names a parameter twice; the order of the parameters makes no difference.

An entry belongs to the generation in which its request began (``publishing.generation``), so that one publication
makes all entries worthless at once, and it never outlives the local midnight, because pages say "today" and "overdue".
``docs/adr/0002-page-cache.md`` has the reasons.
"""

from portal.page_cache.configuration import page_cache, page_store, private_cookies

__all__ = ["page_cache", "page_store", "private_cookies"]
