"""Citations and letter numbers as keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.citations import key_spans


def keys(text: str) -> list[str]:
    return [span.keys[0] for span in key_spans(text.lower())]


@pytest.mark.parametrize(
    "written",
    [
        "UU No. 21/2007",
        "UU 21/2007",
        "uu 21 th 2007",
        "UU21/2007",
        "UU No.21 Tahun 2007",
        "Undang-Undang Nomor 21 Tahun 2007",
        "Undang undang Republik Indonesia\nNomor 21 Tahun 2007",
        "UU 21 2007",
        "UU nomor: 21 tahun 2007",
    ],
)
def test_one_law_has_one_key(written: str) -> None:
    assert keys(written) == ["uux21x2007"]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Peraturan Pemerintah Pengganti Undang-Undang Nomor 1 Tahun 2014", "perppux1x2014"),
        ("Perda Kabupaten Sinjai Nomor 5 Tahun 2019", "perdax5x2019"),
        ("Permen PPPA 8/2021", "permenx8x2021"),
        ("Permenpppa No. 8 Tahun 2021", "permenx8x2021"),
        ("Keputusan Bupati Sinjai Nomor 123 Tahun 2022", "kepbupx123x2022"),
        ("SK Bupati 123/2022", "kepbupx123x2022"),
        ("nomor 21 tahun 2007", "x21x2007"),
        ("No.21/2007", "x21x2007"),
        ("400.2.3/015/DP3AP2KB/2025", "nr:400.2.3/015/dp3ap2kb/2025"),
        ("B / 12 / XI / 2021", "nr:b/12/xi/2021"),
    ],
)
def test_keys_of_other_instruments_and_letters(written: str, key: str) -> None:
    assert keys(written) == [key]


@pytest.mark.parametrize(
    "written",
    ["12 2021", "kode21/2007", "pukul 12", "undang-undang tentang 3 hal", "dan/atau", "ibu/bapak/anak", "1.21/2007"],
)
def test_what_only_looks_like_a_citation(written: str) -> None:
    assert keys(written) == []


def test_the_nearest_kind_counts() -> None:
    assert keys("undang-undang dan peraturan pemerintah nomor 9 tahun 2008") == ["ppx9x2008"]


def test_a_span_covers_the_citation_and_nothing_else() -> None:
    text = "menurut undang-undang nomor 21 tahun 2007 tentang"
    (span,) = key_spans(text)
    assert text[span.start : span.end] == "undang-undang nomor 21 tahun 2007"
    assert span.keys == ("uux21x2007", "x21x2007")


@given(st.text(st.sampled_from("uno 12/0.-thax\n"), max_size=400))
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    start = 0
    for span in key_spans(text):
        assert start <= span.start < span.end <= len(text)
        assert not set("".join(span.keys)) & set(" \n")
        start = span.start


@pytest.mark.parametrize("filler", ["1" + " " * 50_000, "a/" * 25_000, "/ a" * 20_000, "uu " * 20_000, "9" * 50_000])
def test_hostile_text_takes_no_longer_than_its_length(filler: str) -> None:
    key_spans(filler + "2007")
