"""Documents that have the same file."""

from collections.abc import Sequence
from typing import Any

from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy

__all__ = ["other_with"]


def other_with(digest: str, user: Any, *, actions: Sequence[str], but: int | None = None) -> Any | None:
    """The oldest other document whose current file has this SHA-256, or None.

    Only of those with which the user may do one of ``actions`` (``"choose"``, ``"change"``): of the others nobody is told
    that they exist. ``but``: the document itself.
    """
    if not digest:
        return None
    documents: Any = get_document_model().objects.all()
    if user is not None:
        documents = permission_policy.instances_user_has_any_permission_for(user, list(actions))
    return documents.filter(content_digest=digest).exclude(pk=but).order_by("pk").first()
