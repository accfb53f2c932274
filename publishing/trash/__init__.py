"""Deleted pages: kept for thirty days with all that belongs to them, seen by nobody, and put back whole (ADR 16).

- ``place``: where they lie, and how everything else leaves them out.
- ``acts``: putting a page there, restoring it, deleting it for good.
- ``deletion``: what makes Wagtail's own deletions put pages there.
- ``policy``, ``hiding``: what keeps them out of Wagtail's admin.
- ``admin``: the list of deleted pages.
"""
