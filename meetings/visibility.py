"""Who may read a row of the minutes: the one rule that the page, search, lists and files all ask."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from search.contract import MEMBERS_ONLY

__all__ = ["Visibility", "VisibleRow", "numbered", "visibility_panel", "visible"]


class Visibility(models.TextChoices):
    """Whom a part of the minutes is for."""

    PUBLIC = "public", _("Everybody")
    MEMBERS = "members", _("Members of the task force only")


class VisibleRow(models.Model):
    """A row of the minutes that the secretariat can keep from the public.

    ``number`` is its place among all rows of its kind, counted from 1 over public and hidden rows alike, so that
    "Decision 3" is the same decision for everybody who quotes it. It is set by ``numbered``.
    """

    visibility = models.CharField(
        _("who may read it"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.PUBLIC,
        help_text=_("What is for members only appears neither on the public page nor in its search results."),
    )

    number: int = 0

    class Meta:
        abstract = True

    def visible_to(self, *, members: bool) -> bool:
        """Whether this row may be shown; ``members`` says whether the reader is a member of the task force.

        Whatever is not plainly public is for members, so that an unknown value hides instead of shows.
        """
        return members or self.visibility == Visibility.PUBLIC

    def hide(self) -> None:
        """Keep it from the public where it is shown from memory; nothing is stored."""
        self.visibility = Visibility.MEMBERS

    @property
    def editor_line(self) -> str:
        """The row in one line for the editor, where a row for members only has to be told from the others."""
        if self.visible_to(members=False):
            return str(self)
        return f"{self.get_visibility_display()} – {self}"

    @property
    def passage_access(self) -> frozenset[str] | None:
        """The rule in the words of the search contract: None for "as the page", else who may read it."""
        return None if self.visible_to(members=False) else MEMBERS_ONLY


def visibility_panel() -> FieldPanel:
    """The choice of who may read a row, in the row's form."""
    return FieldPanel(
        "visibility",
        help_text=_(
            "What is for members only appears neither on the public page nor in its search results, e.g. a discussion"
            " of a single case."
        ),
    )


Row = TypeVar("Row", bound=Any)


def numbered(rows: Iterable[Row]) -> list[Row]:
    """The rows in their order, each told its ``number`` from 1."""
    found = list(rows)
    for number, row in enumerate(found, start=1):
        row.number = number
    return found


def visible(rows: Iterable[Row], *, members: bool) -> Sequence[Row]:
    """Those of the rows that the reader may see."""
    return [row for row in rows if row.visible_to(members=members)]
