"""Legal guidance as its template shows it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from publishing.blocks import stream_contents
from resources import passages
from resources.files import file_links
from resources.reading.around import around

__all__ = ["BASES_ANCHOR", "guidance_context"]

BASES_ANCHOR = "mengingat"


def guidance_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """The variables of ``resources/legal_guidance_page.html``."""
    rows = list(page.legal_bases.all())
    near = around(page, request, linked=[row.legal_document_id for row in rows])
    headings = stream_contents(page.answer)
    contents: list[tuple[int, str, Any]] = [(2, passages.QUESTION, _("Question")), (2, passages.ANSWER, _("Answer"))]
    contents += headings
    if rows:
        contents.append((2, BASES_ANCHOR, _("Legal bases")))
    return {
        "bases": [(row.text, near.url(row.legal_document_id)) for row in rows],
        "institution": page.institution_name,
        "files": file_links(page.files.select_related("document")),
        "related": near.related,
        # Question and answer are on the first screen; only an answer with parts of its own needs a list of them.
        "contents": contents if headings else [],
    }
