"""What waits to happen to a page: its hour, or somebody's approval."""

from typing import Any

from wagtail.models import Revision

__all__ = ["call_off"]


def call_off(page: Any, user: Any = None) -> None:
    """Let nothing happen to a page by itself any more: cancel its planned publication and its review."""
    Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    state = page.current_workflow_state
    if state is not None:
        state.cancel(user=user)
