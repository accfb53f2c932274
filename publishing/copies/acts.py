"""Starting a working copy, bringing it back into its page, and abandoning it: each in one transaction."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Comment, Page, Revision

from publishing import tasks
from publishing.copies.content import content_of, data_of, from_merge, relations_of, to_merge
from publishing.copies.merge import Merged, Side, merge
from publishing.copies.place import is_copy, new_slug
from publishing.copies.presence import at_work_on, name_of
from publishing.editions.canonical import NEXT_EDITION
from publishing.editions.change import Change
from publishing.models.working_copies import WorkingCopy
from publishing.moments import in_words
from publishing.revisions import keep_below_the_draft
from publishing.trash.deletion import delete_for_good
from publishing.trash.place import in_trash

__all__ = [
    "ABANDONED",
    "CHECKED_IN",
    "KEPT",
    "STARTED",
    "Comparison",
    "GoneError",
    "abandon",
    "check_in",
    "compare",
    "may_have_copies",
    "start",
    "what_hinders",
]

STARTED = "publishing.copy.start"
CHECKED_IN = "publishing.copy.check_in"
ABANDONED = "publishing.copy.abandon"
KEPT = "publishing.copy.keep"
"""Actions in the log of the page. The data of the last three name the copy (``copy``, ``title``)."""


class GoneError(Exception):
    """Somebody else has brought the copy back or abandoned it, or the page is gone with all its copies."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page as its newest draft has it (``now``), its copy, and both together.

    ``state`` changes with each of them, so that nobody decides about something else than what they saw.
    """

    working: WorkingCopy
    now: Any
    copy: Any
    merged: Merged
    draft: Any
    state: str


def may_have_copies(page: Any) -> bool:
    """Whether a page can have working copies: it is public, and neither one itself nor the alias of another page."""
    return bool(page.live and not page.alias_of_id and not is_copy(page) and not in_trash(page))


@transaction.atomic
def start(page: Any, user: Any, title: str, *, from_draft: bool = False) -> WorkingCopy:
    """Make a working copy of what is published, or of the draft that waits (``from_draft``).

    Raises ``PermissionDenied`` for somebody who may not edit the page, and ``ValidationError`` where it can have none.
    """
    stored = Page.objects.select_for_update().get(pk=page.pk).specific
    if not stored.permissions_for_user(user).can_edit():
        raise PermissionDenied
    if not may_have_copies(stored):
        raise ValidationError(_("Only a published page can have a working copy."))
    base = _base(stored, from_draft=from_draft)
    copy = _made_from(stored, base)
    rows = {name: list(getattr(copy, name).all()) for name in relations_of(type(stored))}
    stored.add_child(instance=copy)
    keys = {
        name: {str(row.pk): before["pk"] for row, before in zip(made, base.get(name, ()), strict=True)}
        for name, made in rows.items()
    }
    copy.save_revision(user=user, clean=False)
    working = WorkingCopy.objects.create(
        copy=Page.objects.get(pk=copy.pk), page_id=stored.pk, title=title, base=base, rows=keys, started_by=user
    )
    log(instance=copy, action="wagtail.create", user=user, content_changed=True)
    log(instance=stored, action=STARTED, user=user, data={"title": title, "copy": copy.pk})
    return working


def _base(page: Any, *, from_draft: bool) -> dict[str, Any]:
    """The content to start from; every row has a key, also one that the database does not know yet."""
    revision = page.latest_revision if from_draft else page.live_revision
    base = content_of(page.with_content_json(revision.content) if revision else page)
    if not (from_draft and page.has_unpublished_changes):
        base.pop(NEXT_EDITION, None)
    for name in relations_of(type(page)):
        for place, row in enumerate(base.get(name, ()), start=1):
            row["pk"] = row["pk"] or -place
    return base


def _made_from(page: Any, base: Mapping[str, Any]) -> Any:
    """An unsaved page with that content."""
    data = {"pk": None, **base}
    for name in relations_of(type(page)):
        data[name] = [{**row, "pk": None} for row in base.get(name, ())]
    copy = type(page).from_serializable_data(data)
    copy.slug, copy.live, copy.owner_id, copy.locale_id = new_slug(), False, page.owner_id, page.locale_id
    copy.next_edition = Change.from_json(base.get(NEXT_EDITION))
    return copy


# --- Comparing --------------------------------------------------------------------------------------------------------


def compare(working: WorkingCopy, decided: Mapping[str, Side] | None = None) -> Comparison:
    """What bringing the copy back would make of the page. Reads only."""
    page, stored_copy = working.page.specific, working.copy.specific
    now, copy = page.get_latest_revision_as_object(), stored_copy.get_latest_revision_as_object()
    model = type(page)
    here = content_of(now)
    if not page.has_unpublished_changes:
        # Said already, with the edition that was published.
        here.pop(NEXT_EDITION, None)
    # Fields that are younger than the copy get their defaults, and what was deleted since is left out, as on both sides.
    base = content_of(page.with_content_json({"pk": page.pk, **working.base}))
    merged = merge(
        to_merge(model, base), to_merge(model, here), to_merge(model, content_of(copy), working.rows), decided
    )
    draft = page.with_content_json(data_of(now) | {NEXT_EDITION: None} | from_merge(model, merged.content))
    return Comparison(working, now, copy, merged, draft, _state(working, page, stored_copy))


def _state(working: WorkingCopy, *pages: Any) -> str:
    parts = [(page.pk, page.latest_revision_id, str(page.latest_revision_created_at), page.live) for page in pages]
    return hashlib.sha256(repr((working.pk, parts)).encode()).hexdigest()


def what_hinders(working: WorkingCopy, user: Any) -> str:
    """Why the copy can't be brought back now, as a sentence; empty where nothing hinders."""
    page = working.page.specific
    if in_trash(page):
        return _("The page was deleted. Restore it first (Reports → Deleted pages).")
    if page.current_workflow_state is not None:
        return _("The page is being reviewed. Bring the copy back when the review is over.")
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        said = _("%(who)s has locked the page since %(when)s.")
        return said % _locker(page) if page.locked else _("A publication of the page is planned; cancel it first.")
    return _own_hindrance(working.copy.specific, user)


