"""Publishing a revision: Wagtail's action, with fewer questions to the database."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState

from publishing.editions import Change, Publication, scheduled_by
from publishing.editions.canonical import NEXT_EDITION
from publishing.models.absence import PageAbsence
from publishing.refusals import PublicationRefusedError
from search.statements import Statement

__all__ = ["SCHEDULED", "PublishPortalPage", "publish"]

SCHEDULED = "wagtail.publish.scheduled"


_STORED = Statement(
    lambda pk, key, page_type: (
        Page.objects.filter(pk=pk)
        .order_by()
        .values_list(
            "title",
            "latest_revision_id",
            "absence__state",
            Exists(Page.objects.filter(alias_of_id=pk)),
            Exists(WorkflowState.objects.active().filter(base_content_type_id=page_type, object_id=key)),
        )
    ),
    int,
    str,
    int,
)


class PublishPortalPage(PublishPageRevisionAction):
    """Makes a revision the live content of its page at once; leaves scheduling and going back to Wagtail.

    Does what Wagtail does, in the same order and with the same signals and log. Wagtail asks for the latest revision,
    the revision before, the whole page as it is now, the copies that follow it and its workflow, to learn whether something
    newer is waiting, whether the title has changed, and what else has to be done; one short query says it all, and whether
    the page had been removed from the public.

    ``approval`` is the workflow that ends with this publication, as far as the caller knows one.
    """

    approval: Any = None

    def _publish_revision(
        self,
        revision: Any,
        object: Any,  # noqa: A002 - Wagtail's name.
        user: Any,
        changed: bool,
        log_action: bool | str,
        previous_revision: Any = None,
    ) -> None:
        object.publication = Publication(revision, *self._persons())
        now = timezone.now()
        scheduled = object.go_live_at and object.go_live_at > now
        if scheduled or previous_revision:
            super()._publish_revision(revision, object, user, changed, log_action, previous_revision)
            if not scheduled:
                _bring_back(object)
            return
        stored = next(iter(_STORED(object.pk, str(object.pk), object.get_base_content_type().pk)), None)
        old_title, newest, absence, aliases, workflow = stored or (object.title, revision.pk, None, True, True)
        if absence == PageAbsence.State.REMOVED:
            _bring_back(object)
        object.live = True
        object.expired = False
        object.has_unpublished_changes = newest != revision.pk
        object.revisions.update(approved_go_live_at=None)
        object.last_published_at = now
        object.first_published_at = object.first_published_at or now
        object.live_revision = revision
        object.save()
        object.without_aliases, object.without_workflow = not aliases, not workflow
        self._after_publish()
        object.without_aliases = object.without_workflow = False
        if log_action:
            self._log(object, user, changed, log_action, old_title)

    def _persons(self) -> tuple[int | None, int | None]:
        """The keys of who asked for the publication, and of who approved it."""
        user = getattr(self.user, "pk", None)
        if self.approval is not None:
            return self.approval.requested_by_id or user, user
        if user is None and self.log_action == SCHEDULED:
            return scheduled_by(self.revision)
        return user, None

    def _log(self, page: Any, user: Any, changed: bool, log_action: bool | str, old_title: str) -> None:
        data = None
        if old_title != page.title:
            data = {"title": {"old": old_title, "new": page.title}}
            log(instance=page, action="wagtail.rename", user=user, data=data, revision=self.revision)
        action = log_action if isinstance(log_action, str) else "wagtail.publish"
        log(instance=page, action=action, user=user, data=data, revision=self.revision, content_changed=changed)


def publish(
    page: Any,
    revision: Any,
    user: Any = None,
    *,
    skip_permission_checks: bool = False,
    approval: Any = None,
    change: Change | None = None,
    **options: Any,
) -> Any:
    """Publish a revision of a page, in the caller's transaction; Wagtail's ``options``.

    ``approval``: the state of the workflow that ends with this publication. ``change``: what is said about the change
    where the revision says nothing. Raises ``PublicationRefusedError`` when the revision's content breaks a rule, and for a
    working copy.
    """
    if page.is_copy:
        reason = _("A working copy is not published. Bring it back into its page first.")
        raise PublicationRefusedError(page, revision, ValidationError(reason))
    if change is not None and NEXT_EDITION not in revision.content:
        # Written down, because the publication may be planned for later; it is no part of what is hashed.
        revision.content[NEXT_EDITION] = change.to_json()
        revision.save(update_fields=["content"])
    action = PublishPortalPage(revision, user=user, **options)
    action.approval = approval
    try:
        return action.execute(skip_permission_checks=skip_permission_checks)
    except ValidationError as error:
        raise PublicationRefusedError(page, revision, error) from error


def _bring_back(page: Any) -> None:
    """Whoever publishes a page that was removed has decided that it is public again, its copies with it."""
    its = Q(pk=page.pk) | Q(page__alias_of=page.pk)
    PageAbsence.objects.filter(its, state=PageAbsence.State.REMOVED).delete()
