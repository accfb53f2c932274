"""Reads the files that wait, one after the other, each in a child process; for the worker and the command."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

from wagtail.documents import get_document_model

from publishing.extraction.child import Bounds, Reading, StoppedError, Tesseract, read
from publishing.extraction.readers.main import READABLE
from publishing.extraction.readers.parts import Refusal
from publishing.extraction.scanners import scanner
from publishing.files import texts
from publishing.models.document_versions import DocumentVersion
from publishing.models.file_texts import FileText

__all__ = ["READ_BOUNDS", "SCAN_BOUNDS", "read_next", "read_waiting", "scan_next", "scan_waiting"]

logger = logging.getLogger(__name__)

READ_BOUNDS = Bounds()
SCAN_BOUNDS = Bounds(seconds=30 * 60, processor_seconds=10 * 60)
_RENEW_SECONDS = 20


def read_waiting(stop: Event) -> None:
    """Read whatever waits; for the worker."""
    while not stop.is_set() and read_next(stop):
        pass


def scan_waiting(stop: Event) -> None:
    """Recognise the text of scans, where the program for it is installed; for the worker."""
    while not stop.is_set() and scan_next(stop):
        pass


def read_next(stop: Event | None = None) -> FileText | None:
    """Read the next file that waits, and keep what was found; None where none waits or ``stop`` was set meanwhile."""
    return _next(FileText.Status.WAITING, READ_BOUNDS, None, stop or Event())


def scan_next(stop: Event | None = None) -> FileText | None:
    """The same for the next file with pages that are pictures."""
    tesseract = scanner()
    return _next(FileText.Status.UNSCANNED, SCAN_BOUNDS, tesseract, stop or Event()) if tesseract else None


def _next(status: str, bounds: Bounds, tesseract: Tesseract | None, stop: Event) -> FileText | None:
    text = texts.claim(status)
    if text is None:
        return None
    try:
        reading = _read(text, bounds, tesseract, _patience(text, stop))
    except StoppedError:
        texts.release(text)
        return None
    if texts.keep(text, reading):
        text.refresh_from_db()
    return text


def _patience(text: FileText, stop: Event) -> Callable[[], bool]:
    """Whether to go on: not once the worker has to stop, or somebody else has the file now."""
    renewed = time.monotonic()

    def goes_on() -> bool:
        nonlocal renewed
        if stop.is_set():
            return False
        if time.monotonic() - renewed > _RENEW_SECONDS:
            renewed = time.monotonic()
            return texts.renew(text)
        return True

    return goes_on


def _read(text: FileText, bounds: Bounds, tesseract: Tesseract | None, waiting: Callable[[], bool]) -> Reading:
    found = _file_with(text.digest)
    if found is None:
        return Reading()
    stored, name = found
    extension = Path(name).suffix[1:].lower()
    if extension not in READABLE:
        return Reading()
    try:
        with stored.open("rb") as file:
            return read(file, extension, bounds=bounds, tesseract=tesseract, waiting=waiting)
    except FileNotFoundError:
        logger.warning("The file with the SHA-256 %s is missing.", text.digest)
        return Reading(refused=Refusal.MISSING)


def _file_with(digest: str) -> tuple[Any, str] | None:
    """A file with this content, and its own name; None where nobody has one any more."""
    version = DocumentVersion.objects.filter(digest=digest).order_by("pk").first()
    if version:
        return version.file, version.file_name
    # From before files had versions.
    document: Any = get_document_model().objects.filter(content_digest=digest).order_by("pk").first()
    return (document.file, document.filename) if document else None
