"""Files that are damaged, hostile, scanned or many; and the command that reads them without a worker."""

import io
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from publishing.extraction import scanners
from publishing.extraction.child import Reading
from publishing.extraction.readers.parts import Cut, Kind, Part, Refusal
from publishing.files import reading, texts
from publishing.models import FileText
from tests.factories import files, meetings, resources
from tests.integration.publishing.filing import publish, read_all, search, text_of, upload
from tests.support.tesseract import require_tesseract

pytestmark = pytest.mark.django_db

Status = FileText.Status


@pytest.fixture(autouse=True)
def _storage(tmp_path: Path, settings: Any) -> None:
    """The index of a test, of its own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


@pytest.fixture
def _no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "scanner", lambda: None)


# --- Hostile, damaged, unreadable -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", files.encrypted_pdf("rahasia", password="kunci"), Refusal.PASSWORD),
        ("a.pdf", files.pdf("x")[:60], Refusal.BROKEN),
        ("a.pdf", files.docx(("", "bukan PDF")), Refusal.BROKEN),
        ("a.docx", files.pdf("bukan Word"), Refusal.BROKEN),
        ("a.xlsx", b"", Refusal.BROKEN),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, Refusal.PASSWORD),
    ],
)
def test_what_cannot_be_read_is_marked_with_the_reason_and_found_by_its_title(
    name: str, data: bytes, reason: str
) -> None:
    publish(upload(name, data, "Lampiran anggaran"), upload("baik.pdf", files.pdf("Rumah aman")))
    read_all()
    text = FileText.objects.get(status=Status.UNREADABLE)
    assert text.reason == reason
    assert str(text.explanation)
    assert [hit.title for hit in search("lampiran anggaran")][:1] == ["Lampiran anggaran"]
    assert [hit.title for hit in search("rumah aman")] == ["baik.pdf"]


def test_a_missing_file_is_marked() -> None:
    document = upload("a.pdf", files.pdf("Rumah aman"))
    document.file.storage.discard(document.file.name)
    read_all()
    assert (text_of(document).status, text_of(document).reason) == (Status.UNREADABLE, Refusal.MISSING)


def test_a_format_without_a_reader_has_no_text() -> None:
    document = upload("a.zip", files.zipped({"a.txt": "Rumah aman"}))
    read_all()
    assert text_of(document).status == Status.TEXTLESS


def test_a_file_of_three_hundred_pages_is_found_on_the_last_one() -> None:
    words = "Setiap korban berhak memperoleh restitusi dan rehabilitasi. " * 40
    document = upload("tebal.pdf", files.pdf(*[words] * 299, "Penutup dengan kata zirkonium"))
    publish(document)
    read_all()
    (hit,) = search("zirkonium")
    assert hit.passage_href == f"{document.url}#page=300"


# --- Scans ------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_no_tesseract")
def test_a_scan_without_the_program_for_it_is_marked_as_not_scanned() -> None:
    document = upload("a.pdf", files.scan("Rumah aman"))
    read_all()
    assert reading.scan_next() is None
    assert (text_of(document).status, text_of(document).pages) == (Status.UNSCANNED, 1)
    with override("id"):
        assert text_of(document).get_status_display() == "Belum dipindai"


def test_a_scan_becomes_searchable() -> None:
    require_tesseract()
    document = upload("a.pdf", files.scan("Berita acara", "Rapat membahas rumah aman\nbagi korban di Sinjai"))
    publish(document)
    read_all()
    assert search("rumah aman") == []
    reading.scan_waiting(Event())
    assert text_of(document).status == Status.READ
    (hit,) = search("rumah aman")
    assert hit.passage_href == f"{document.url}#page=2"


def test_a_scan_that_fails_keeps_the_text_that_there_was() -> None:
    document = upload("a.pdf", files.scan("Gambar"))
    claimed = texts.claim(Status.WAITING)
    assert claimed is not None
    assert texts.keep(claimed, Reading(parts=[Part(Kind.PAGE, "teks", 1)], pages=2, pictures=1))
    claimed = texts.claim(Status.UNSCANNED)
    assert claimed is not None
    assert texts.keep(claimed, Reading(refused=Refusal.TIME))
    text = text_of(document)
    assert (text.status, text.reason, len(text.parts), text.pages) == (Status.PARTLY, Refusal.TIME, 1, 2)


def test_a_scan_that_breaks_off_keeps_the_pages_that_were_read_before() -> None:
    document = upload("a.pdf", files.scan("Gambar"))
    claimed = texts.claim(Status.WAITING)
    assert claimed is not None
    read = [Part(Kind.PAGE, "teks satu", 1), Part(Kind.PAGE, "teks tiga", 3)]
    assert texts.keep(claimed, Reading(parts=read, pages=3, pictures=1))
    claimed = texts.claim(Status.UNSCANNED)
    assert claimed is not None
    scanned = [Part(Kind.PAGE, "teks satu", 1), Part(Kind.PAGE, "hasil pindai", 2)]
    assert texts.keep(claimed, Reading(parts=scanned, cut=Cut.TIME))
    text = text_of(document)
    assert [part[3] for part in text.parts] == ["teks satu", "hasil pindai", "teks tiga"]
    assert (text.status, text.reason, text.pages) == (Status.PARTLY, Cut.TIME, 3)


def test_a_program_without_indonesian_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    for languages, found in (("eng\nosd", False), ("eng\nind", True)):
        program.write_text(f"#!/bin/sh\nprintf 'List of available languages\\n{languages}\\n'\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        scanners._found.cache_clear()
        assert (scanners.scanner() is not None) is found
    scanners._found.cache_clear()


# --- The command ------------------------------------------------------------------------------------------------------


def command(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    with override("en"):
        call_command("extract_files", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.usefixtures("_no_tesseract")
def test_the_command_reads_what_waits_and_says_what_it_could_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publishing.management.commands.extract_files.scanner", lambda: None)
    upload("baik.pdf", files.pdf("Rumah aman"))
    upload("gambar.pdf", files.scan("Gambar"))
    upload("kosong.zip", files.zipped({}))
    assert "1 files read, 1 without text, 1 not scanned, 0 not readable" in command()[0]
    assert "0 files read" in command()[0]
    upload("terkunci.pdf", files.encrypted_pdf("x", password="kunci"))
    err = io.StringIO()
    with override("en"), pytest.raises(CommandError, match="1 files can't be read"):
        call_command("extract_files", stdout=io.StringIO(), stderr=err)
    assert "terkunci" in err.getvalue()
    assert "password" in err.getvalue()


def test_the_command_tries_again_only_when_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    document = upload("a.pdf", files.pdf("Rumah aman"))
    FileText.objects.update(status=Status.UNREADABLE, reason=Refusal.TIME, version=texts.VERSION)
    with override("en"), pytest.raises(CommandError):
        call_command("extract_files", stdout=io.StringIO())
    assert "1 files read" in command("--again")[0]
    assert (text_of(document).status, text_of(document).reason) == (Status.READ, "")


def test_files_of_an_imported_archive_are_read(tmp_path: Path) -> None:
    resources.index_page(slug="dokumen")
    (tmp_path / "keputusan.pdf").write_bytes(files.pdf("Halaman satu", "Rumah perlindungan"))
    line = '{"id": "sk-1", "kind": "decree", "title": "Keputusan", "number": "1", "year": 2022, "files": ["keputusan.pdf"]}'
    (tmp_path / "arsip.jsonl").write_text(line)
    call_command("import_archive", str(tmp_path / "arsip.jsonl"), stdout=io.StringIO())
    command()
    (hit,) = (hit for hit in search("rumah perlindungan") if hit.kind == "file")
    assert hit.passage_label == "Halaman 2"


def test_members_files_are_read_for_members() -> None:
    document = meetings.document()
    page = meetings.minutes(files=[])
    assert page.live
    read_all()
    assert text_of(document).parts == [["section", 0, "", "isi berkas"]]
