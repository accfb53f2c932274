"""Quotation marks, minus, and names with a colon; everything else is words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.syntax import MOST_CONDITIONS, Asked, parse, take_filters

KINDS = {"sop": "sop", "rapat": "meeting", "panduan hukum": "guidance", "panduan-hukum": "guidance"}
anything = (
    st.lists(
        st.sampled_from(
            [
                '"',
                "“",
                "”",
                "-",
                " ",
                ":",
                "tahun:",
                "jenis:",
                "nomor:",
                "2021",
                "sop",
                "rapat",
                ",",
                "x",
                "\u202e",
                "–",
            ]
        )
    ).map("".join)
    | st.text()
)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Asked()),
        ("hak korban", Asked("hak korban")),
        ('"hak korban" rapat', Asked("hak korban rapat", phrases=("hak korban",))),
        ("“hak korban” «uang»", Asked("hak korban uang", phrases=("hak korban", "uang"))),
        ("rapat -notulen", Asked("rapat", excluded=("notulen",))),
        ('rapat -"hasil akhir"', Asked("rapat", excluded=("hasil akhir",))),
        ("nomor:15 rapat", Asked("15 rapat", numbers=("15",))),
        ("Nomor: 15", Asked("15", numbers=("15",))),
        ('no:"400.2.3/015 A"', Asked("400.2.3/015 A", numbers=("400.2.3/015 A",))),
        # What only looks like a sign is words.
        ("anti-korupsi 2019-2021", Asked("anti-korupsi 2019-2021")),
        ("Parepare - Nunukan", Asked("Parepare Nunukan")),
        ("Catatan: lihat https://contoh.id", Asked("Catatan: lihat https://contoh.id")),
        ('ukuran 5" dan', Asked("ukuran 5 dan")),
        ('"', Asked()),
        ('"" -"" nomor:""', Asked()),
        ("nomor:", Asked("nomor:")),
        ("--- -", Asked()),
        ("tahun:abc", Asked("tahun abc")),
    ],
)
def test_a_question_is_taken_apart(text: str, asked: Asked) -> None:
    assert parse(text) == asked


@pytest.mark.parametrize(
    ("text", "rest", "kinds", "years"),
    [
        ("hak tahun:2021", "hak", (), (2021,)),
        ("tahun:2019-2021 hak", "hak", (), (2019, 2020, 2021)),
        ("tahun:2021..2019", "", (), (2019, 2020, 2021)),
        ("Tahun: 2021,2019", "", (), (2021, 2019)),
        ("jenis:sop,rapat x", "x", ("sop", "meeting"), ()),
        ('jenis:"Panduan hukum" Jenis:panduan-hukum', "", ("guidance",), ()),
        ("year:2021 kind:sop", "", ("sop",), (2021,)),
        ('"jenis:sop"', '"jenis:sop"', (), ()),
        ("jenis:apa tahun:x tahun:1000-2999", "jenis:apa tahun:x tahun:1000-2999", (), ()),
        ("subjenis:sop", "subjenis:sop", (), ()),
        ("tahun: jenis:sop 2021", "", ("sop",), (2021,)),
    ],
)
def test_years_and_kinds_become_filters(text: str, rest: str, kinds: tuple[str, ...], years: tuple[int, ...]) -> None:
    assert take_filters(text, KINDS) == (rest, kinds, years)


@given(anything)
def test_no_string_is_an_error_and_conditions_are_few(text: str) -> None:
    asked = parse(text)
    for conditions in (asked.phrases, asked.excluded, asked.numbers):
        assert len(conditions) <= MOST_CONDITIONS
        assert all(any(character.isalnum() for character in one) for one in conditions)


@given(anything)
def test_what_is_left_of_a_question_holds_no_filter_any_more(text: str) -> None:
    rest, _, _ = take_filters(text, KINDS)
    assert take_filters(rest, KINDS) == (rest, (), ())
