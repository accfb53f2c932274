"""Where deleted pages lie: below a node of the tree beside the sites, which no address leads to.

The node's slug holds a sign that no form accepts, so that the tree addresses below it belong to nothing else. That tells
a deleted page from any other without asking the database.
"""

from typing import Any, TypeVar

from django.db.models import QuerySet
from wagtail.models import Page

__all__ = ["in_trash", "kept", "lying_there", "node", "top_path"]

_SLUG = "~trash"
_ADDRESS = f"/{_SLUG}/"
_DEPTH = 2
"""How deep in the tree the node is."""

Pages = TypeVar("Pages", bound="QuerySet[Any]")


def in_trash(page: Any) -> bool:
    """Whether a page was deleted (or is the node itself)."""
    return bool(page.url_path) and page.url_path.startswith(_ADDRESS)


def kept(pages: Pages) -> Pages:
    """The pages of a queryset that were not deleted."""
    return pages.exclude(url_path__startswith=_ADDRESS)


def lying_there(pages: Pages) -> Pages:
    """The pages of a queryset that were deleted."""
    return pages.filter(url_path__startswith=_ADDRESS)


def top_path(page: Any) -> str:
    """The treebeard path of the uppermost page of what was deleted together, of which this page is one."""
    return str(page.path[: (_DEPTH + 1) * Page.steplen])


def node() -> Page:
    """The node, made when it is first needed. The caller has taken its turn (``publishing.generation``)."""
    found = Page.objects.filter(url_path=_ADDRESS).first()
    if found is None:
        # A draft of Wagtail's own kind: its slug is not checked, and nothing of it is public.
        found = Page(title="Trash", slug=_SLUG, live=False)
        Page.get_first_root_node().add_child(instance=found)
    return found
