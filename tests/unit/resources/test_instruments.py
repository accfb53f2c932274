"""Kinds of legal instrument, and how titles and citations are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.instruments import INSTRUMENTS, bare_number, identity, instrument, parse_title


def test_values_are_unique_and_short_enough_for_their_column() -> None:
    values = [kind.value for kind in INSTRUMENTS]
    assert len(set(values)) == len(values)
    assert max(map(len, values)) <= 20


def test_what_is_called_a_decision_is_a_decree() -> None:
    assert {kind.value for kind in INSTRUMENTS if kind.decree} == {"keppres", "kepmen", "kepgub", "kepbup", "keputusan"}


def test_an_unknown_value_is_another_regulation() -> None:
    assert instrument("hilang").name == "Peraturan lain"


@pytest.mark.parametrize(
    ("kind", "issuer", "opening"),
    [
        ("uu", "Presiden Republik Indonesia", "Undang-Undang Republik Indonesia"),
        ("kepbup", "Bupati Sinjai", "Keputusan Bupati Sinjai"),
        ("perda_kabupaten", "Kabupaten Sinjai", "Peraturan Daerah Kabupaten Sinjai"),
        ("permen", "", "Peraturan Menteri"),
        ("mou", "Bupati Sinjai", "Nota Kesepahaman"),
    ],
)
def test_how_a_document_opens(kind: str, issuer: str, opening: str) -> None:
    assert instrument(kind).headed(issuer) == opening


def test_number_and_citation() -> None:
    law = instrument("uu")
    assert law.formal_number("21", 2007) == "Nomor 21 Tahun 2007"
    assert law.short_citation("21", 2007) == "UU 21/2007"
    assert instrument("permen").short_citation("8", 2021, "Permen PPPA") == "Permen PPPA 8/2021"
    assert law.formal_number("", 2007) == law.short_citation("", 2007) == ""
    assert law.formal_number("21", None) == "Nomor 21"


def test_a_letter_number_carries_its_year() -> None:
    assert instrument("kepbup").formal_number("188.45/215/2022", 2022) == "Nomor 188.45/215/2022"
    assert instrument("kepbup").short_citation("188.45/215/2022", 2022) == "Kepbup 188.45/215/2022"


@pytest.mark.parametrize(
    ("title", "kind", "issuer", "number", "year", "about"),
    [
        ("Undang-Undang Nomor 21 Tahun 2007 tentang Pemberantasan", "uu", "", "21", 2007, "Pemberantasan"),
        ("UU 21/2007", "uu", "", "21", 2007, "UU 21/2007"),
        ("uu no. 21 th 2007 tentang X", "uu", "", "21", 2007, "X"),
        ("Undang-Undang Darurat Nomor 12 Tahun 1951 tentang Senjata", "uudrt", "", "12", 1951, "Senjata"),
        (
            "Peraturan Pemerintah Pengganti Undang-Undang Nomor 1 Tahun 2016 tentang Anak",
            "perppu",
            "",
            "1",
            2016,
            "Anak",
        ),
        ("Keputusan Bupati Sinjai Nomor 12 Tahun 2022 tentang GT", "kepbup", "Bupati Sinjai", "12", 2022, "GT"),
        (
            "Keputusan Bupati Sinjai Nomor 188.45/215/2022 tentang GT",
            "kepbup",
            "Bupati Sinjai",
            "188.45/215/2022",
            2022,
            "GT",
        ),
        (
            "Keputusan Kepala Dinas Sosial Nomor 3 Tahun 2020 tentang Y",
            "keputusan",
            "Kepala Dinas Sosial",
            "3",
            2020,
            "Y",
        ),
        ("Peraturan Menteri Sosial Nomor 8 Tahun 2021 tentang Z", "permen", "Menteri Sosial", "8", 2021, "Z"),
        (
            "Peraturan Daerah Kabupaten Sinjai Nomor 3 Tahun 2020 tentang A",
            "perda_kabupaten",
            "Kabupaten Sinjai",
            "3",
            2020,
            "A",
        ),
        ("Surat Edaran Bupati Nomor 1 Tahun 2020 tentang B", "se", "Bupati", "1", 2020, "B"),
    ],
)
def test_titles_are_taken_apart(title: str, kind: str, issuer: str, number: str, year: int, about: str) -> None:
    cited = parse_title(title)
    assert cited.instrument is not None
    assert (cited.instrument.value, cited.issuer, cited.number, cited.year, cited.about) == (
        kind,
        issuer,
        number,
        year,
        about,
    )


@pytest.mark.parametrize("title", ["Pembentukan gugus tugas", "SOP Pengaduan", "PPKM Tahun 2021", ""])
def test_a_title_that_cites_nothing_stays_whole(title: str) -> None:
    cited = parse_title(title)
    assert (cited.instrument, cited.number, cited.about) == (None, "", title)


@given(st.text(max_size=300))
def test_any_title_can_be_read(title: str) -> None:
    parse_title(title)


@pytest.mark.parametrize(
    ("typed", "year", "bare"),
    [
        ("21", 2007, "21"),
        (" Nomor 21 Tahun 2007 ", 2007, "21"),
        ("No. 21", 2007, "21"),
        ("No: 188.45 / 215", 2022, "188.45 / 215"),
        ("21 Tahun 2006", 2007, "21 Tahun 2006"),
        ("Nota 5", 2007, "Nota 5"),
    ],
)
def test_the_number_alone(typed: str, year: int, bare: str) -> None:
    assert bare_number(typed, year) == bare


def test_the_same_document_has_one_identity() -> None:
    known = identity("kepbup", "Bupati Sinjai", "188.45/215", 2022)
    assert known == identity("kepbup", "  BUPATI  sinjai", "Nomor 188.45 / 215 Tahun 2022", 2022)
    assert known != identity("kepbup", "Bupati Bone", "188.45/215", 2022)
    assert known != identity("kepbup", "Bupati Sinjai", "188.45/216", 2022)


@pytest.mark.parametrize(
    "parts", [("", "b", "1", 2000), ("a", "", "1", 2000), ("a", "b", " ", 2000), ("a", "b", "1", None)]
)
def test_what_is_not_fully_known_is_never_the_same(parts: tuple[str, str, str, int | None]) -> None:
    assert identity(*parts) is None