def _own_hindrance(copy: Any, user: Any) -> str:
    """Why nobody should end a copy now: somebody else has locked it, or is writing in it."""
    lock = copy.get_lock()
    if lock is not None and lock.for_user(user):
        return _("%(who)s has locked the working copy since %(when)s.") % _locker(copy)
    writing = [person.name for person in at_work_on([copy.pk], but=user).get(copy.pk, ()) if person.writing]
    if writing:
        return _("%(names)s is writing in this working copy at this moment. Ask them to save it first.") % {
            "names": ", ".join(writing)
        }
    return ""


def _locker(page: Any) -> dict[str, str]:
    return {"who": name_of(page.locked_by), "when": in_words(page.locked_at) if page.locked_at else "–"}


# --- Ending -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def check_in(key: int, user: Any, decided: Mapping[str, Side], state: str) -> Revision:
    """Bring a copy back: one draft of its page, which nobody publishes by that; the copy is gone afterwards.

    ``decided``: by the name of each conflict. Where the page's value was taken, the copy as it was stays among the revisions.
    Raises ``GoneError``, ``PermissionDenied``, and ``ValidationError`` where something hinders, a conflict is not decided, or
    page or copy have changed since ``state``.
    """
    working = _held(key, user)
    if hindrance := what_hinders(working, user):
        raise ValidationError(hindrance)
    comparison = compare(working, decided)
    if comparison.state != state:
        raise ValidationError(
            _("The page or its copy was changed while you looked. Look at the differences again."), code="changed"
        )
    if any(conflict.name not in decided for conflict in comparison.merged.conflicts):
        raise ValidationError(_("Choose one of the two wherever both were changed."), code="undecided")
    said = {"title": working.title, "copy": working.pk}
    if any(decided[conflict.name] is Side.PAGE for conflict in comparison.merged.conflicts):
        kept = _keep_last_state(comparison, user)
        log(instance=comparison.now, action=KEPT, user=user, data=said, revision=kept, content_changed=True)
    revision: Revision = comparison.draft.save_revision(user=user, clean=False)
    log(instance=comparison.now, action=CHECKED_IN, user=user, data=said, revision=revision, content_changed=True)
    Comment.objects.filter(page_id=working.copy_id).update(page_id=working.page_id, revision_created=None)
    _discard(working, user)
    return revision


@transaction.atomic
def abandon(key: int, user: Any) -> Any:
    """End a copy without its changes; its last state stays among the revisions of its page, which is returned.

    Raises ``GoneError``, ``PermissionDenied``, and ``ValidationError`` where somebody else is at work in it.
    """
    working = _held(key, user)
    if hindrance := _own_hindrance(working.copy.specific, user):
        raise ValidationError(hindrance)
    comparison = compare(working)
    said = {"title": working.title, "copy": working.pk}
    kept = _keep_last_state(comparison, user)
    log(instance=comparison.now, action=ABANDONED, user=user, data=said, revision=kept, content_changed=True)
    _discard(working, user)
    return comparison.now


def _held(key: int, user: Any) -> WorkingCopy:
    """The copy, which nobody else ends or changes meanwhile, nor its page; for whoever may edit the page."""
    page = WorkingCopy.objects.filter(pk=key).values_list("page_id", flat=True).first()
    list(Page.objects.select_for_update().filter(pk__in=[page, key]).order_by("pk").values_list("pk", flat=True))
    working = WorkingCopy.objects.select_related("page", "copy").filter(pk=key).first()
    if working is None:
        raise GoneError
    if not in_trash(working.page) and not working.copy.specific.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return working


def _keep_last_state(comparison: Comparison, user: Any) -> Revision:
    """Keep what the copy says as a revision of its page, its rows being those of the page."""
    working, model = comparison.working, type(comparison.now)
    said = to_merge(model, content_of(comparison.copy), working.rows)
    page = working.page.specific
    return keep_below_the_draft(page, data_of(comparison.now) | {NEXT_EDITION: None} | from_merge(model, said), user)


def _discard(working: WorkingCopy, user: Any) -> None:
    copy = Page.objects.get(pk=working.copy_id)
    tasks.forget([copy.specific])
    delete_for_good(copy, user=user)
