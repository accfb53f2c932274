"""How legal documents number their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.numbering import cardinal, dictum_label, letter

_WORDS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_DIGITS = {word: value for value, word in enumerate(_WORDS, start=1)}


def value_of(words: str) -> int:
    """The number that Indonesian words say, read the other way round than the code writes it."""
    total = part = 0
    for word in words.split():
        if word == "ribu":
            total, part = total + part * 1000, 0
        elif word == "seribu":
            total += 1000
        elif word == "ratus":
            part = part * 100
        elif word == "seratus":
            part += 100
        elif word == "puluh":
            part += part % 10 * 9
        elif word == "belas":
            part += 10
        else:
            part += _DIGITS[word]
    return total + part


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (2023, "dua ribu dua puluh tiga"),
        (101_000, "seratus satu ribu"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert cardinal(number) == words


@given(st.integers(min_value=1, max_value=999_999))
def test_the_words_say_the_number(number: int) -> None:
    assert value_of(cardinal(number)) == number


@given(st.integers(min_value=1, max_value=999_998))
def test_neighbours_have_different_words(number: int) -> None:
    assert cardinal(number) != cardinal(number + 1)


@pytest.mark.parametrize("number", [0, -1, 1_000_000])
def test_what_has_no_words_here_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        cardinal(number)


@pytest.mark.parametrize(
    ("place", "label"),
    [(1, "KESATU"), (2, "KEDUA"), (10, "KESEPULUH"), (11, "KESEBELAS"), (21, "KEDUA PULUH SATU"), (100, "KESERATUS")],
)
def test_dictums_are_labelled_as_on_paper(place: int, label: str) -> None:
    assert dictum_label(place) == label


@pytest.mark.parametrize(("place", "expected"), [(1, "a"), (26, "z"), (27, "aa"), (28, "ab"), (52, "az"), (703, "aaa")])
def test_considerations_go_by_letter(place: int, expected: str) -> None:
    assert letter(place) == expected


@given(st.integers(min_value=1, max_value=100_000))
def test_letters_say_their_place(place: int) -> None:
    value = 0
    for character in letter(place):
        value = value * 26 + ord(character) - ord("a") + 1
    assert value == place


def test_there_is_no_place_zero() -> None:
    with pytest.raises(ValueError, match="no place 0"):
        letter(0)
