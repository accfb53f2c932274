"""For pages whose day is not always known."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models import PortalPage
from publishing.rules import sane_year

__all__ = ["DatedPage"]


class DatedPage(PortalPage):
    """A page with a day of its own, or with a year alone, as in older archives."""

    day_fields: ClassVar[tuple[str, ...]] = ()
    """The date fields that a type has; the first one with a value is the page's day."""

    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("Only where the day is not known, e.g. 2019")
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a year that can't be; raises ``ValidationError``."""
        super().clean()
        sane_year(self.year)

    def search_date(self) -> date | None:
        """The day of the page; that of its publication where neither day nor year is known."""
        day = next((value for name in self.day_fields if (value := getattr(self, name))), None)
        return day if day or self.year else super().search_date()

    def search_year(self) -> int | None:
        day = self.search_date()
        return day.year if day else self.year
