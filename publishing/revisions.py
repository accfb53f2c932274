"""Revisions that are kept without becoming the newest draft."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from wagtail.models import Revision

__all__ = ["keep_below_the_draft"]


def keep_below_the_draft(page: Any, content: Mapping[str, Any], user: Any = None) -> Revision:
    """Keep ``content`` as a revision of ``page`` just older than the newest one, which goes on being the draft."""
    newest = page.latest_revision
    return Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=user,
        content=content,
        object_str=str(page),
        created_at=newest.created_at - timedelta(microseconds=1) if newest else None,
    )
