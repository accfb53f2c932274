"""Which pages stand behind what: their keys in the search ledger, and the pages that refer to an object."""

from typing import Any

from wagtail.models import Page, ReferenceIndex

__all__ = ["PAGES", "page_key", "pages_referring_to"]


PAGES = "page:"
"""What the key of every page in the search ledger begins with."""


def page_key(pk: int | None) -> str:
    """The key of a page in the search ledger."""
    return f"{PAGES}{pk}"


def pages_referring_to(obj: Any) -> set[int]:
    """The primary keys of the pages that refer to ``obj`` in a field, a row or a text, as far as Wagtail's index knows.

    The worker writes that index a moment after a publication (``publishing.tasks``).
    """
    found = ReferenceIndex.get_references_to(obj).filter(
        base_content_type__app_label=Page._meta.app_label, base_content_type__model=Page._meta.model_name
    )
    return set(map(int, found.values_list("object_id", flat=True)))
