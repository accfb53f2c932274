"""A small PDF made by hand, so that sample documents have a real file without a library for it."""

from textwrap import wrap

from django.core.files.base import ContentFile

from publishing.models import PortalDocument

__all__ = ["pdf_bytes", "pdf_document"]

_LINES_A_PAGE = 44
_WIDTH = 84


def pdf_document(title: str, name: str, heading: str, paragraphs: list[str]) -> PortalDocument:
    """The document called ``title``: the one that is there, or a new one with the text as a PDF."""
    known: PortalDocument | None = PortalDocument.objects.filter(title=title).first()
    if known is not None:
        return known
    document = PortalDocument(title=title)
    content = pdf_bytes(heading, paragraphs)
    document.file = ContentFile(content, name=name)
    document.file_size = len(content)
    document.full_clean(exclude=["collection", "uploaded_by_user"])
    document.save()
    return document


def pdf_bytes(heading: str, paragraphs: list[str]) -> bytes:
    """A PDF 1.4 of A4 pages in Helvetica; characters outside Latin-1 become question marks."""
    lines = [*wrap(heading, _WIDTH), ""]
    for paragraph in paragraphs:
        lines += [*wrap(paragraph, _WIDTH), ""]
    sheets = [lines[start : start + _LINES_A_PAGE] for start in range(0, len(lines), _LINES_A_PAGE)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, sheet in enumerate(sheets):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * number)
        )
        drawn = b"\n".join(b"(%s) Tj T*" % _escaped(line) for line in sheet)
        stream = b"BT /F1 11 Tf 60 780 Td 16 TL\n%s\nET" % drawn
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _file(objects)


def _escaped(line: str) -> bytes:
    text = line.encode("cp1252", "replace")
    return text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: list[bytes]) -> bytes:
    """Objects, numbered from 1, with the table that says where each begins."""
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            len(body),
        )
    )
