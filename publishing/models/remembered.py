"""Objects that are public as soon as they are saved, and whose every state is remembered: agencies, help lines."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import Revision, RevisionMixin
from wagtail.utils.timestamps import ensure_utc

from publishing.editions.canonical import canonical_json

__all__ = ["BEGAN", "Remembered", "protect", "remember_existing"]

BEGAN = "portal.history_began"
"""The action in the log for the first state that was kept of an object that is older than its history."""


class Remembered(RevisionMixin, models.Model):
    """Mixed into a model: every save that changes something leaves a revision and an entry in the log, with who and when.

    Whoever saves need not ask for it; who it is, is known in the admin (Wagtail's log context), and nobody in a command.
    ``not_remembered`` names fields that say nothing about the object, e.g. its place in a list. A revision goes only with its
    object (``protect``).
    """

    not_remembered: ClassVar[frozenset[str]] = frozenset()

    # Set by the form that brings an old state back: the revision that it is.
    brings_back: Revision | None = None

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and keep the new state in the same transaction."""
        adding = self._state.adding
        super().save(*args, **kwargs)
        self.remember("wagtail.create" if adding else "wagtail.edit")

    def remember(self, action: str) -> Revision | None:
        """Keep what is stored, unless the last revision says the same; returns the new revision. ``action`` is logged."""
        # What was given to ``save`` may be a part of the fields, or an expression.
        stored = type(self)._meta.base_manager.get(pk=self.pk)
        last = Revision.objects.for_instance(self).order_by("-created_at", "-pk").first()
        if last is not None and stored.said(stored.serializable_data()) == stored.said_by(last):
            return None
        revision = Revision.objects.create(
            content_object=stored,
            base_content_type=self.get_base_content_type(),
            user=get_active_log_context().user,
            content=stored.serializable_data(),
            object_str=str(stored),
        )
        # Nothing that a visitor sees changes with this column.
        type(self)._meta.base_manager.filter(pk=self.pk).update(latest_revision=revision)
        self.latest_revision = revision
        former, self.brings_back = self.brings_back, None
        data = {"revision": {"id": former.pk, "created": ensure_utc(former.created_at)}} if former else None
        log(self, "wagtail.revert" if former else action, revision=revision, content_changed=True, data=data)
        return revision

    def said(self, content: Mapping[str, Any]) -> bytes:
        """What serialised content says of the object, to be compared."""
        left_out = {"pk", "latest_revision", *self.not_remembered}
        return canonical_json({name: value for name, value in content.items() if name not in left_out})

    def said_by(self, revision: Revision) -> bytes:
        """What a revision says; a field that is younger than the revision counts as empty."""
        return self.said(self.with_content_json(revision.content).serializable_data())

    def with_content_json(self, content: Any) -> Any:
        """See Wagtail; ``not_remembered`` stays as it is."""
        shown = super().with_content_json(content)
        for name in self.not_remembered:
            setattr(shown, name, getattr(self, name))
        return shown


def remember_existing(model: type[Remembered]) -> int:
    """Keep a first state of every object that has none, from before there was a history; returns of how many."""
    kept = 0
    for key in model._meta.base_manager.filter(latest_revision=None).values_list("pk", flat=True):
        with transaction.atomic():
            found = model._meta.base_manager.select_for_update().filter(pk=key).first()
            kept += found is not None and found.remember(BEGAN) is not None
    return kept


def protect(instance: Revision, origin: Any = None, **_signal: Any) -> None:
    """Receives the deletion of a revision: one of a remembered object goes with its object only, not by ``purge_revisions``."""
    asked_for = origin.model if isinstance(origin, models.QuerySet) else type(origin)
    model = instance.content_type.model_class()
    if asked_for is Revision and model is not None and issubclass(model, Remembered):
        raise ProtectedError(_("The history of what was public is kept."), {instance})
