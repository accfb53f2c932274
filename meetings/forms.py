"""The editor's form of a meeting: what only the page and its rows together can tell."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.editions.forms import PortalPageForm

__all__ = ["MeetingPageForm"]


class MeetingPageForm(PortalPageForm):
    """Checks rows against the meeting and against each other; every message stands at the row that it is about.

    A draft may be incomplete (Wagtail saves it while one writes), but not contradictory.
    """

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation and "start" in cleaned and not cleaned["start"] and not cleaned.get("year"):
            self.add_error("start", _("Enter day and time. For old minutes without a day, enter the year instead."))
        start = cleaned.get("start")
        if start:
            self._check_due_dates(timezone.localdate(start))
        self._check_attendance()
        self._check_agenda_numbers()
        self._check_files()
        return cleaned

    def defer_required_fields(self) -> None:
        """A draft is saved: rows may be incomplete as well."""
        super().defer_required_fields()
        self._allow_incomplete_rows(True)

    def restore_required_fields(self) -> None:
        """The draft has been checked: rows have to be complete again."""
        super().restore_required_fields()
        self._allow_incomplete_rows(False)

    def _allow_incomplete_rows(self, allowed: bool) -> None:
        for formset in self.formsets.values():
            for row in formset.forms:
                row.instance.incomplete_allowed = allowed

    def _rows(self, name: str) -> Iterator[tuple[int, Any, dict[str, Any]]]:
        """The rows that stay, in the order on the screen: number, form, and what could be read from it."""
        formset = self.formsets.get(name)
        if formset is None:
            return
        staying = []
        for row in formset.forms:
            row.is_valid()
            if row.cleaned_data and not row.cleaned_data.get("DELETE"):
                staying.append(row)
        staying.sort(key=lambda row: row.cleaned_data.get("ORDER") or 0)
        for number, row in enumerate(staying, start=1):
            yield number, row, row.cleaned_data

    def _check_due_dates(self, day: dt.date) -> None:
        for _number, row, data in self._rows("action_items"):
            due, completed = data.get("due_on"), data.get("completed_on")
            if due and due < day:
                row.add_error("due_on", _("The due date is before the meeting (%(day)s).") % {"day": day.isoformat()})
            if completed and completed < day:
                row.add_error("completed_on", _("This is before the meeting (%(day)s).") % {"day": day.isoformat()})

    def _check_attendance(self) -> None:
        """An institution may come in several positions, but not twice in the same."""
        seen: dict[tuple[str, str], int] = {}
        for number, row, _data in self._rows("attendance"):
            same_as = row.instance.same_as
            if not same_as[0]:
                continue
            if same_as in seen:
                field = "institution" if row.instance.institution else "agency"
                row.add_error(
                    field,
                    _("The same institution with the same position is already in row %(row)d.")
                    % {"row": seen[same_as]},
                )
            seen.setdefault(same_as, number)

    def _check_agenda_numbers(self) -> None:
        last = sum(1 for _row in self._rows("agenda_items"))
        for _number, row, data in self._rows("decisions"):
            wanted = data.get("agenda_number")
            if wanted and wanted > last:
                row.add_error(
                    "agenda_number",
                    _("There is no agenda item %(wanted)d; the last one is %(last)d.")
                    % {"wanted": wanted, "last": last},
                )

    def _check_files(self) -> None:
        """A file that is public in one row can't be for members in another."""
        seen: dict[int, int] = {}
        for number, row, data in self._rows("files"):
            document = data.get("document")
            if document is None:
                continue
            if document.pk in seen:
                row.add_error("document", _("This file is already in row %(row)d.") % {"row": seen[document.pk]})
            seen.setdefault(document.pk, number)
