"""What is shown of a hit: marks only, whole words, the passage that answers."""

import re
from html import unescape

from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import normalise, query_terms
from search.matching import Matcher
from search.snippets import LENGTH, SHORTER, PassageText, Snippet, marked, snippets

pieces = st.text(st.sampled_from("<>&\"' abkorban.\n…1/20-"), max_size=600)


def asking(question: str) -> Matcher:
    return Matcher(query_terms(question))


def passage(text: str, label: str = "", anchor: str = "") -> PassageText:
    return PassageText(label, anchor, normalise(text))


def snippet(question: Matcher, summary: str, passages: list[PassageText]) -> Snippet:
    """The first of what is shown; empty where there is nothing to show."""
    return next(iter(snippets(question, summary, passages)), Snippet(SafeString("")))


def only_marks(html: str) -> bool:
    return not re.search(r"[<>]", html.replace("<mark>", "").replace("</mark>", ""))


@given(pieces, st.sampled_from(["korban", "a b", "1/20", "korban < b"]))
def test_mark_is_the_only_tag_and_no_text_is_lost(text: str, question: str) -> None:
    html = marked(text, asking(question))
    assert only_marks(html)
    assert html.count("<mark>") == html.count("</mark>")
    assert unescape(re.sub("</?mark>", "", html)).split() == normalise(text).split()


@given(pieces, st.sampled_from(["korban", "zzz", ""]))
def test_a_stretch_is_part_of_the_text(text: str, question: str) -> None:
    shown = snippet(asking(question), "", [passage(text)])
    assert only_marks(shown.html)
    plain = unescape(re.sub("</?mark>", "", shown.html)).strip("…")
    assert plain.strip() in " ".join(normalise(text).split())


def test_a_title_is_marked_by_stem_and_escaped() -> None:
    assert marked("Penanganan <b>korban</b>", asking("menangani")) == (
        "<mark>Penanganan</mark> &lt;b&gt;korban&lt;/b&gt;"
    )


def test_the_passage_with_most_terms_is_shown_with_its_label() -> None:
    shown = snippet(
        asking("hak restitusi korban"),
        "Korban disebut di ringkasan.",
        [
            passage("Korban, korban, korban.", "Pasal 1", "pasal-1"),
            passage("Hak korban atas restitusi.", "Pasal 48", "pasal-48"),
        ],
    )
    assert (shown.label, shown.anchor) == ("Pasal 48", "pasal-48")
    assert shown.html == "<mark>Hak</mark> <mark>korban</mark> atas <mark>restitusi</mark>."


def test_the_summary_is_shown_when_it_answers_better() -> None:
    shown = snippet(asking("hak korban"), "Hak korban.", [passage("Korban.", "Pasal 1", "pasal-1")])
    assert shown.label == ""
    assert shown.html == "<mark>Hak</mark> <mark>korban</mark>."


def test_without_a_match_the_summary_or_the_first_text_is_shown() -> None:
    assert snippet(asking("x"), "Ringkasan.", [passage("Isi.")]).html == "Ringkasan."
    assert snippet(asking("x"), "", [passage(" "), passage("Isi.", "Bagian", "b")]).html == "Isi."
    assert snippet(asking("x"), "", []).html == ""


def test_a_long_text_is_cut_at_words_around_the_densest_matches() -> None:
    text = "kata " * 200 + "Awal kalimat. Restitusi bagi korban diatur di sini. " + "penutup " * 200
    shown = snippet(asking("restitusi korban"), "", [passage(text)])
    assert shown.html.startswith("…<mark>Restitusi</mark> bagi <mark>korban</mark> diatur")
    assert shown.html.endswith("penutup…")
    assert len(re.sub("</?mark>", "", shown.html)) <= LENGTH + 2


def test_a_long_citation_is_not_cut() -> None:
    text = "kata " * 46 + "Undang-Undang Nomor 21 Tahun 2007 " + "kata " * 100
    shown = snippet(asking("UU 21/2007"), "", [passage(text)])
    assert "<mark>Undang-Undang Nomor 21 Tahun 2007</mark>" in shown.html


def test_several_places_of_a_document_are_shown_the_best_one_first() -> None:
    shown = snippets(
        asking("hak restitusi"),
        "",
        [
            passage("Pendahuluan tanpa jawaban.", "Halaman 1", "page=1"),
            passage("Restitusi " + "dan lain-lain " * 40, "Halaman 2", "page=2"),
            passage("Hak atas restitusi. " + "kata " * 100, "Halaman 3", "page=3"),
            passage("Korban mempunyai hak, antara lain restitusi.", "Halaman 7", "page=7"),
        ],
    )
    assert [part.label for part in shown] == ["Halaman 3", "Halaman 7"]
    assert len(re.sub("</?mark>", "", shown[0].html)) > SHORTER
    assert (
        len(snippets(asking("restitusi"), "", [passage("Restitusi.", f"Halaman {n}", f"page={n}") for n in range(9)]))
        == 3
    )


def test_a_quoted_phrase_is_shown_where_it_stands() -> None:
    shown = snippets(
        asking("hak korban"),
        "",
        [
            passage("Korban punya hak. Hak itu milik korban, korban.", "Pasal 1", "pasal-1"),
            passage("Tentang hak korban.", "Pasal 2", "pasal-2"),
        ],
        quoted=["hak korban"],
    )
    assert shown[0].label == "Pasal 2"


def test_a_label_is_not_said_twice() -> None:
    (shown,) = snippets(asking("hak"), "", [passage("Hak korban\nHak itu luas.", "Hak korban", "hak-korban")])
    assert shown.html == "<mark>Hak</mark> itu luas."
    (shown,) = snippets(asking("korban"), "", [passage("Hak korban: luas.", "Hak korban", "hak-korban")])
    assert shown.html == "Hak <mark>korban</mark>: luas."
    (shown,) = snippets(asking("korban"), "", [passage("Hak korban", "Hak korban", "hak-korban")])
    assert shown.html == "Hak <mark>korban</mark>"
    (shown,) = snippets(asking("butir"), "", [passage("Butir 10 saja.", "Butir 1", "butir-1")])
    assert shown.html == "<mark>Butir</mark> 10 saja."


def test_a_further_passage_needs_a_name_and_a_place() -> None:
    shown = snippets(asking("hak"), "", [passage("Hak."), passage("Hak lain."), passage("Hak.", "Pasal 3", "pasal-3")])
    assert [part.label for part in shown] == ["Pasal 3"]
    shown = snippets(asking("hak"), "Hak.", [passage("Hak."), passage("Hak.", "Pasal 3", "pasal-3")])
    assert [part.label for part in shown] == ["Pasal 3"]


def test_the_end_of_a_very_long_text_is_found_and_shown() -> None:
    text = "pembukaan hak " * 3000 + "Korban penyelundupan berhak atas restitusi penuh. " + "penutup " * 3000
    shown = snippet(asking("restitusi korban"), "", [passage(text)])
    assert "<mark>Korban</mark> penyelundupan berhak atas <mark>restitusi</mark> penuh." in shown.html
    assert shown.html.startswith("…")
    assert shown.html.endswith("…")


@given(st.lists(st.tuples(pieces, st.sampled_from(["", "Pasal 1"])), max_size=8), pieces, st.text(max_size=20))
def test_every_shown_stretch_is_whole_and_escaped(texts: list[tuple[str, str]], summary: str, question: str) -> None:
    parts = snippets(
        asking(question),
        normalise(summary),
        [passage(text, label, label and "p") for text, label in texts],
        quoted=[question],
    )
    assert len(parts) <= 3
    for part in parts:
        assert part.html
        assert only_marks(part.html)
