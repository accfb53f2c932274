"""Word, Excel and PowerPoint files."""

import datetime as dt

import pytest

from publishing.extraction.readers import sheets, slides, word
from publishing.extraction.readers.parts import Kind, Refusal
from tests.factories import files
from tests.unit.publishing.extraction.reading import archive, collected

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(body: str, styles: str = "") -> bytes:
    return files.zipped(
        {
            "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {_WORD}>{styles}</w:styles>",
        }
    )


def paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_word_file_is_parted_at_its_headings() -> None:
    data = files.docx(("", "Kata pengantar."), ("Tugas", "Mengoordinasikan."), ("Anggaran", "Dari APBD."))
    found = collected(word.read, archive(data))
    assert found.texts == ["Kata pengantar.", "Tugas\nMengoordinasikan.", "Anggaran\nDari APBD."]
    assert found.names == ["", "Tugas", "Anggaran"]
    assert {part.kind for part in found} == {Kind.SECTION}


def test_headings_are_known_by_the_name_of_their_style_not_by_its_id() -> None:
    styles = (
        '<w:style w:styleId="Judul1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Bab"><w:name w:val="Bab kami"/><w:basedOn w:val="Judul1"/></w:style>'
        '<w:style w:styleId="Pasal"><w:name w:val="Pasal"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
    )
    body = "".join(
        [paragraph("Satu", "Judul1"), paragraph("Dua", "Bab"), paragraph("Tiga", "Pasal"), paragraph("isi", "A")]
    )
    assert collected(word.read, archive(document(body, styles))).names == ["Satu", "Dua", "Tiga"]


def test_tables_text_boxes_and_notes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Kotak')}</w:txbxContent>"
    body = (
        f"<w:tbl><w:tr><w:tc>{paragraph('Sel')}</w:tc></w:tr></w:tbl>"
        f"<w:p><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>Luar</w:t></w:r></w:p>"
    )
    data = files.zipped(
        {
            "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
            "word/footnotes.xml": f"<w:footnotes {_WORD}><w:footnote>{paragraph('Catatan kaki')}</w:footnote></w:footnotes>",
        }
    )
    assert collected(word.read, archive(data)).texts == ["Sel\nKotak\nLuar", "Catatan kaki"]


def test_deleted_text_hidden_text_and_comments_are_not_read() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>nama korban</w:delText></w:r></w:del><w:ins><w:r><w:t>inisial</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r><w:r><w:t> tampak</w:t></w:r>"
        "<w:r><w:instrText>HYPERLINK</w:instrText></w:r></w:p>"
    )
    data = files.zipped(
        {
            "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
            "word/comments.xml": f"<w:comments {_WORD}>{paragraph('komentar')}</w:comments>",
        }
    )
    assert collected(word.read, archive(data)).texts == ["inisial tampak"]


def test_an_excel_file_is_parted_by_its_sheets_with_dates_as_dates() -> None:
    data = files.xlsx(
        {
            "Anggaran": [["Uraian", "Jumlah"], ["Rumah aman", 15_000_000], [dt.date(2021, 11, 18), None, True]],
            "Kosong": [],
            "Data korban": [["tidak tampak"]],
            "Peserta": [["DP3AP2KB", 2]],
        },
        hidden=["Data korban"],
    )
    found = collected(sheets.read, archive(data))
    assert found.names == ["Anggaran", "Peserta"]
    assert found.texts == ["Uraian | Jumlah\nRumah aman | 15000000\n2021-11-18", "DP3AP2KB | 2"]
    assert {part.kind for part in found} == {Kind.SHEET}


def test_excel_cells_that_make_no_sense_are_left_out() -> None:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    data = files.zipped(
        {
            "xl/workbook.xml": f'<workbook {main} {relations}><sheets><sheet name="A" r:id="r1"/>'
            '<sheet name="B" r:id="tidak-ada"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="/xl/worksheets/sheet1.xml"/>'
            "</Relationships>",
            "xl/styles.xml": f'<styleSheet {main}><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f'<worksheet {main}><sheetData><row><c t="s"><v>99</v></c><c t="s"><v>x</v></c>'
            '<c s="0"><v>99999999999</v></c><c t="inlineStr"><is><t>langsung</t></is></c><c t="e"><v>#REF!</v></c>'
            "</row></sheetData></worksheet>",
        }
    )
    assert collected(sheets.read, archive(data)).texts == ["99999999999 | langsung"]


def test_slides_are_parts_in_their_order_without_hidden_ones() -> None:
    found = collected(slides.read, archive(files.pptx("Pembukaan", "Cadangan", "Kesimpulan", hidden=[2])))
    assert [(part.kind, part.number, part.text) for part in found] == [
        (Kind.SLIDE, 1, "Pembukaan"),
        (Kind.SLIDE, 3, "Kesimpulan"),
    ]
    assert found.out.pages == 3


@pytest.mark.parametrize("read", [word.read, sheets.read, slides.read])
def test_an_archive_of_something_else_is_refused(read) -> None:  # type: ignore[no-untyped-def]
    assert collected(read, archive(files.zipped({"lain.txt": "x"}))).refused is Refusal.BROKEN
