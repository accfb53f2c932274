"""Working copies of published pages (``publishing.copies``)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

__all__ = ["WorkingCopy"]


class WorkingCopy(models.Model):
    """The next edition of a page, while it is being prepared: a page of its own (``copy``) that is never published.

    ``base`` is the content that both started from, as JSON; a row that had no key yet has a negative one there. ``rows`` says
    which row of the copy came from which row of the base: by relation, key in the copy → key in the base.
    """

    copy = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="working_copy",
        verbose_name=_("copy"),
    )
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="working_copies", verbose_name=_("page")
    )
    title = models.CharField(_("what it is for"), max_length=120)
    base = models.JSONField()
    rows = models.JSONField(default=dict, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    started_at = models.DateTimeField(_("started at"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ["started_at", "pk"]

    def __str__(self) -> str:
        return self.title
