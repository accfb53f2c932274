"""PDF: one part a page. A page that is only a picture has no text until it was scanned (``scanning``)."""

from collections.abc import Callable
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from publishing.extraction.readers.parts import Cut, EnoughError, Kind, Out, Refusal, RefusedError

__all__ = ["Scan", "read"]

Scan = Callable[[pdfium.PdfPage], str | None]
"""Reads the picture of a page; None where no more are read."""

# A page with fewer letters than this and a picture over most of it is a scan: scanner programs print their own name.
# Some programs turn all letters into curves; a page of hundreds of them without text is a picture as well.
_FEW_LETTERS = 60
_MOST_OF_THE_PAGE = 0.4
_MANY_CURVES = 300
_LOOKED_AT = 20_000


def read(data: bytes, out: Out, scan: Scan | None = None) -> None:
    """Give the pages of a PDF, and count those that are pictures.

    With ``scan`` such a page is given with what that makes of it. Raises ``RefusedError`` for a file that can't be
    opened or of which no page can be read, ``EnoughError`` at the end where single pages were not.
    """
    document = _opened(data)
    out.pages = len(document)
    damaged = left_out = 0
    for index in range(out.pages):
        try:
            page = document[index]
            text = _text(page)
            if _is_picture(page, text):
                if scan is None:
                    out.pictures += 1
                elif (recognised := scan(page)) is None:
                    left_out += 1
                else:
                    text = max(text, recognised, key=_letters)
            page.close()
        except pdfium.PdfiumError:
            damaged += 1
            continue
        out.part(Kind.PAGE, text, number=index + 1)
    if damaged == out.pages:
        raise RefusedError(Refusal.BROKEN)
    if damaged or left_out:
        raise EnoughError(Cut.PAGES if damaged else Cut.SCANS)


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as problem:
        needs_password = problem.err_code == pdfium_c.FPDF_ERR_PASSWORD
        raise RefusedError(Refusal.PASSWORD if needs_password else Refusal.BROKEN) from None


def _text(page: pdfium.PdfPage) -> str:
    """The text inside the edges of the page."""
    text_page = page.get_textpage()
    text: str = text_page.get_text_bounded()
    text_page.close()
    return text


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _is_picture(page: pdfium.PdfPage, text: str) -> bool:
    """Whether hardly any text, but a picture or letters made of curves fill the page."""
    if _letters(text) >= _FEW_LETTERS:
        return False
    width, height = page.get_size()
    covered, curves = 0.0, 0
    drawn = page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_PATH))
    for item in islice(drawn, _LOOKED_AT):
        if item.type == pdfium_c.FPDF_PAGEOBJ_PATH:
            curves += 1
        else:
            left, bottom, right, top = item.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
    return curves >= _MANY_CURVES or covered >= _MOST_OF_THE_PAGE * width * height
