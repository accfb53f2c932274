"""PDF files, page by page."""

from publishing.extraction.readers import pdf
from publishing.extraction.readers.parts import Cut, Kind, Limits, Refusal
from tests.factories import files
from tests.unit.publishing.extraction.reading import collected


def test_every_page_is_a_part_with_its_number() -> None:
    found = collected(pdf.read, files.pdf("Halaman awal", "", "Rumah aman\nuntuk korban"))
    assert [(part.kind, part.number, part.text) for part in found] == [
        (Kind.PAGE, 1, "Halaman awal"),
        (Kind.PAGE, 3, "Rumah aman\nuntuk korban"),
    ]
    assert (found.out.pages, found.out.pictures) == (3, 0)


def test_a_password_is_told_apart_from_damage() -> None:
    assert collected(pdf.read, files.encrypted_pdf("rahasia", password="kunci")).refused is Refusal.PASSWORD
    assert collected(pdf.read, b"%PDF-1.7 rusak").refused is Refusal.BROKEN


def test_a_file_that_needs_no_password_to_be_read_is_read() -> None:
    assert collected(pdf.read, files.encrypted_pdf("Terbuka", password="")).texts == ["Terbuka"]


def test_a_cut_off_file_gives_what_can_be_saved_or_is_refused() -> None:
    data = files.pdf("Satu", "Dua")
    assert {collected(pdf.read, data[:end]).refused for end in range(0, len(data), 40)} <= {"", Refusal.BROKEN}


def test_pages_that_are_pictures_are_counted() -> None:
    found = collected(pdf.read, files.scan("Terpindai", "Terpindai juga"))
    assert found == []
    assert (found.out.pages, found.out.pictures) == (2, 2)


def test_a_picture_is_given_with_what_the_scan_makes_of_it() -> None:
    found = collected(lambda data, out: pdf.read(data, out, lambda _: "hasil pindai"), files.scan("gambar"))
    assert [(part.number, part.text) for part in found] == [(1, "hasil pindai")]
    assert found.out.pictures == 0


def test_of_a_very_long_file_the_beginning_is_read() -> None:
    found = collected(pdf.read, files.pdf(*["Halaman"] * 30), Limits(parts=20))
    assert len(found) == 20
    assert found.cut == Cut.PARTS


def test_when_enough_is_scanned_the_text_of_further_pages_is_still_read() -> None:
    long_text = "Halaman dengan cukup banyak huruf supaya tidak dianggap sebagai gambar saja oleh pembaca."
    answers = iter(["pertama", None])
    data = files.merged(files.scan("a", "b"), files.pdf(long_text))
    found = collected(lambda given, out: pdf.read(given, out, lambda _: next(answers)), data)
    assert [(part.number, part.text) for part in found] == [(1, "pertama"), (3, long_text)]
    assert found.cut == Cut.SCANS


def test_text_beside_scans_is_read_before_they_are() -> None:
    found = collected(pdf.read, files.merged(files.pdf("Surat pengantar"), files.scan("a")))
    assert (found.texts, found.out.pictures) == (["Surat pengantar"], 1)
