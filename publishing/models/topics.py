"""Topics: the portal's short controlled list of subjects."""

from django.db import models
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
