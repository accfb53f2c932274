"""Stems: the members of a word's family meet, and words that only look affixed stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.stems import ROOTS, SHORTEST_GUESS, built_on, guesses, stem


@pytest.mark.parametrize(
    ("root", "family"),
    [
        ("tangan", "penanganan ditangani menangani tangannya"),
        ("tampung", "penampungan menampung ditampung"),
        ("kirim", "pengiriman mengirim dikirimkan kiriman"),
        ("tetap", "menetapkan ditetapkan penetapan ketetapan"),
        ("adu", "pengaduan mengadukan aduan diadukan"),
        ("lapor", "pelaporan melaporkan laporannya pelapor"),
        ("pulang", "pemulangan dipulangkan memulangkan kepulangannya"),
        ("dagang", "perdagangan diperdagangkan memperdagangkan pedagang"),
        ("berantas", "pemberantasan memberantas diberantas"),
        ("didik", "pendidikan mendidik"),
        ("ajar", "pembelajaran pelajaran mengajar belajar"),
        ("proses", "pemrosesan memproses diproses"),
        ("menteri", "kementerian menteri"),
        ("rumah", "perumahan rumahnya"),
        ("nilai", "penilaian menilai"),
        ("beri", "memberikan pemberian berikanlah"),
        ("daya", "pemberdayaan memberdayakan"),
        ("pimpin", "kepemimpinan pemimpin dipimpin"),
        ("sintas", "penyintas"),
        ("rekrut", "perekrut perekrutan direkrut"),
    ],
)
def test_a_family_of_words_has_one_stem(root: str, family: str) -> None:
    assert {stem(word) for word in family.split()} == {root}


@pytest.mark.parametrize(
    "word",
    [
        "perempuan",
        "berita",
        "kepala",
        "sekolah",
        "lokasi",
        "polisi",
        "perkara",
        "keluarga",
        "sinjai",
        "mengapa",
        "2007",
    ],
)
def test_a_word_that_only_looks_affixed_stays_whole(word: str) -> None:
    assert stem(word) in (word, "apa")


def test_an_unknown_word_is_left_to_the_rules() -> None:
    assert stem("digugling") == stem("menggugling")


def test_a_code_is_its_own_stem() -> None:
    assert stem("dp3ap2kb") == "dp3ap2kb"
    assert stem("2021") == "2021"


@given(st.text(st.sampled_from("abdeghikmnprstuy"), min_size=1, max_size=70))
def test_every_word_has_a_stem_and_a_root_is_its_own(word: str) -> None:
    assert stem(word)
    assert stem(word) not in ROOTS or stem(stem(word)) == stem(word)


def test_the_list_of_roots_is_clean() -> None:
    assert all(root.isalpha() and root == root.lower() and len(root) >= 2 for root in ROOTS)


@pytest.mark.parametrize(
    ("root", "family"),
    [
        ("sablon", "menyablon disablon penyablonan sablonan tersablon"),
        ("kredit", "mengredit mengkredit dikreditkan perkreditan pengkreditan"),
        ("posting", "memosting memposting diposting postingan pemostingan"),
        ("unggah", "mengunggah diunggah pengunggahan unggahan"),
        ("lacak", "melacak dilacak pelacakan terlacak"),
        ("zonasi", "menzonasi dizonasikan"),
    ],
)
def test_what_may_be_built_on_a_root(root: str, family: str) -> None:
    assert set(family.split()) <= set(built_on(root))


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=SHORTEST_GUESS, max_size=12))
def test_whatever_is_built_on_a_root_leads_back_to_it(root: str) -> None:
    for word in built_on(root):
        assert root in guesses(word), word


@given(st.text(max_size=30))
def test_guesses_are_others_and_long_enough(word: str) -> None:
    assert all(text != word and len(text) >= SHORTEST_GUESS for text in guesses(word))
