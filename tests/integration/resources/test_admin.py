"""The editors and listings of the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from resources.models import LegalDocumentPage, SopPage
from tests.factories import resources as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    """A signed-in superuser whose admin is in English."""
    user = User.objects.create_superuser("editor", "editor@example.org", "x")
    client.force_login(user)
    return client


COMMON = {"summary": "", "audience": "officers", "topics": [], "information_class": "setiap_saat", "review_on": "",
          "owner_agency": "", "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": "",
          "comments": inline_formset([])}  # fmt: skip


def sop_form(**changes: Any) -> dict[str, Any]:
    """What the editor of an SOP sends."""
    form = COMMON | {
        "title": "SOP uji",
        "slug": "sop-uji",
        "unit_name": "DP3AP2KB",
        "logo": "",
        "number": "1",
        "stage": "complaint",
        "status": "in_force",
        "replaced_by": "",
        "created_on": "2025-01-15",
        "revised_on": "",
        "effective_on": "2025-02-01",
        "year": "",
        "approved_position": "",
        "approved_name": "",
        "approved_nip": "",
        "list_rows": inline_formset([]),
        "actors": inline_formset([{"code": "", "name": "Petugas", "agency": ""}]),
        "steps": inline_formset([step(activity="Menerima", actor="petugas", symbol="start_end")]),
        "files": inline_formset([]),
        "body": streamfield([]),
    }
    return nested_form_data(form | changes)


def step(**changes: Any) -> dict[str, Any]:
    """A row of the steps."""
    row = {"activity": "Langkah", "actor": "A", "symbol": "process", "requirements": "", "minutes": "15"}
    return row | {"output": "", "note": "", "yes_step": "", "no_step": ""} | changes


def legal_form(page: LegalDocumentPage, **changes: Any) -> dict[str, Any]:
    """What the editor of a legal document sends."""
    text = ("abbreviation", "corporate_author", "place", "source", "subject", "language", "location", "law_field")
    more = ("government_affair", "signatory", "signatory_position", "initiator", "abstract", "issuer")
    dates = ("enacted_on", "promulgated_on", "effective_on")
    rows = ("considerations", "legal_bases", "dictums", "copies", "memberships", "relations", "files")
    form = COMMON | dict.fromkeys((*text, *more, *dates), "") | {name: inline_formset([]) for name in rows}
    form |= {
        "title": page.title,
        "slug": page.slug,
        "kind": page.kind,
        "number": page.number,
        "year": str(page.year),
        "status": "in_force",
        "body": streamfield([]),
    }
    return nested_form_data(form | changes)


def add_url(model: str, parent: Any) -> str:
    """Where a new page is sent."""
    return reverse("wagtailadmin_pages:add", args=["resources", model, parent.pk])


def edit_url(page: Any) -> str:
    """Where a changed page is sent."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_an_sop_is_written_in_the_editor(editor: Client) -> None:
    response = editor.post(add_url("soppage", make.index_page()), sop_form() | {"action-publish": "1"})
    assert response.status_code == 302, response.context["form"].errors
    page = SopPage.objects.get(slug="sop-uji")
    assert page.live
    assert str(page.review_on) == "2026-02-01"
    assert [(actor.code, actor.name) for actor in page.actors.all()] == [("A", "Petugas")]
    assert [(row.actor, row.minutes) for row in page.steps.all()] == [("A", 15)]


def test_what_is_wrong_with_a_step_stands_beside_it_and_nothing_is_lost(editor: Client) -> None:
    steps = inline_formset(
        [step(), step(actor="Z", activity="Kedua"), step(symbol="decision", yes_step="9", no_step="1")]
    )
    response = editor.post(add_url("soppage", make.index_page()), sop_form(steps=steps) | {"action-publish": "1"})
    assert response.status_code == 200
    forms = response.context["form"].formsets["steps"].forms
    assert [dict(form.errors).keys() for form in forms] == [set(), {"actor"}, {"yes_step"}]
    html = response.content.decode()
    assert "Kedua" in html
    assert "A (Petugas)" in html
    assert not SopPage.objects.exists()


def test_a_draft_may_have_gaps(editor: Client) -> None:
    steps = inline_formset([step(actor=""), step(symbol="decision")])
    response = editor.post(add_url("soppage", make.index_page()), sop_form(steps=steps, unit_name=""))
    assert response.status_code == 302
    draft = SopPage.objects.get(slug="sop-uji").get_latest_revision_as_object()
    assert not draft.live
    assert draft.steps.count() == 2
    response = editor.post(edit_url(draft), sop_form(steps=steps) | {"action-publish": "1"})
    assert response.status_code == 200


def test_a_document_has_no_relation_to_itself(editor: Client) -> None:
    page = make.regulation()
    relations = inline_formset([{"kind": "amends", "target": page.pk, "note": ""}])
    response = editor.post(edit_url(page), legal_form(page, relations=relations) | {"action-publish": "1"})
    assert response.status_code == 200
    assert list(response.context["form"].formsets["relations"].forms[0].errors) == ["target"]


def test_the_same_document_twice_is_said_at_the_number(editor: Client) -> None:
    make.regulation(title="Yang pertama", number="12", year=2022)
    other = make.regulation(number="13", year=2022)
    response = editor.post(edit_url(other), legal_form(other, number="no. 12") | {"action-publish": "1"})
    assert response.status_code == 200
    [message] = response.context["form"].errors["number"]
    assert "Yang pertama" in message


def test_impossible_dates_are_said_at_their_fields(editor: Client) -> None:
    page = make.regulation(year=2022)
    form = legal_form(page, enacted_on="2022-05-02", promulgated_on="2022-05-01")
    response = editor.post(edit_url(page), form | {"action-publish": "1"})
    assert list(response.context["form"].errors) == ["promulgated_on"]


def test_a_published_change_is_seen_at_once(editor: Client, client: Client) -> None:
    page = make.regulation()
    dictums = inline_formset([{"text": "Ketentuan baru."}])
    response = editor.post(edit_url(page), legal_form(page, dictums=dictums) | {"action-publish": "1"})
    assert response.status_code == 302
    assert "Ketentuan baru." in Client().get(page.url).content.decode()


@pytest.mark.parametrize("model", ["legaldocumentpage", "soppage", "legalguidancepage", "trainingmodulepage"])
def test_every_editor_opens(editor: Client, model: str) -> None:
    assert editor.get(add_url(model, make.index_page())).status_code == 200


@pytest.mark.parametrize(
    ("name", "maker"),
    [
        ("legal_documents", make.full_decree),
        ("sops", make.full_sop),
        ("legal_guidance", make.full_guidance),
        ("training_modules", make.full_training),
    ],
)
def test_listings_show_and_filter(editor: Client, name: str, maker: Any) -> None:
    page = maker()
    listing = reverse(f"{name}:index")
    html = editor.get(listing).content.decode()
    assert page.title in html
    assert editor.get(listing, {"ordering": "-review_on"}).status_code == 200
    assert editor.get(listing, {"q": page.title, "ordering": "review_on"}).status_code == 200


def test_legal_documents_are_filtered_by_year_and_status(editor: Client) -> None:
    make.regulation(title="Lama", year=1999)
    make.regulation(title="Baru", year=2024, status="not_in_force")
    html = editor.get(reverse("legal_documents:index"), {"year": "1999"}).content.decode()
    assert "Lama" in html
    assert "Baru" not in html
    html = editor.get(reverse("legal_documents:index"), {"status": "not_in_force"}).content.decode()
    assert "Baru" in html
    assert "Lama" not in html
