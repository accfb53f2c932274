"""Where a text answers a question: whole words by their stem, citations, phrases; the quick way finds what the slow one does."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import QueryTerms, fold, normalise, query_terms, run_tokens, tokens
from search.matching import Matcher, letters
from search.stems import ROOTS, stem

any_text = st.text(st.characters(), max_size=200)
wordlike = st.text(st.sampled_from("aAbdikumnr-‐'’ 0127/.\n\u00ad\u200bİß"), max_size=80)
forms = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "di", "men", "meny", "mem", "mempe", "pen", "peng", "per", "ter", "ke", "memper"]),
    st.sampled_from(sorted(ROOTS)) | st.text("aikprstu", min_size=1, max_size=6),
    st.sampled_from(["", "kan", "an", "i", "nya", "annya", "kanlah"]),
)


def slowly(text: str, query: QueryTerms) -> list[tuple[int, int, str]]:
    """Every word of the text judged by its stem."""
    return [
        (start + piece.start, start + piece.end, piece.stem)
        for start, pieces in run_tokens(fold(text))
        for piece in pieces
        if piece.stem in query.shown
    ]


@given(any_text | wordlike, any_text | wordlike)
def test_matches_are_whole_words_in_order(text: str, question: str) -> None:
    text = normalise(text)
    end = 0
    for match in Matcher(query_terms(question)).matches(text):
        assert end <= match.start < match.end
        assert not text[: match.start][-1:].isalnum()
        assert not text[match.end :][:1].isalnum()
        end = match.end


@given(any_text | wordlike, any_text | wordlike)
def test_looking_around_letters_finds_what_judging_every_word_finds(text: str, question: str) -> None:
    text = normalise(text)
    query = replace(query_terms(question), keys=())
    found = [(match.start, match.end, match.term) for match in Matcher(query).matches(text)]
    assert found == slowly(text, query)


@given(st.lists(forms, min_size=1, max_size=12), st.sampled_from([" ", "-", "\n", "- ", ", ", "’", " - "]), forms)
def test_no_form_of_a_word_is_overlooked(words: list[str], joint: str, asked: str) -> None:
    text = joint.join(words)
    query = query_terms(asked)
    found = [(match.start, match.end, match.term) for match in Matcher(query).matches(text)]
    assert found == slowly(text, query)


@given(
    st.lists(st.sampled_from(["pegawai", "negeri", "negara", "sipil", "i", "anak", "per"]), max_size=14),
    st.sampled_from([" ", "-", "\n", "- ", ", ", " … ", "’"]),
    st.lists(st.sampled_from(["pegawai", "negeri", "sipil", "i", "anak"]), min_size=2, max_size=4),
)
def test_no_phrase_is_overlooked(words: list[str], joint: str, phrase: list[str]) -> None:
    text = joint.join(words)
    stems = tuple(map(stem, phrase))
    found = list(tokens(text))
    expected = {
        (found[place].start, found[place + len(stems) - 1].end)
        for place in range(len(found) - len(stems) + 1)
        if tuple(token.stem for token in found[place : place + len(stems)]) == stems
    }
    matched = Matcher(QueryTerms(shown_phrases=(stems,))).matches(text)
    assert {(match.start, match.end) for match in matched} <= expected
    assert bool(matched) == bool(expected)


@given(forms)
@example("pemrosesan")
@example("penanganan")
def test_every_form_has_the_letters_of_its_stem(word: str) -> None:
    assert letters(stem(word)) in word


def test_only_a_letter_that_a_prefix_may_have_swallowed_is_not_looked_for() -> None:
    assert [letters(one) for one in ("tangan", "proses", "pk", "pns", "korban", "anak")] == [
        "angan",
        "roses",
        "pk",
        "pns",
        "orban",
        "anak",
    ]


def highlighted(text: str, question: str) -> list[str]:
    return [text[match.start : match.end] for match in Matcher(query_terms(question)).matches(text)]


def test_matching_is_by_stem_and_marks_the_whole_word() -> None:
    assert highlighted("Korban ditangani; penanganan korban-korban.", "menangani korban") == [
        "Korban",
        "ditangani",
        "penanganan",
        "korban-korban",
    ]


def test_a_word_inside_another_is_no_match() -> None:
    assert highlighted("seorang semau-maunya anak-cucu, -anak", "rang anak") == ["anak", "anak"]


def test_a_citation_matches_however_it_is_written_and_its_numbers_alone_do_not() -> None:
    text = "Pasal 21 Undang-Undang Republik Indonesia Nomor 21 Tahun 2007, tahun 2007."
    assert highlighted(text, "UU 21/2007") == ["Undang-Undang Republik Indonesia Nomor 21 Tahun 2007"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Setiap pegawai negeri sipil wajib.", ["pegawai negeri sipil"]),
        ("Pegawai sipil negeri, PNS.", ["PNS"]),
        ("Nothing of it.", []),
    ],
)
def test_a_phrase_is_one_match_and_its_words_alone_are_none(text: str, marked: list[str]) -> None:
    query = replace(query_terms("PNS"), shown_phrases=(("pegawai", "negeri", "sipil"),))
    assert [text[match.start : match.end] for match in Matcher(query).matches(text)] == marked


def test_a_matcher_remembers_nothing_wrong_from_one_text_to_the_next() -> None:
    matcher = Matcher(query_terms("korban"))
    texts = ["korban", "para korban", "", "korban-korban", "korbankan"]
    assert [[(match.start, match.end) for match in matcher.matches(text)] for text in texts] == [
        [(0, 6)],
        [(5, 11)],
        [],
        [(0, 13)],
        [(0, 9)],
    ]
