"""OpenDocument files."""

from publishing.extraction.readers import opendocument
from publishing.extraction.readers.parts import Kind, Refusal
from tests.factories import files
from tests.unit.publishing.extraction.reading import archive, collected


def test_a_text_is_parted_at_its_headings() -> None:
    data = files.odt(
        '<text:p>Pengantar<text:s text:c="2"/>singkat</text:p><text:h text:outline-level="1">Tugas</text:h>'
        "<text:p>Meng<text:span>oordinasi</text:span>kan<text:line-break/>semua</text:p>"
        "<text:list><text:list-item><text:p>Butir</text:p></text:list-item></text:list>"
    )
    found = collected(opendocument.read_text, archive(data))
    assert found.names == ["", "Tugas"]
    assert found.texts == ["Pengantar singkat", "Tugas\nMengoordinasikan semua\nButir"]


def test_comments_and_deleted_text_are_not_read() -> None:
    data = files.odt(
        "<text:tracked-changes><text:p>nama korban</text:p></text:tracked-changes>"
        "<text:p>Tampak<office:annotation><text:p>komentar</text:p></office:annotation> semua</text:p>"
    )
    assert collected(opendocument.read_text, archive(data)).texts == ["Tampak semua"]


def test_a_spreadsheet_is_parted_by_its_sheets_without_hidden_ones() -> None:
    def sheet(name: str, style: str, *cells: str) -> str:
        row = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return (
            f'<table:table table:name="{name}" table:style-name="{style}"><table:table-row>{row}</table:table-row>'
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row></table:table>'
        )

    styles = '<style:style style:name="t2"><style:table-properties table:display="false"/></style:style>'
    data = files.ods(sheet("Anggaran", "t1", "Rumah aman", "15000") + sheet("Korban", "t2", "nama"), styles)
    found = collected(opendocument.read_spreadsheet, archive(data))
    assert [(part.kind, part.name, part.text) for part in found] == [(Kind.SHEET, "Anggaran", "Rumah aman | 15000")]


def test_a_presentation_is_parted_by_its_slides() -> None:
    notes = '<presentation:notes xmlns:presentation="p"><text:p>catatan</text:p></presentation:notes>'
    page = f'<draw:page xmlns:draw="d"><text:p>{{}}</text:p>{notes}</draw:page>'
    data = files.odt(page.format("Satu") + page.format("") + page.format("Tiga"))
    found = collected(opendocument.read_presentation, archive(data))
    assert [(part.number, part.text) for part in found] == [(1, "Satu"), (3, "Tiga")]


def test_an_encrypted_file_asks_for_its_password() -> None:
    data = files.odt("", manifest="<file-entry><encryption-data/></file-entry>")
    assert collected(opendocument.read_text, archive(data)).refused is Refusal.PASSWORD
