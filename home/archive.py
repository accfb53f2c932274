"""Builds an information page from a record of the archive import."""

from home.models import InformationPage
from publishing.archive import ArchiveContext, ArchiveRecord
from publishing.archive.body import with_text

__all__ = ["build_information"]


def build_information(record: ArchiveRecord, context: ArchiveContext) -> InformationPage:
    """An unsaved information page; its HTML is clean already (``publishing.html.sanitize``)."""
    return with_text(InformationPage(title=record.title, checked_on=record.date), "body", record)
