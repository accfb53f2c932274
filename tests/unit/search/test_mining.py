"""What a text explains by itself: acronyms and defined terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.acronyms import Acronym, explained
from search.definitions import defined_terms


@pytest.mark.parametrize(
    ("text", "short", "stems"),
    [
        ("Cuti Pegawai Negeri Sipil (PNS) diatur", "pns", "pegawai negeri sipil"),
        ("tindak pidana perdagangan orang (TPPO)", "tppo", "tindak pidana dagang orang"),
        ("Bea Perolehan Hak atas Tanah dan Bangunan (BPHTB)", "bphtb", "bea peroleh hak atas tanah dan bangun"),
        ("Badan Usaha Milik Negara yang selanjutnya disingkat BUMN", "bumn", "badan usaha milik negara"),
        ("Badan Usaha Milik Negara, yang selanjutnya disebut BUMN,", "bumn", "badan usaha milik negara"),
        (
            "Pusat Pelayanan Terpadu Pemberdayaan Perempuan dan Anak (P2TP2A)",
            "p2tp2a",
            "pusat layan padu daya perempuan dan anak",
        ),
        ("lembaga perlindungan saksi dan korban (LPSK)", "lpsk", "lembaga lindung saksi dan korban"),
    ],
)
def test_an_explained_acronym_is_taken_with_what_it_stands_for(text: str, short: str, stems: str) -> None:
    assert explained(text) == (Acronym(short, tuple(stems.split())),)


@pytest.mark.parametrize(
    "text",
    [
        "rapat di Makassar (PNS)",
        "Undang-Undang (UU)",
        "(PNS)",
        "orang lain yang bukan pegawai negeri (PNS)",
        "Pegawai Negeri Sipil (pns)",
        "Pegawai Negeri Sipil (Persero)",
    ],
)
def test_what_the_initials_do_not_bear_out_is_left(text: str) -> None:
    assert explained(text) == ()


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("1. Korban adalah orang yang menderita.", {"korban"}),
        (
            "dimaksud dengan:\n1. Pedagang Besar\nFarmasi adalah usaha.\n2. Apotek ialah tempat.",
            {"dagang_besar_farmasi", "apotek"},
        ),
        ("Gugus Tugas, yang selanjutnya disebut Gugus, adalah lembaga.", set()),
        ("a. Gugus Tugas, yang selanjutnya disebut Gugus, adalah lembaga.", {"gugus_tugas", "gugus"}),
        ('Cukup jelas. Yang dimaksud dengan "penyintas" adalah korban.', {"sintas"}),
        ("Rujukan\nRujukan adalah penyerahan korban ke layanan lain.", {"rujuk"}),
        ("hal itu tentu saja adalah benar", set()),
        ("Menurut hakim, korban adalah saksi.", set()),
        ("Sejak Undang-Undang No. 5 Tahun 1999 adalah dasar", set()),
    ],
)
def test_a_definition_begins_an_item_a_line_or_a_sentence(text: str, terms: set[str]) -> None:
    assert set(defined_terms(text)) == terms


@given(st.text(st.sampled_from('aB1.();,\n“" adalah selanjutnya disebut yang'), max_size=400))
def test_no_text_is_an_error_and_no_term_holds_a_blank(text: str) -> None:
    for term in (*defined_terms(text), *(stem for acronym in explained(text) for stem in acronym.stems)):
        assert term.split() == [term]
