"""The editor of a legal document, in a secretary's order: what, when, who, content, relations, files."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, TabbedInterface

from publishing.panels import tabs

__all__ = ["content_panels", "edit_handler"]


def content_panels(title: Sequence[Any]) -> list[Any]:
    """The panels of the content tab; ``title`` comes first."""
    return [
        *title,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("abbreviation")]),
                FieldRowPanel([FieldPanel("number"), FieldPanel("year")]),
                FieldPanel("status"),
            ],
            heading=_("What it is"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("place"), FieldPanel("enacted_on")]),
                FieldRowPanel([FieldPanel("promulgated_on"), FieldPanel("effective_on")]),
            ],
            heading=_("When and where"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("issuer"), FieldPanel("initiator")]),
                FieldRowPanel([FieldPanel("signatory"), FieldPanel("signatory_position")]),
            ],
            heading=_("Who"),
        ),
        FieldPanel("abstract"),
        *_paper(),
        FieldPanel("body"),
        InlinePanel("relations", heading=_("Relations"), label=_("Relation")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("document_type"), FieldPanel("corporate_author")]),
                FieldRowPanel([FieldPanel("source"), FieldPanel("subject")]),
                FieldRowPanel([FieldPanel("law_field"), FieldPanel("government_affair")]),
                FieldRowPanel([FieldPanel("language"), FieldPanel("location")]),
            ],
            heading=_("For the legal documentation network (JDIH)"),
        ),
    ]


def edit_handler(title: Sequence[Any], about: Sequence[Any]) -> TabbedInterface:
    """The whole editor."""
    files = [InlinePanel("files", heading=_("Files by part"), label=_("File"))]
    return tabs(content=content_panels(title), files=files, about=about)


def _paper() -> list[Any]:
    """The parts of a decree, in the order of the paper."""
    return [
        InlinePanel(
            "considerations",
            heading=_("Considerations (Menimbang)"),
            label=_("Consideration"),
            help_text=_("One row for each letter; the letters a, b, c come by themselves."),
        ),
        InlinePanel(
            "legal_bases",
            heading=_("Legal bases (Mengingat)"),
            label=_("Legal basis"),
            help_text=_("One row for each number; the numbers come by themselves."),
        ),
        InlinePanel(
            "dictums",
            heading=_("Dictums"),
            label=_("Dictum"),
            help_text=_("One row for each; KESATU, KEDUA and so on come by themselves."),
        ),
        InlinePanel(
            "memberships",
            heading=_("Members"),
            label=_("Member"),
            help_text=_("Institutions and offices as in the annex, without names of persons."),
        ),
        InlinePanel("copies", heading=_("Copies to (Tembusan)"), label=_("Copy to")),
    ]
