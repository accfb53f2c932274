"""What people get wrong in the admin and in addresses: a clear message in Indonesian, and nothing lost."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from meetings.models import MeetingPage
from publishing.models import PortalDocument, PortalImage
from tests.factories import home, meetings, resources

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("kepala", "kepala@example.org", "x"))
    return client


def form(**changes: Any) -> dict[str, Any]:
    """What the editor of an information page sends."""
    plain = {
        "title": "Tanda-tanda",
        "slug": "tanda-tanda",
        "summary": "Yang ditulis tidak hilang.",
        "audience": "public",
        "topics": [],
        "information_class": "setiap_saat",
        "sources": inline_formset([]),
        "body": streamfield([]),
        "comments": inline_formset([]),
    }
    empty = ("review_on", "owner_agency", "seo_title", "search_description", "go_live_at", "expire_at", "checked_on")
    return nested_form_data(plain | dict.fromkeys(empty, "") | changes)


def test_an_address_twice(admin: Client) -> None:
    first = home.information_page(title="Yang ada", slug="tanda-tanda")
    url = reverse("wagtailadmin_pages:add", args=["home", "informationpage", first.get_parent().pk])
    html = admin.post(url, form()).content.decode()
    assert "tanda-tanda" in html
    assert "sudah dipakai di bawah halaman induk ini" in html
    assert "Yang ditulis tidak hilang." in html


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("checked_on", "2025-02-30", "tanggal"),
        ("checked_on", "besok", "tanggal"),
        ("checked_on", "2999-01-01", "belum tiba"),
        ("review_on", "31/31/2025", "tanggal"),
    ],
)
def test_a_date_that_can_not_be(admin: Client, field: str, value: str, words: str) -> None:
    page = home.information_page()
    html = admin.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(**{field: value})).content.decode()
    assert words in html.lower()
    assert value in html
    assert "Yang ditulis tidak hilang." in html


def meeting_form(page: MeetingPage, **changes: Any) -> dict[str, Any]:
    """What the editor of minutes sends."""
    rows = ("resource_persons", "attendance", "agenda_items", "decisions", "action_items", "files", "comments")
    texts = (
        "status_note",
        "year",
        "place",
        "invitation_number",
        "invitation_date",
        "invitation_sender",
        "archive_code",
    )
    more = ("opened_by", "chair", "chair_agency", "secretary", "note_taker", "signatory_position", "signatory_name")
    rest = ("signatory_nip", "owner_agency", "review_on", "seo_title", "search_description", "go_live_at", "expire_at")
    plain = {
        "title": page.title,
        "slug": page.slug,
        "kind": page.kind,
        "status": page.status,
        "start": "2021-11-18 09:00",
        "end": "2021-11-18 12:00",
        "summary": "Yang ditulis tidak hilang.",
        "audience": "officers",
        "topics": [],
        "information_class": "setiap_saat",
        "opening": rich_text(""),
        "closing": rich_text(""),
    }
    blank = dict.fromkeys((*texts, *more, *rest), "")
    return nested_form_data(blank | plain | {name: inline_formset([]) for name in rows} | changes)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end": "2021-11-18 08:00"}, "sebelum dimulai"),
        ({"signatory_nip": "123"}, "18 angka"),
        (
            {
                "action_items": inline_formset(
                    [{"text": "Menyusun SK", "status": "open", "visibility": "public", "due_on": "2021-11-01"}]
                )
            },
            "mendahului",
        ),
    ],
)
def test_minutes_that_can_not_be(admin: Client, changes: dict[str, Any], words: str) -> None:
    page = meetings.meeting()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = admin.post(url, meeting_form(page, **changes)).content.decode()
    assert words in html
    assert "Yang ditulis tidak hilang." in html


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_document_of_60_mb(admin: Client) -> None:
    file = upload("besar.pdf", b"%PDF-1.7\n" + b"0" * (60 * MEGABYTE))
    html = admin.post(reverse("wagtaildocs:add"), {"title": "Besar", "file": file}).content.decode()
    assert "Perkecil atau bagi berkasnya." in html
    assert 'value="Besar"' in html
    assert not PortalDocument.objects.exists()


def test_a_document_that_is_not_what_its_name_says(admin: Client) -> None:
    file = upload("surat.pdf", b"MZ\x90\x00 bukan pdf")
    html = admin.post(reverse("wagtaildocs:add"), {"title": "Surat", "file": file}).content.decode()
    assert "(.pdf)" in html
    assert not PortalDocument.objects.exists()


def test_many_documents_at_once_are_judged_each(admin: Client) -> None:
    url = reverse("wagtaildocs:add_multiple")
    answer = admin.post(
        url,
        {"title": "Surat", "files[]": upload("surat.pdf", b"MZ bukan pdf")},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.status_code == 200
    assert answer.json()["success"] is False
    assert "(.pdf)" in answer.json()["error_message"]


def test_a_picture_that_is_none_or_too_large(admin: Client) -> None:
    url = reverse("wagtailimages:add")
    assert admin.post(url, {"title": "Foto", "file": upload("foto.png", b"bukan foto")}).status_code == 200
    large = upload("foto.png", b"\x89PNG\r\n\x1a\n" + b"0" * (21 * MEGABYTE))
    html = admin.post(url, {"title": "Foto", "file": large}).content.decode()
    assert "MB" in html
    assert not PortalImage.objects.exists()


@pytest.mark.parametrize("page", ["0", "99999", "-1", "x", "9" * 400, "%00"])
@pytest.mark.parametrize("maker", [resources.index_page, meetings.index, home.information_index])
def test_a_page_of_a_list_that_does_not_exist(client: Client, maker: Any, page: str) -> None:
    response = client.get(f"{maker().url}?page={page}")
    assert 400 <= response.status_code < 500
    assert "<main" in response.content.decode()
