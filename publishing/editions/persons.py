"""Who stands behind a publication that the worker carries out."""

from wagtail.models import PageLogEntry, Revision, TaskState, WorkflowState

__all__ = ["scheduled_by"]


def scheduled_by(revision: Revision) -> tuple[int | None, int | None]:
    """The keys of who asked for a scheduled publication, and of who approved it in the workflow (None where nobody had to).

    Wagtail's log says who planned it last. Where that was the end of a workflow, it was the approver, and the one who
    sent the draft into the workflow asked for it.
    """
    plans = PageLogEntry.objects.filter(revision_id=revision.pk, action="wagtail.publish.schedule")
    planner = plans.order_by("-timestamp", "-pk").values_list("user_id", flat=True).first()
    if planner is None:
        return None, None
    approvals = TaskState.objects.filter(
        workflow_state__base_content_type=revision.base_content_type_id,
        workflow_state__object_id=revision.object_id,
        workflow_state__status=WorkflowState.STATUS_APPROVED,
        status=TaskState.STATUS_APPROVED,
        finished_by=planner,
        finished_at__gte=revision.created_at,
    )
    asked = approvals.order_by("-finished_at").values_list("workflow_state__requested_by_id", flat=True)[:1]
    return (asked[0] or planner, planner) if asked else (planner, None)
