"""The face's template tags and its small components, rendered without a database."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from portal.templatetags import face
from publishing.context import Link, Navigation


def test_an_icon_is_hidden_from_screen_readers_and_takes_a_class() -> None:
    html = face.icon("phone", "icon--large")
    assert html.startswith('<svg class="icon icon--large"')
    assert 'aria-hidden="true"' in html
    assert html.endswith("</svg>")


@pytest.mark.parametrize("name", ["", "nothing", "../emblem", "phone.svg"])
def test_an_unknown_icon_is_named_with_the_known_ones(name: str) -> None:
    with pytest.raises(LookupError, match="known are: alert, arrow"):
        face.icon(name)


def test_every_icon_is_our_own_inline_drawing() -> None:
    for path in face.ICON_FOLDER.glob("*.svg"):
        drawing = face.icon(path.stem)
        assert "http" not in drawing
        assert "style=" not in drawing
        assert drawing.count("<svg") == 1


def test_every_kind_has_an_icon() -> None:
    assert all(face.kind_icon(kind) for kind in (*face.KIND_ICONS, "page", ""))


@pytest.mark.parametrize(
    ("status", "badge"),
    [
        ("in_force", "ok"),
        ("amended", "info"),
        ("draft", "warn"),
        ("overdue", "bad"),
        ("superseded", "muted"),
        ("", "muted"),
    ],
)
def test_the_colour_of_a_status(status: str, badge: str) -> None:
    assert face.badge_kind(status) == badge


@pytest.mark.parametrize(
    ("selected", "chosen"),
    [("2021", True), (2021, True), (["2020", 2021], True), ({"2020"}, False), ("", False), (None, False), ((), False)],
)
def test_a_choice_is_marked_whatever_the_type_of_the_selection(selected: object, chosen: bool) -> None:
    assert face.is_chosen("2021", selected) is chosen


@pytest.mark.parametrize(
    ("path", "language", "address"),
    [
        ("/", "en", "/en/"),
        ("/dokumen/?year=2021", "en", "/en/dokumen/?year=2021"),
        ("/en/dokumen/?year=2021", "id", "/dokumen/?year=2021"),
        ("/en/", "id", "/"),
        ("/en/rapat/", "en", "/en/rapat/"),
        ("/energi/", "en", "/en/energi/"),
        ("/rapat/", "id", "/rapat/"),
    ],
)
def test_the_address_of_the_page_in_another_language(path: str, language: str, address: str) -> None:
    assert face.address_in(path, language) == address


@pytest.mark.parametrize(
    ("language", "code", "name", "url"), [("id", "en", "English", "/en/x/"), ("en", "id", "Bahasa Indonesia", "/x/")]
)
def test_the_language_switch_names_the_other_language_in_itself(language: str, code: str, name: str, url: str) -> None:
    request = RequestFactory().get("/en/x/" if language == "en" else "/x/")
    with translation.override(language):
        html = render_to_string("components/language_switch.html", {"request": request})
    assert f'href="{url}" lang="{code}"' in html
    assert name in html


def test_without_a_request_there_is_no_language_switch() -> None:
    assert "<nav" not in render_to_string("components/language_switch.html")


def test_pages_are_left_out_in_the_middle_and_the_current_one_is_said() -> None:
    page = Paginator(range(300), 10).page(7)
    html = render_to_string("components/pagination.html", {"page_obj": page, "querystring": "?kind=sop&"})
    assert html.count("…") == 2
    assert 'rel="prev" href="?kind=sop&amp;page=6"' in html
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pages() -> None:
    page = Paginator(range(3), 10).page(1)
    assert not render_to_string("components/pagination.html", {"page_obj": page}).strip()


def test_page_numbers_carry_no_thousands_separator() -> None:
    page = Paginator(range(30_000), 10).page(1500)
    with translation.override("id"):
        html = render_to_string("components/pagination.html", {"page_obj": page})
    assert "page=1499" in html
    assert "page=3000" in html


def test_a_card_shows_what_there_is_and_escapes_it() -> None:
    entry = SimpleNamespace(kind="decree", kind_label="Keputusan", number="1/2021", title="<b>A</b>", url="/a/")
    html = render_to_string("components/card.html", {"entry": entry, "level": 2})
    assert "&lt;b&gt;A&lt;/b&gt;</a></h2>" in html
    assert "Keputusan · 1/2021" in html
    assert "card__meta" not in html


def test_a_filter_keeps_the_query_and_offers_to_remove_each_choice() -> None:
    html = render_to_string(
        "components/filter_form.html",
        {
            "filters": [
                {
                    "name": "kind",
                    "label": "Jenis",
                    "choices": [("sop", "SOP", 4), ("decree", "SK", 1)],
                    "selected": "sop",
                },
                {"name": "topic", "label": "Topik", "kind": "checkbox", "choices": [("a", "A", 0)], "selected": ["a"]},
            ],
            "query": '"x"',
            "chips": [{"label": "SOP", "url": "?topic=a"}],
            "clear_url": "?",
            "total": 0,
        },
    )
    assert 'type="hidden" name="q" value="&quot;x&quot;"' in html
    assert '<option value="sop" selected>SOP (4)</option>' in html
    assert 'value="a" checked' in html
    assert 'class="chip" href="?topic=a"' in html
    assert 'role="status">0 ' in html


def test_empty_facts_are_left_out() -> None:
    html = render_to_string("components/facts.html", {"facts": [("Nomor", "1"), ("Tanggal", None)]})
    assert "Nomor" in html
    assert "Tanggal" not in html


def test_a_short_page_gets_no_contents_list() -> None:
    assert not render_to_string("components/contents_list.html", {"contents": [(2, "a", "A"), (2, "b", "B")]}).strip()


def test_the_way_out_works_without_a_script_and_tells_nothing_about_us() -> None:
    html = render_to_string("components/quick_exit.html")
    assert 'href="https://www.google.co.id/"' in html
    assert "noreferrer" in html
    assert 'aria-live="assertive"' in html
    assert 'href="#keluar-cepat"' in html
    assert 'id="keluar-cepat"' in render_to_string("components/footer.html")


@pytest.mark.parametrize("template", ["400.html", "500.html"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_error_pages_need_no_request_and_no_database(template: str, language: str) -> None:
    with translation.override(language):
        html = render_to_string(template)
    assert f'<html lang="{language}">' in html
    assert 'href="tel:129"' in html
    assert 'href="tel:110"' in html
    assert 'href="/static/portal/site.css"' in html
    assert "data-quick-exit" in html


def test_no_template_of_the_face_carries_inline_style_or_script() -> None:
    folder = face.ICON_FOLDER.parent.parent
    # The admin's own form templates, in other folders, follow Wagtail's way.
    for path in (*folder.glob("*.html"), *folder.glob("components/*.html"), *folder.glob("blocks/*.html")):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert " onclick=" not in text, path
        assert "<script>" not in text, path


def test_tags_load_by_the_name_that_templates_use() -> None:
    assert "<svg" in Template("{% load face %}{% icon 'search' %}").render(Context())


def test_a_part_of_the_frame_shows_what_holds_now() -> None:
    foot = Template('{% load face %}{% frame_part "components/footer.html" %}')
    before = Navigation("Portal", "/", "", "", menu=(), footer=(Link("Tentang <kami>", "/tentang/"),))
    after = replace(before, footer=(Link("Siapa kami", "/tentang/"),))
    with translation.override("id"):
        for _twice in range(2):
            assert "Tentang &lt;kami&gt;" in foot.render(Context({"navigation": before}))
            assert "Siapa kami" in foot.render(Context({"navigation": after}))
        indonesian = foot.render(Context({"navigation": after}))
    with translation.override("en"):
        assert foot.render(Context({"navigation": after})) != indonesian
        assert foot.render(Context())
