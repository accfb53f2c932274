"""Topics: the portal's short controlled list of subjects."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import RevisionMixin


class Topic(RevisionMixin, models.Model):
    """A subject that pages are filed under, e.g. "Pemulangan"; visitors filter by it."""

    name = models.CharField(_("name"), max_length=80, unique=True, help_text=_("E.g. Pemulangan korban"))
    slug = models.SlugField(_("short name for addresses"), max_length=80, unique=True, help_text=_("E.g. pemulangan"))

    panels = [FieldPanel("name"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; what search says of the pages under this topic follows in the same transaction."""
        from publishing import lifecycle

        before = Topic.objects.filter(pk=self.pk).first() if self.pk else None
        super().save(*args, **kwargs)
        if before is not None and (before.name, before.slug) != (self.name, self.slug):
            lifecycle.resync_topic(before.slug)

    save.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete; the pages under this topic lose it, in search as well."""
        from publishing import lifecycle

        deleted = super().delete(*args, **kwargs)
        lifecycle.resync_topic(self.slug)
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
