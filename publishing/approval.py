"""What happens when the last task of the workflow has approved a draft."""

from typing import Any

__all__ = ["publish_approved"]


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish the approved revision.

    The approval itself is the right to publish: nobody holds the direct one (``publishing.permissions``), and that
    the approver is not the last editor was checked by the task.
    """
    # Wagtail loads this module before the models.
    from publishing.models import PortalPage

    revision = workflow_state.content_object.get_latest_revision()
    content = revision.content_object
    if isinstance(content, PortalPage):
        content.publish(revision, user=user, skip_permission_checks=True, approval=workflow_state)
    else:
        revision.publish(user=user, skip_permission_checks=True)
