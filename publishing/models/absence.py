"""Pages that are no longer what they were: withdrawn (still readable, with the reason) or removed from the public."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.trash.place import kept

__all__ = [
    "STORED_ABSENCE",
    "MayBeAbsent",
    "PageAbsence",
    "absence_of",
    "in_force",
    "know_absences",
    "remember_absence",
]


class PageAbsence(models.Model):
    """Why a page is withdrawn or removed, in the reader's words; a page that is neither has none.

    A table of its own, so that no draft or old revision brings a state back; written by ``publishing.absence`` alone. It is
    read together with the page, never by a query of its own where a visitor waits.
    """

    class State(models.TextChoices):
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REMOVED = "removed", _("Removed from the public")

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="absence", verbose_name=_("page")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    since = models.DateField(_("since"))
    reason = models.TextField(_("reason"), max_length=500)
    successor = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("successor"),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now=True)

    # Said on the page itself; it does not use its successor in Wagtail's sense.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("absence")
        verbose_name_plural = _("absences")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.state}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether the page can still be read."""
        return self.state == self.State.WITHDRAWN

    @property
    def is_removed(self) -> bool:
        """Whether the page's address has nothing but the reason."""
        return self.state == self.State.REMOVED


_COLUMNS = [field.attname for field in PageAbsence._meta.concrete_fields]
STORED_ABSENCE = tuple(f"absence__{name}" for name in _COLUMNS)
"""The columns to read beside those of a ``Page``, for ``remember_absence``."""


def absence_of(page: Any) -> PageAbsence | None:
    """Why a page, also a plain one of Wagtail's, is withdrawn or removed; no query where it was read with the page."""
    try:
        absence: PageAbsence = page.absence
    except PageAbsence.DoesNotExist:
        return None
    return absence


def remember_absence(page: Any, row: Sequence[Any]) -> None:
    """Let a page, also a plain one, know the values of ``STORED_ABSENCE`` that were read beside it."""
    _remember(page, PageAbsence.from_db(None, _COLUMNS, row) if row[0] is not None else None)


def _remember(page: Any, absence: PageAbsence | None) -> None:
    PageAbsence._meta.get_field("page").remote_field.set_cached_value(page, absence)


def in_force(pages: Any) -> Any:
    """The pages of a queryset that were not withdrawn."""
    return pages.exclude(absence__state=PageAbsence.State.WITHDRAWN)


def know_absences(pages: Iterable[Any]) -> None:
    """Let pages know their absences, with one query for all of them."""
    every = list(pages)
    known = PageAbsence.objects.in_bulk([page.pk for page in every]) if every else {}
    for page in every:
        page.know_absence(known.get(page.pk))


class MayBeAbsent:
    """What a page says of its own absence. Asks the database once, unless it was told (``know_absence``)."""

    def know_absence(self, absence: PageAbsence | None) -> None:
        """Take what was read beside the page, so that nobody asks for it again."""
        _remember(self, absence)

    @property
    def known_absence(self) -> PageAbsence | None:
        """Why the page is withdrawn or removed; None for one that is neither."""
        return absence_of(self)

    @property
    def withdrawal(self) -> PageAbsence | None:
        """Why the page is withdrawn; None for one that is not."""
        absence = self.known_absence
        return absence if absence and absence.is_withdrawn else None

    @property
    def suggested_successor(self) -> int | None:
        """The primary key of the page that takes this one's place, where the page itself knows."""
        return None

    @classmethod
    def get_indexed_objects(cls) -> Any:
        """What a new index of the admin's search holds: nothing that was deleted."""
        return kept(super().get_indexed_objects())  # type: ignore[misc]

    def enter_trash(self) -> None:
        """Give up what no other page may have as long as this one has it: the page is being deleted."""

    def leave_trash(self) -> None:
        """Take it up again; raises ``ValidationError`` where another page has it now."""

    def search_withdrawn(self) -> bool:
        """A withdrawn page is no longer offered by search."""
        return self.withdrawal is not None
