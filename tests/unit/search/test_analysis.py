"""One analysis for pages, questions and highlights: what is a word, a stem, a key, a match."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import (
    FUNCTION_WORDS,
    LONGEST_WORD,
    MOST_QUERY_TERMS,
    fold,
    normalise,
    own_keys,
    query_terms,
    shingles,
    terms,
    tokens,
)

# Also what no keyboard makes: lone surrogates, controls, combining and invisible characters.
any_text = st.text(st.characters(), max_size=200)
wordlike = st.text(st.sampled_from("aAbdikumnr-‐'’ 0127/.\n\u00ad\u200bİß"), max_size=80)


def test_normalising_removes_what_cannot_be_seen() -> None:
    assert normalise("per\u00addagang\u200ban") == "perdagangan"
    assert normalise("ﬁle ２０２１") == "file 2021"
    assert normalise("a\x00b\ud800c") == "a b c"


@given(any_text)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFKC", once)
    once.encode()  # No surrogates are left for a database to stumble over.


@given(any_text | wordlike)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(any_text | wordlike)
def test_every_token_lies_where_it_says(text: str) -> None:
    text = normalise(text)
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.word
        assert token.stem
        assert len(token.word) <= LONGEST_WORD
        assert not set(token.word + token.stem) & set(" \t\n\r\f\v")
        assert text[token.start].isalnum()
        assert text[token.end - 1].isalnum()
        end = token.end


@given(any_text | wordlike)
def test_words_and_stems_are_parallel_and_hold_no_blank(text: str) -> None:
    found = terms(text)
    assert len(found.words) == len(found.stems)
    for term in (*found.words, *found.stems, *found.keys):
        assert term.split() == [term]


@given(any_text | wordlike)
def test_text_is_found_by_itself(text: str) -> None:
    query = query_terms(text)
    found = terms(text)
    assert set(query.stems) <= set(found.stems)
    assert set(query.keys) <= set(found.keys)
    assert len(query.stems) <= MOST_QUERY_TERMS


@pytest.mark.parametrize(
    ("written", "stem"),
    [
        ("undang-undang", "undang"),
        ("Perundang-undangan", "undang"),
        ("undang- undang", "undang"),
        ("anak2", "anak"),
        ("orangorang", "orang"),
        ("anak-anaknya", "anak"),
        ("anak anak", "anak"),
        ("Jum'at", "jumat"),
        ("PENANGANAN", "tangan"),
        ("DP3AP2KB", "dp3ap2kb"),
    ],
)
def test_one_word_gives_one_stem(written: str, stem: str) -> None:
    assert terms(written).stems == (stem,)


def test_a_hyphen_between_different_words_parts_them() -> None:
    assert terms("lintas-sektor").words == ("lintas", "sektor")
    assert terms("2019-2024").words == ("2019", "2024")


def test_a_citation_is_a_key_beside_its_parts() -> None:
    found = terms("menurut UU No. 21/2007 ini")
    assert found.keys == ("uux21x2007",)
    assert {"uu", "21", "2007"} <= set(found.words)


def test_a_document_is_called_by_the_citation_that_its_title_begins_with() -> None:
    title = "Peraturan Pemerintah Nomor 9 Tahun 2008 tentang Perubahan atas Peraturan Pemerintah Nomor 5 Tahun 2000"
    assert own_keys(title, "") == ("ppx9x2008", "x9x2008")
    assert own_keys("Tata cara rapat", "Nomor 400.2.3/015/DP3AP2KB/2025") == ("nr:400.2.3/015/dp3ap2kb/2025",)
    assert own_keys("Penjelasan UU 21/2007", "") == ()


@given(any_text | wordlike)
def test_a_shingle_is_two_neighbours_and_told_apart_from_every_word(text: str) -> None:
    stems = terms(text).stems
    pairs = shingles(stems)
    assert len(pairs) == max(0, len(stems) - 1)
    assert [tuple(pair.split("_")) for pair in pairs] == list(pairwise(stems))
    assert not set(pairs) & set(stems)


def test_function_words_are_dropped_from_a_question_only() -> None:
    assert query_terms("Apa itu perdagangan orang?").words == ("perdagangan", "orang")
    assert terms("apa itu").words == ("apa", "itu")
    assert not FUNCTION_WORDS & {"orang", "kasus", "ibu", "kerja", "tempat", "korban", "anak"}


def test_a_question_of_function_words_alone_keeps_them() -> None:
    assert query_terms("apa itu?").words == ("apa", "itu")


def test_a_phrase_remembers_where_words_were_dropped() -> None:
    assert query_terms("tentang saksi dan korban").phrase == ((0, "saksi"), (2, "korban"))


def test_punctuation_alone_asks_nothing() -> None:
    assert not query_terms("?!… —")
    assert query_terms("korban")


@pytest.mark.parametrize("written", ["anak-anak", "anak2", "anakanak", "anak anak"])
def test_a_doubled_word_is_found_in_every_way_of_writing_it(written: str) -> None:
    assert terms(f"hak {written} korban").stems == ("hak", "anak", "korban")
    assert terms(f"hak {written} korban").doubled == ("anak2",)
    assert query_terms(written).words == ("anak", "anak2")
    (token,) = tokens(written)
    assert (token.start, token.end) == (0, len(written))


@pytest.mark.parametrize("written", ["anak. Anak", "anak, anak", "anak\nanak", "anak", "2007 2007", "ke ke"])
def test_what_only_follows_itself_is_not_doubled(written: str) -> None:
    assert terms(written).doubled == ()
