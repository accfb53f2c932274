"""What readers give is tidy, and never more than the limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.extraction.readers.parts import Cut, Kind, Limits, Out, Part, tidy
from tests.unit.publishing.extraction.reading import collected


def test_blanks_line_ends_and_broken_words_are_put_right() -> None:
    assert (
        tidy("  per-\u00ad\nlindungan \t korban\r\n\r\n\n saksi\x02\r\nmata \x00x ")
        == "per-lindungan korban\nsaksimata x"
    )


@given(st.text())
def test_tidy_text_holds_nothing_that_a_database_refuses(text: str) -> None:
    found = tidy(text)
    assert "\x00" not in found
    found.encode("utf-8")
    assert tidy(found) == found


def test_a_long_section_is_given_in_parts_with_the_same_name_that_end_at_a_paragraph() -> None:
    found: list[Part] = []
    Out(found.append, Limits(section=30)).section("Bab I", ["Kata pertama.", "Kata kedua.", "Kata ketiga.", "x" * 70])
    assert [part.text for part in found[:2]] == ["Kata pertama.\nKata kedua.", "Kata ketiga."]
    assert {part.name for part in found} == {"Bab I"}
    assert "".join(part.text for part in found[2:]) == "x" * 70


@given(st.lists(st.text(alphabet="ab c\n", max_size=80), max_size=20))
def test_no_word_of_a_section_is_lost(paragraphs: list[str]) -> None:
    found: list[Part] = []
    Out(found.append, Limits(section=20)).section("", paragraphs)
    assert "".join(part.text for part in found).replace("\n", "").replace(" ", "") == "".join(paragraphs).replace(
        "\n", ""
    ).replace(" ", "")


@pytest.mark.parametrize(("limits", "cut"), [(Limits(parts=3), Cut.PARTS), (Limits(characters=15), Cut.CHARACTERS)])
def test_there_is_an_end_to_everything(limits: Limits, cut: Cut) -> None:
    def ten(text: str, out: Out) -> None:
        for number in range(10):
            out.part(Kind.PAGE, text, number=number)

    found = collected(ten, "lima.", limits)
    assert found.texts == ["lima."] * 3
    assert found.cut == cut


def test_what_has_no_words_is_no_part() -> None:
    found: list[Part] = []
    Out(found.append, Limits()).part(Kind.PAGE, " \n\x00 ")
    assert found == []
