"""Makes real files of every format that the portal reads, and hostile ones; small, from nothing but text."""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import docx as python_docx
import openpyxl
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

__all__ = [
    "docx",
    "encrypted_pdf",
    "merged",
    "ods",
    "odt",
    "pdf",
    "pptx",
    "scan",
    "xlsx",
    "zipped",
]

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF = " ".join(f'xmlns:{name}="{_OFFICE}{name}:1.0"' for name in ("office", "text", "table", "style"))
_DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_SLIDES = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_PASSWORD_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_A4_AT_150 = (1240, 1754)


def pdf(*pages: str) -> bytes:
    """A PDF with one page for each text; a line for each of its lines."""
    return _pdf([_page_text(text) for text in pages])


def encrypted_pdf(text: str, password: str) -> bytes:
    """A PDF that can't be opened without the password (RC4 with 40 bits, the first that PDF knew)."""
    padded = (password.encode() + _PASSWORD_PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)  # noqa: S324 - that is how the format has it.
    identity = b"0123456789abcdef"
    key = hashlib.md5(padded + owner + b"\xfc\xff\xff\xff" + identity).digest()[:5]  # noqa: S324
    user = _rc4(key, _PASSWORD_PADDING)
    dictionary = b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >>" % (
        owner.hex().encode(),
        user.hex().encode(),
    )
    of_the_stream = hashlib.md5(key + (5).to_bytes(3, "little") + b"\0\0").digest()[:10]  # noqa: S324
    return _pdf([_rc4(of_the_stream, _page_text(text))], dictionary, identity)


def _page_text(text: str) -> bytes:
    lines = b"".join(
        b"(" + line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*\n"
        for line in text.split("\n")
    )
    return b"BT /F1 11 Tf 16 TL 60 780 Td\n" + lines + b"ET"


def _pdf(streams: Sequence[bytes], encryption: bytes = b"", identity: bytes = b"") -> bytes:
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(streams)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * place)
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
    if encryption:
        objects.append(encryption)
    out = bytearray(b"%PDF-1.4\n")
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(starts) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<< /Size %d /Root 1 0 R" % (len(starts) + 1)
    if encryption:
        out += b" /Encrypt %d 0 R /ID [<%b> <%b>]" % (len(objects), identity.hex().encode(), identity.hex().encode())
    out += b" >>\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def scan(*pages: str, turned: int = 0) -> bytes:
    """A PDF whose pages are nothing but pictures of the texts, as a scanner makes them; ``turned`` by some degrees."""
    font = ImageFont.load_default(34)
    pictures = []
    for text in pages:
        picture = Image.new("L", _A4_AT_150, 255)
        ImageDraw.Draw(picture).multiline_text((90, 110), text, fill=0, font=font, spacing=22)
        pictures.append(picture.rotate(turned, expand=True))
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=150, save_all=True, append_images=pictures[1:])
    return out.getvalue()


def merged(*pdfs: bytes) -> bytes:
    """One PDF of the pages of several."""
    whole = pdfium.PdfDocument.new()
    for data in pdfs:
        whole.import_pages(pdfium.PdfDocument(data))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def docx(*sections: tuple[str, str]) -> bytes:
    """A Word file of headings, each with a paragraph; a section without a heading begins with the paragraph."""
    document = python_docx.Document()
    for heading, text in sections:
        if heading:
            document.add_heading(heading, level=1)
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> bytes:
    """An Excel file with these rows in these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def odt(body: str, manifest: str = "") -> bytes:
    """An OpenDocument text with this XML inside its body."""
    return _open_document("text", f"<office:text>{body}</office:text>", manifest=manifest)


def ods(body: str, styles: str = "") -> bytes:
    """An OpenDocument spreadsheet with this XML inside its body and among its styles."""
    return _open_document("spreadsheet", f"<office:spreadsheet>{body}</office:spreadsheet>", styles)


def _open_document(kind: str, body: str, styles: str = "", manifest: str = "") -> bytes:
    content = (
        f"<office:document-content {_ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body>{body}</office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": content,
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def pptx(*slides: str, hidden: Sequence[int] = ()) -> bytes:
    """Slides with one text each; those with a number in ``hidden`` are not shown."""
    parts = {
        "ppt/presentation.xml": f"<p:presentation {_SLIDES} {_RELATIONS}><p:sldIdLst>"
        + "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in range(1, len(slides) + 1))
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": "<Relationships>"
        + "".join(
            f'<Relationship Id="rId{number}" Type="slide" Target="slides/slide{number}.xml"/>'
            for number in range(1, len(slides) + 1)
        )
        + "</Relationships>",
    }
    for number, text in enumerate(slides, start=1):
        shown = ' show="0"' if number in hidden else ""
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {_SLIDES} {_DRAWING}{shown}><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></p:sld>"
        )
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
