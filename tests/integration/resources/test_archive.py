"""Resources from the archive import."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from publishing.archive import ArchiveContext, ArchiveRecord
from publishing.archive.importer import Importer, Outcome
from resources.archive import build_guidance, build_legal, build_sop, build_training
from resources.models import LegalDocumentPage, LegalGuidancePage, SopPage, TrainingModulePage
from search.models import SearchEntry
from tests.factories import resources as make
from tests.factories.home import agency

pytestmark = pytest.mark.django_db

HTML = (
    "<p>Pembuka.</p><h2>Bagian</h2><p>Isi.</p><table><tr><th>A</th><th>B</th></tr><tr><td>1</td></tr></table><p>Z.</p>"
)


def record(kind: str, **fields: Any) -> ArchiveRecord:
    """A record of the archive."""
    return ArchiveRecord(**{"id": "contoh", "kind": kind, "title": "Contoh", "text": "Satu.\n\nDua.", **fields})


def legal(decree: bool = False, **fields: Any) -> LegalDocumentPage:
    """The legal document that is built of a record."""
    return build_legal(record("decree" if decree else "regulation", **fields), ArchiveContext(), decree=decree)


def test_the_title_says_what_the_record_does_not() -> None:
    page = legal(decree=True, title="Keputusan Bupati Sinjai Nomor 12 Tahun 2022 tentang Gugus Tugas")
    assert (page.kind, page.issuer, page.number, page.year) == ("kepbup", "Bupati Sinjai", "12", 2022)
    assert page.about == "Gugus Tugas"


def test_the_record_wins_over_the_title() -> None:
    page = legal(title="Undang-Undang Nomor 21 Tahun 2007 tentang X", number="Nomor 22 Tahun 2008", year=2008)
    assert (page.number, page.year) == ("22", 2008)


def test_the_kind_of_the_record_holds() -> None:
    assert legal(decree=True, title="Peraturan Bupati Sinjai Nomor 1 Tahun 2020 tentang X").kind == "keputusan"
    assert legal(title="Tata tertib").kind == "lain"


def test_a_day_of_another_year_is_that_of_promulgation() -> None:
    page = legal(title="UU Nomor 9 Tahun 2006 tentang X", date=date(2007, 1, 3))
    assert (page.year, page.enacted_on, page.promulgated_on) == (2006, None, date(2007, 1, 3))


def test_html_becomes_blocks_that_can_be_edited() -> None:
    page = legal(text="", html=HTML)
    assert [block.block_type for block in page.body] == ["paragraph", "heading", "paragraph", "table", "paragraph"]
    assert list(page.body[3].value["lines"][1]) == ["1", ""]
    assert page.body[3].value["caption"] == "Bagian"


def test_other_kinds() -> None:
    icj = agency(name="Institute Contoh", short_name="IC")
    context = ArchiveContext()
    day = date(2020, 5, 4)
    sop = build_sop(record("sop", number="1/2020", date=day, agency="DP3A"), context)
    assert (sop.number, sop.effective_on, sop.unit_name, len(sop.body)) == ("1/2020", day, "DP3A", 1)
    guidance = build_guidance(record("guidance", year=2019, agency="IC"), context)
    assert (guidance.question, guidance.year, guidance.answering_agency) == ("Contoh", 2019, icj)
    training = build_training(record("training", agency="Entah", number="Modul 3"), context)
    assert (training.provider, training.number, len(training.introduction)) == ("Entah", "Modul 3", 1)


def test_records_become_published_pages_that_are_found(tmp_path: Path) -> None:
    top = make.index_page()
    (tmp_path / "naskah.pdf").write_bytes(b"%PDF-1.4 contoh")
    kinds = {
        "regulation": LegalDocumentPage,
        "decree": LegalDocumentPage,
        "sop": SopPage,
        "guidance": LegalGuidancePage,
        "training": TrainingModulePage,
    }
    records = [(line, record(kind, id=kind, files=("naskah.pdf",))) for line, kind in enumerate(kinds, start=1)]
    results = list(Importer(parent=top, folder=tmp_path).run(records))
    assert [result.outcome for result in results] == [Outcome.CREATED] * len(kinds), results
    for kind, model in kinds.items():
        page = model.objects.get(slug=kind)
        entry = SearchEntry.objects.get(key=page.search_key())
        assert entry.kind == kind
        assert "Dua." in "".join(entry.passages.values_list("text", flat=True))
        files = page.materials if model is TrainingModulePage else page.files
        assert files.count() == 1


def test_the_same_document_twice_is_said_by_name(tmp_path: Path) -> None:
    top = make.index_page()
    title = "Peraturan Bupati Sinjai Nomor 5 Tahun 2020 tentang "
    records = [
        (1, record("regulation", id="satu", title=title + "Satu")),
        (2, record("regulation", id="dua", title=title + "Dua")),
    ]
    first, second = Importer(parent=top, folder=tmp_path).run(records)
    assert first.outcome == Outcome.CREATED
    assert second.outcome == Outcome.FAILED
    assert "tentang Satu" in second.reason
