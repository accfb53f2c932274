"""The editor of a meeting in the order of a secretary's work: what, when, where, who, agenda, decisions, files."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.telepath import register as register_telepath_adapter

from publishing.panels import tabs

__all__ = ["RowsPanel", "meeting_editor"]


class RowsPanel(InlinePanel):
    """Rows that are folded up to one line each, which says what is in them.

    Minutes have dozens of rows; unfolded, nobody finds anything. A new row is open, and so is one with an error.
    """

    @register_telepath_adapter
    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "meetings/admin/rows_panel.html"
        telepath_adapter_name = "wagtail.panels.InlinePanel"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["rows"] = [(child, _summary(child.form), bool(child.form.errors)) for child in self.children]
            return context


def _summary(form: Any) -> str:
    """The row in one line. A row that could not be read shows what was stored before."""
    row = form.instance
    return str(getattr(row, "editor_line", row))


def meeting_editor(about: Sequence[Panel | str]) -> TabbedInterface:
    """The edit handler of MeetingPage; ``about`` are the panels that every page type has."""
    return tabs(content=[*_head(), *_people(), *_minutes(), *_foot()], files=_files(), about=about)


def _head() -> list[Panel]:
    return [
        TitleFieldPanel(
            "title",
            help_text=_("Name the subject, e.g. Rapat Koordinasi Pembentukan Gugus Tugas TPPO Kabupaten Sinjai"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("kind"),
                        FieldPanel(
                            "status",
                            help_text=_(
                                "Set it to “Held” when you write the minutes; “Postponed”, e.g., tells people not to set out."
                            ),
                        ),
                    ]
                ),
                FieldPanel("status_note"),
            ],
            heading=_("What"),
            icon="info-circle",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start"), FieldPanel("end"), FieldPanel("year")]),
                FieldPanel("place"),
            ],
            heading=_("When and where"),
            icon="calendar",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("invitation_number"), FieldPanel("invitation_date")]),
                FieldRowPanel(
                    [
                        FieldPanel("invitation_sender"),
                        FieldPanel(
                            "archive_code",
                            help_text=_("Code of the classification of archives, e.g. 000.1.5 for minutes"),
                        ),
                    ]
                ),
            ],
            heading=_("Invitation and archive"),
            icon="mail",
        ),
    ]


def _people() -> list[Panel]:
    return [
        MultiFieldPanel(
            [
                FieldPanel("opened_by"),
                FieldRowPanel([FieldPanel("chair"), FieldPanel("chair_agency")]),
                FieldRowPanel([FieldPanel("secretary"), FieldPanel("note_taker")]),
            ],
            heading=_("Who leads and writes"),
            icon="user",
        ),
        RowsPanel(
            "resource_persons",
            heading=_("Resource persons"),
            label=_("Resource person"),
            icon="group",
            help_text=_("Who was invited to speak."),
        ),
        RowsPanel(
            "attendance",
            heading=_("Attendance by institution"),
            label=_("Institution"),
            icon="group",
            help_text=_(
                "Institution and position only. The signed attendance list stays in the archive: it is never published."
            ),
        ),
    ]


def _minutes() -> list[Panel]:
    return [
        FieldPanel("opening"),
        RowsPanel(
            "agenda_items",
            heading=_("Agenda and discussion"),
            label=_("Agenda item"),
            icon="list-ol",
            help_text=_("Before the meeting the subjects are enough; discussion and outcome follow afterwards."),
        ),
        RowsPanel(
            "decisions",
            heading=_("Decisions"),
            label=_("Decision"),
            icon="check",
            help_text=_("They are numbered in this order and stand at the top of the page."),
        ),
        RowsPanel(
            "action_items",
            heading=_("Follow-up: who does what by when"),
            label=_("Action item"),
            icon="tasks",
            help_text=_("Come back here when something is done, and name the evidence."),
        ),
    ]


def _foot() -> list[Panel]:
    return [
        FieldPanel("closing"),
        MultiFieldPanel(
            [
                FieldPanel("signatory_position"),
                FieldRowPanel([FieldPanel("signatory_name"), FieldPanel("signatory_nip")]),
            ],
            heading=_("Signature at the foot"),
            icon="edit",
        ),
    ]


def _files() -> list[Panel]:
    return [
        RowsPanel(
            "files",
            heading=_("Files"),
            label=_("File"),
            icon="doc-full",
            help_text=_("Signed minutes, invitation, slides. A file for members is refused to everybody else."),
        )
    ]
