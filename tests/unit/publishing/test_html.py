"""The allow-list, against input that means harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.html import ALLOWED_TAGS, sanitize, to_text

HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<p onclick="alert(1)">x</p>',
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<style>@import 'https://example.org/x.css';</style>",
    "<!--><script>alert(1)</script>-->",
    "<form action='https://example.org'><input name=q></form>",
    "<object data='x'></object><embed src='x'>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<base href='https://example.org/'>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<p\x00 onclick=alert(1)>x</p>",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_loses_what_acts(html: str) -> None:
    clean = sanitize(html).lower()
    for forbidden in ("<script", "<img", "<iframe", "<svg", "<style", "<object", "<form", "<base", "<meta", " on"):
        assert forbidden not in clean
    for scheme in ("javascript:", "vbscript:", "data:"):
        assert f'href="{scheme}' not in clean
    assert "alert(1)</" not in sanitize("<script>alert(1)</script>")


def test_what_a_document_needs_stays() -> None:
    html = (
        "<h2>Bab I</h2><p>Teks <strong>tebal</strong> dan <em>miring</em></p><ol><li>satu</li></ol>"
        '<table><thead><tr><th scope="col">Pasal</th></tr></thead>'
        '<tbody><tr><td colspan="2">44</td></tr></tbody></table>'
        '<p><a href="https://jdih.sinjaikab.go.id/">JDIH</a></p>'
    )
    assert sanitize(html) == html


def test_code_goes_with_its_text_and_words_stay() -> None:
    assert sanitize("<p>a</p><script>var rahasia = 1;</script><div>b</div>").split() == ["<p>a</p>", "b"]


@given(st.text(max_size=400))
def test_any_text_is_cleaned_once_and_for_all(text: str) -> None:
    once = sanitize(text)
    assert sanitize(once) == once


@given(
    st.lists(st.sampled_from([*sorted(ALLOWED_TAGS), "script", "x", "!--", "/p", "p onclick=1", "a href=javascript:x"]))
)
def test_any_soup_of_tags_is_cleaned(names: list[str]) -> None:
    clean = sanitize("".join(f"<{name}>t" for name in names))
    assert "<script" not in clean
    assert "onclick" not in clean
    assert "javascript" not in clean


def test_text_has_a_line_for_each_block_and_no_code() -> None:
    html = "<h2>Judul</h2><p>satu&nbsp;dua &amp; tiga<br>empat</p><script>x()</script><tr><td>a</td><td>b</td></tr>"
    assert to_text(html) == "Judul\nsatu dua & tiga\nempat\na b"


@given(st.text(max_size=300))
def test_text_of_anything_never_fails(text: str) -> None:
    assert isinstance(to_text(text), str)
