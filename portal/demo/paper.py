"""Small files for download, made of plain text without any library: a PDF and a Word document."""

import io
import textwrap
import zipfile
from collections.abc import Iterable, Sequence
from html import escape

from django.core.files.base import ContentFile

from publishing.models import PortalDocument

__all__ = ["document", "docx", "pdf"]

_WIDTH = 82
_LINES = 46
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def document(title: str, name: str, content: bytes) -> PortalDocument:
    """The document with this title; stored as a file called ``name`` where there is none yet."""
    known: PortalDocument | None = PortalDocument.objects.filter(title=title).first()
    if known is not None:
        return known
    made = PortalDocument(title=title, source="Contoh isi portal", file=ContentFile(content, name=name))
    made.file_size = len(content)
    made.clean()
    made.save()
    return made


def pdf(title: str, paragraphs: Sequence[str]) -> bytes:
    """A PDF of A4 pages with searchable text."""
    lines = [line for text in (title, *paragraphs) for line in (*textwrap.wrap(text, _WIDTH), "")]
    pages = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
    # Objects: 1 catalogue, 2 list of pages, 3 font, 4 title, then a page and its text for each page.
    kids = " ".join(f"{5 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (id) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (" + _pdf_text(title) + b") >>",
    ]
    for place, page in enumerate(pages):
        text = b"".join(b"(" + _pdf_text(line) + b") Tj T*\n" for line in page)
        stream = b"BT /F1 11 Tf 16 TL 60 780 Td\n" + text + b"ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (6 + 2 * place)
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
    return _pdf_file(objects)


def _pdf_text(text: str) -> bytes:
    plain = text.encode("cp1252", "replace")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _pdf_file(objects: Iterable[bytes]) -> bytes:
    """The objects with the table that says where each begins."""
    out = bytearray(b"%PDF-1.4\n")
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(starts) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\n" % (len(starts) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def docx(paragraphs: Iterable[str]) -> bytes:
    """A Word document; the same text gives the same bytes."""
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>' for text in paragraphs)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # A fixed time of the entry, the earliest that the format knows.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _DECLARATION + content)
    return out.getvalue()
