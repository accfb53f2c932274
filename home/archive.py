"""Builds an information page from a record of the archive import."""

from typing import Any

from home.models import InformationPage
from publishing.archive import ArchiveContext, ArchiveRecord
from publishing.archive.body import stream_data

__all__ = ["build_information"]


def build_information(record: ArchiveRecord, context: ArchiveContext) -> InformationPage:
    """An unsaved information page; its HTML is clean already (``publishing.html.sanitize``)."""
    page = InformationPage(title=record.title, checked_on=record.date)
    field: Any = InformationPage._meta.get_field("body")
    page.body = field.stream_block.to_python(stream_data(html=record.html, text=record.text))
    return page
