"""What a document makes of the rows of its passages."""

import datetime as dt

from search.analysis import terms
from search.documents import document
from search.engines import Document
from search.engines.fields import NOTHING, contents
from search.models import SearchEntry, SearchPassage

MEMBERS = "|members|superuser|"


def made(*passages: SearchPassage) -> Document:
    entry = SearchEntry(key="a", title="Panduan", listed_on=dt.date.min, access="|public|", stamp=1)
    return document(entry, passages, ())


def passage(label: str, text: str, heading: str = "", access: str = "") -> SearchPassage:
    return SearchPassage(label=label, text=text, heading=heading, access=access)


def test_a_heading_is_a_field_of_its_own_and_part_of_the_text() -> None:
    found = made(passage("Butir 1", "Laporan kerja\nDibahas.", "Laporan kerja"), passage("Halaman 7", "Isi."))
    assert found.heading.stems == terms("Laporan kerja").stems
    assert found.body.stems == terms("Butir 1 Laporan kerja Dibahas Halaman 7 Isi").stems


def test_what_a_text_begins_with_is_said_once() -> None:
    found = made(passage("Pelaporan", "Pelaporan\nIsi.", "Pelaporan"), passage("Lapor", "Laporan lain.", "Lapor"))
    assert found.body.words == ("pelaporan", "isi", "lapor", "laporan", "lain")


def test_a_text_that_lacks_its_heading_is_found_by_it() -> None:
    found = made(passage("Sesi 1: Ciri lowongan", "Isi.", "Ciri lowongan"))
    assert "ciri" in found.body.words
    assert set(found.heading.stems) <= set(contents(found)["stem"])


def test_a_section_in_several_passages_has_one_heading() -> None:
    parts = [passage("Bab I", f"Bagian {n}.", "Bab I") for n in range(5)]
    assert made(*parts).heading.words == terms("Bab I").words


def test_headings_of_members_are_kept_apart() -> None:
    found = made(
        passage("Butir 1", "Terbuka\nIsi.", "Terbuka"),
        passage("Butir 2", "Tertutup\nIsi.", "Tertutup", MEMBERS),
        passage("Butir 3", "Khusus\nIsi.", "Khusus", "|group:3|"),
    )
    fields = contents(found)
    assert fields["heading"] == terms("Terbuka").stems
    assert fields["members_heading"] == terms("Tertutup").stems
    said = {term for name, values in fields.items() if not name.startswith("members") for term in values}
    assert not said & {"tutup", "tertutup", "khusus"}
    assert not {word for term in said for word in term.split("_")} & {"tutup", "khusus"}, "Nor in a pair of neighbours."
    assert "tutup_isi" in fields["members_shingle"]
    assert not {"khusus"} & {term for values in fields.values() for term in values}


def test_every_document_has_something_in_the_fields_of_headings() -> None:
    fields = contents(made(passage("Halaman 1", "- -- = - Isi.")))
    assert fields["heading"] == fields["members_heading"] == NOTHING
    assert not set(NOTHING) & {*fields["body"], *fields["stem"], *fields["word"]}
