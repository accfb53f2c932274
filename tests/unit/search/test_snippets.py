"""What is shown of a hit: marks only, whole words, the passage that answers."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import normalise, query_terms
from search.snippets import LENGTH, PassageText, marked, snippet

pieces = st.text(st.sampled_from("<>&\"' abkorban.\n…1/20-"), max_size=600)


def passage(text: str, label: str = "", anchor: str = "") -> PassageText:
    return PassageText(label, anchor, normalise(text))


def only_marks(html: str) -> bool:
    return not re.search(r"[<>]", html.replace("<mark>", "").replace("</mark>", ""))


@given(pieces, st.sampled_from(["korban", "a b", "1/20", "korban < b"]))
def test_mark_is_the_only_tag_and_no_text_is_lost(text: str, question: str) -> None:
    html = marked(text, query_terms(question))
    assert only_marks(html)
    assert html.count("<mark>") == html.count("</mark>")
    assert unescape(re.sub("</?mark>", "", html)).split() == normalise(text).split()


@given(pieces, st.sampled_from(["korban", "zzz", ""]))
def test_a_stretch_is_part_of_the_text(text: str, question: str) -> None:
    shown = snippet(query_terms(question), "", [passage(text)])
    assert only_marks(shown.html)
    plain = unescape(re.sub("</?mark>", "", shown.html)).strip("…")
    assert plain.strip() in " ".join(normalise(text).split())


def test_a_title_is_marked_by_stem_and_escaped() -> None:
    assert marked("Penanganan <b>korban</b>", query_terms("menangani")) == (
        "<mark>Penanganan</mark> &lt;b&gt;korban&lt;/b&gt;"
    )


def test_the_passage_with_most_terms_is_shown_with_its_label() -> None:
    shown = snippet(
        query_terms("hak restitusi korban"),
        "Korban disebut di ringkasan.",
        [
            passage("Korban, korban, korban.", "Pasal 1", "pasal-1"),
            passage("Hak korban atas restitusi.", "Pasal 48", "pasal-48"),
        ],
    )
    assert (shown.label, shown.anchor) == ("Pasal 48", "pasal-48")
    assert shown.html == "<mark>Hak</mark> <mark>korban</mark> atas <mark>restitusi</mark>."


def test_the_summary_is_shown_when_it_answers_better() -> None:
    shown = snippet(query_terms("hak korban"), "Hak korban.", [passage("Korban.", "Pasal 1", "pasal-1")])
    assert shown.label == ""
    assert shown.html == "<mark>Hak</mark> <mark>korban</mark>."


def test_without_a_match_the_summary_or_the_first_text_is_shown() -> None:
    assert snippet(query_terms("x"), "Ringkasan.", [passage("Isi.")]).html == "Ringkasan."
    assert snippet(query_terms("x"), "", [passage(" "), passage("Isi.", "Bagian", "b")]).html == "Isi."
    assert snippet(query_terms("x"), "", []).html == ""


def test_a_long_text_is_cut_at_words_around_the_densest_matches() -> None:
    text = "kata " * 200 + "Awal kalimat. Restitusi bagi korban diatur di sini. " + "penutup " * 200
    shown = snippet(query_terms("restitusi korban"), "", [passage(text)])
    assert shown.html.startswith("…<mark>Restitusi</mark> bagi <mark>korban</mark> diatur")
    assert shown.html.endswith("penutup…")
    assert len(re.sub("</?mark>", "", shown.html)) <= LENGTH + 2


def test_a_long_citation_is_not_cut() -> None:
    text = "kata " * 46 + "Undang-Undang Nomor 21 Tahun 2007 " + "kata " * 100
    shown = snippet(query_terms("UU 21/2007"), "", [passage(text)])
    assert "<mark>Undang-Undang Nomor 21 Tahun 2007</mark>" in shown.html
