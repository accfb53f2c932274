"""Files whose content does not match their name, are empty or too large."""

import io
import zipfile

import docx
import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from publishing.uploads import check_upload


def zipped(**names: bytes) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in names.items():
            archive.writestr(name.replace("__", "/"), content)
    buffer.seek(0)
    return buffer


def real_docx() -> io.BytesIO:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Notulen rapat koordinasi")
    document.save(buffer)
    return buffer


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("SK.PDF", io.BytesIO(b"%PDF-1.7\n...")),
        ("pindai.pdf", io.BytesIO(b"\x00scanner\n%PDF-1.4\n")),
        ("notulen.docx", real_docx()),
        ("daftar.xlsx", zipped(xl__workbook=b"<x/>")),
        ("surat.odt", zipped(mimetype=b"application/vnd.oasis.opendocument.text")),
        ("lampiran.zip", zipped(a=b"1")),
        ("catatan.txt", io.BytesIO("kalimat biasa – é".encode())),
    ],
)
def test_what_fits_is_accepted_and_left_at_its_start(name: str, file: io.BytesIO) -> None:
    check_upload(file, name)
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("palsu.pdf", io.BytesIO(b"MZ\x90\x00 program")),
        ("palsu.docx", io.BytesIO(b"%PDF-1.7")),
        ("palsu.docx", zipped(xl__workbook=b"<x/>")),
        ("rusak.docx", io.BytesIO(b"PK\x03\x04 and nothing more")),
        ("palsu.odt", zipped(mimetype=b"text/plain")),
        ("gambar.txt", io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 50)),
        ("biner.csv", io.BytesIO(b"a,b\0c")),
        ("tanpa-akhiran", io.BytesIO(b"x")),
        ("program.exe", io.BytesIO(b"MZ")),
    ],
)
def test_content_that_is_not_what_the_name_says_is_refused(name: str, file: io.BytesIO) -> None:
    with override("en"), pytest.raises(ValidationError, match="not what its name says"):
        check_upload(file, name)


def test_an_empty_file_is_refused() -> None:
    with override("en"), pytest.raises(ValidationError, match="empty"):
        check_upload(io.BytesIO(), "kosong.pdf")


def test_a_file_over_the_limit_is_refused_with_both_sizes() -> None:
    class Large(io.BytesIO):
        """Reports 60 MB without holding them."""

        def tell(self) -> int:
            return 60 * 1024 * 1024

    with override("en"), pytest.raises(ValidationError, match="60 MB; at most 50 MB"):
        check_upload(Large(b"%PDF-1.7"), "besar.pdf")
