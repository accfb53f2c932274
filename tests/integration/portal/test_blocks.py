"""Every block of body text, from what an editor saved to what a visitor gets."""

import pytest
from wagtail.blocks import StreamBlock

from publishing.blocks import BODY_BLOCKS
from tests.factories import resources

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a picture it has scaled to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
]


def _html(kind: str, value: object) -> str:
    block = StreamBlock(BODY_BLOCKS)
    return block.to_python([{"type": kind, "value": value}])[0].render()


@pytest.mark.parametrize(("level", "tag"), [("h2", "h2"), ("h3", "h3")])
def test_a_heading_has_the_anchor_that_links_point_to(level: str, tag: str) -> None:
    html = _html("heading", {"text": "Tanda & bahaya", "level": level})
    assert f'<{tag} id="tanda-bahaya">Tanda &amp; bahaya</{tag}>' in html


def test_a_paragraph_is_rich_text() -> None:
    assert "<p>Isi <b>tebal</b>.</p>" in _html("paragraph", "<p>Isi <b>tebal</b>.</p>")


@pytest.mark.parametrize("kind", ["info", "warning", "help"])
def test_a_callout_is_a_note_of_its_kind_with_its_text_as_html(kind: str) -> None:
    html = _html("callout", {"kind": kind, "title": "Awas", "text": "<p>Jangan <b>serahkan</b> paspor.</p>"})
    assert f'class="callout callout--{kind}" role="note"' in html
    assert "<b>serahkan</b>" in html


def test_steps_are_an_ordered_list_and_escaped() -> None:
    html = _html("steps", {"title": "", "steps": ["Periksa izin", "<b>Simpan</b>"]})
    assert "<h3>" not in html
    assert "<li><div>Periksa izin</div></li>" in html
    assert "&lt;b&gt;Simpan&lt;/b&gt;" in html


def test_a_quotation_names_its_source() -> None:
    html = _html("quote", {"text": "Dirahasiakan.", "source": "Pasal 44"})
    assert "<blockquote" in html
    assert "Pasal 44</figcaption>" in html


def test_a_table_has_its_header_row_and_can_be_scrolled_by_keyboard() -> None:
    html = _html("table", {"caption": "Biaya", "lines": [["Butir", "Biaya"], ["Paspor", "Gratis"]]})
    assert '<th scope="col">Butir</th>' in html
    assert "<td>Gratis</td>" in html
    assert html.count("<tr>") == 2
    assert 'role="region" tabindex="0" aria-label="Biaya"' in html


def test_an_image_says_what_it_shows_and_waits_until_it_is_scrolled_to() -> None:
    picture = resources.image("berkas-123", description="Poster pencegahan")
    html = _html("image", {"image": picture.pk, "caption": "Poster"})
    assert 'alt="Poster pencegahan"' in html
    assert 'loading="lazy"' in html
    assert "srcset=" in html
    assert "Poster</figcaption>" in html


def test_an_image_without_a_description_is_decoration_and_never_named_by_its_file() -> None:
    html = _html("image", {"image": resources.image("berkas-123").pk, "caption": ""})
    assert 'alt=""' in html
    assert "figcaption" not in html


def test_a_document_shows_its_title_type_and_size() -> None:
    paper = resources.document("Buku saku")
    html = _html("document", {"document": paper.pk, "label": ""})
    assert f'href="{paper.url}">Buku saku</a>' in html
    assert "PDF" in html


def test_a_document_that_was_deleted_leaves_no_trace() -> None:
    paper = resources.document()
    gone = paper.pk
    paper.delete()
    assert not _html("document", {"document": gone, "label": "Unduh"}).strip()
