"""The approval task of the workflow: nobody approves what they last edited."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask


class SeparateApprovalTask(GroupApprovalTask):
    """A group approval that the last editor of the revision can't give.

    The four-eyes rule is this portal's own (design: "nobody approves what they last edited"). It is kept in two
    places: the buttons are not offered, and an approval that comes by another way is refused.
    """

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    @staticmethod
    def edited_by(obj: Any, user: Any) -> bool:
        """Whether ``user`` saved the newest revision of ``obj``."""
        latest = obj.get_latest_revision() if obj is not None else None
        return latest is not None and latest.user_id is not None and latest.user_id == user.pk

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        if self.edited_by(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Carry out the action; raises ``PermissionDenied`` when the last editor approves."""
        if action_name == "approve" and self.edited_by(task_state.workflow_state.content_object, user):
            raise PermissionDenied(_("You edited this last. Another person has to approve it."))
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups approve or return the draft; the last editor can't approve it."))
