"""The admin's list of editions, the difference to now, and the draft that goes back."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import PageLogEntry

from home.models import InformationPage
from publishing.editions import edition, editions_of, restore
from publishing.models import Edition
from tests.factories import files, home
from tests.factories.editions import publish_change
from tests.integration.publishing import filing
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> User:
    user = person("penyunting", "Editor")
    client.force_login(user)
    return user


@pytest.fixture
def page() -> InformationPage:
    page = home.information_page(live=False, title="Tanda bahaya", slug="tanda-bahaya")
    page.sources.create(title="UU 21/2007")
    page = home.publish(page)
    page.title, page.slug = "Tanda-tanda bahaya", "tanda-tanda"
    page.sources.create(title="Perpres 19/2023")
    return publish_change(page, "Sumber baru")


def the(page: Any, number: int) -> Edition:
    found = edition(page, number)
    assert found is not None
    return found


def address(page: Any, number: int | None = None) -> str:
    if number is None:
        return reverse("page_editions", args=[page.pk])
    return reverse("page_edition", args=[page.pk, number])


def fresh(page: Any) -> Any:
    return InformationPage.objects.get(pk=page.pk)


def test_the_list_says_what_when_and_by_whom(client: Client, editor: User, page: InformationPage) -> None:
    Edition.objects.filter(page=page, number=2).update(publisher=editor, approver=person("pim", "Pimpinan"))
    html = client.get(address(page)).content.decode()
    assert html.index("Sumber baru") < html.index("Edisi pertama" if "Edisi pertama" in html else "First edition")
    for text in ("penyunting", "pim", address(page, 1), address(page, 2)):
        assert text in html
    header = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert address(page) in header


def test_the_list_is_cut_into_pages(
    client: Client, editor: User, page: InformationPage, django_assert_max_num_queries: Any
) -> None:
    last = the(page, 2)
    values = {name: getattr(last, name) for name in ("page_id", "revision_id", "content_digest", "effective_from")}
    Edition.objects.bulk_create(
        Edition(number=number, change_kind="minor", published_at=timezone.now(), publisher=editor, **values)
        for number in range(3, 503)
    )
    client.get(address(page))
    with django_assert_max_num_queries(30):
        html = client.get(address(page)).content.decode()
    assert html.count(f"/pages/{page.pk}/editions/") < 120
    assert address(page, 502) in html
    assert address(page, 1) in client.get(address(page) + "?p=11").content.decode()


def test_the_difference_is_shown_before_anything_is_made(client: Client, editor: User, page: InformationPage) -> None:
    html = client.get(address(page, 1)).content.decode()
    assert "comparison__child-object deletion" in html
    assert "Perpres 19/2023" in html
    assert fresh(page).revisions.count() == 2
    assert "UU 21/2007" not in html


def test_rows_in_another_order_are_said(client: Client, editor: User, page: InformationPage) -> None:
    page = fresh(page)
    rows = list(page.sources.all())[::-1]
    for place, row in enumerate(rows):
        row.sort_order = place
    page.sources.set(rows)
    page = home.publish(page)
    assert editions_of(page).count() == 3
    html = {number: client.get(address(page, number)).content.decode() for number in (2, 3)}
    with override("id"):
        assert str(_("Only the order of rows differs.")) in html[2]
        assert str(_("There is no difference.")) in html[3]


def test_the_draft_says_what_the_edition_said_and_nothing_is_published(
    client: Client, editor: User, page: InformationPage
) -> None:
    response = client.post(address(page, 1))
    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    live = fresh(page)
    assert (live.title, live.has_unpublished_changes, editions_of(page).count()) == ("Tanda-tanda bahaya", True, 2)
    draft = live.get_latest_revision_as_object()
    assert (draft.title, draft.slug) == ("Tanda bahaya", "tanda-tanda")
    assert [row.title for row in draft.sources.all()] == ["UU 21/2007"]
    assert live.latest_revision.user == editor
    assert PageLogEntry.objects.filter(page=page, action="wagtail.revert", user=editor).count() == 1
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert form.initial["change_kind"] == "major"
    assert "1" in form.initial["change_note"]
    live.latest_revision.publish()
    third = the(page, 3)
    assert third.content_digest == the(page, 1).content_digest
    assert third.change_note


def test_rows_keep_their_keys_through_publication_and_return(page: InformationPage) -> None:
    keys = {row.title: row.pk for row in fresh(page).sources.all()}
    stored = [row["pk"] for row in the(page, 2).revision.content["sources"]]
    assert sorted(stored) == sorted(keys.values())
    restore(the(page, 1), User.objects.create_superuser("kepala", "kepala@example.org", "x")).publish()
    assert {row.title: row.pk for row in fresh(page).sources.all()} == {"UU 21/2007": keys["UU 21/2007"]}


def test_a_waiting_draft_stays_in_the_history(client: Client, editor: User, page: InformationPage) -> None:
    page.title = "Konsep orang lain"
    waiting = page.save_revision()
    assert "help-warning" in client.get(address(page, 1)).content.decode()
    client.post(address(page, 1))
    assert fresh(page).revisions.filter(pk=waiting.pk).exists()
    assert fresh(page).latest_revision_id != waiting.pk


def test_files_that_are_others_today_are_named(client: Client, editor: User) -> None:
    document = filing.upload("lampiran.pdf", files.pdf("Satu"), "Formulir rujukan")
    page = filing.publish(document, title="Perbup", number="5", year=2020)
    number = editions_of(page)[0].number
    assert "Formulir rujukan" not in client.get(address(page, number)).content.decode()
    type(document).objects.filter(pk=document.pk).update(content_digest="0" * 64)
    assert "Formulir rujukan" in client.get(address(page, number)).content.decode()


def test_a_locked_page_refuses(client: Client, editor: User, page: InformationPage) -> None:
    other = person("sek", "Sekretariat")
    InformationPage.objects.filter(pk=page.pk).update(locked=True, locked_by=other, locked_at=timezone.now())
    html = client.get(address(page, 1)).content.decode()
    assert "help-critical" in html
    assert "page_act" not in html
    response = client.post(address(page, 1))
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    with pytest.raises(ValidationError):
        restore(the(page, 1), editor)
    assert fresh(page).revisions.count() == 2
    InformationPage.objects.filter(pk=page.pk).update(locked_by=editor)
    assert client.post(address(page, 1)).status_code == 302


@pytest.mark.parametrize("number", [None, 1])
def test_who_may_not_edit_sees_nothing(client: Client, page: InformationPage, number: int | None) -> None:
    user = person("anggota", "Anggota Gugus Tugas")
    client.force_login(user)
    assert client.get(address(page, number)).status_code in {302, 403}
    with pytest.raises(PermissionDenied):
        restore(the(page, 1), user)
    client.logout()
    assert client.get(address(page, number)).status_code == 302


def test_what_is_not_there_is_not_found(client: Client, editor: User, page: InformationPage) -> None:
    assert client.get(address(page, 99)).status_code == 404
    assert client.get(reverse("page_editions", args=[999999])).status_code == 404
    other = home.publish(home.information_page(live=False))
    assert client.get(address(other, 2)).status_code == 404


def test_a_draft_of_an_alias_is_refused(page: InformationPage) -> None:
    alias = page.create_alias(update_slug="alias")
    with pytest.raises(PermissionDenied):
        restore(Edition(page=alias, revision=page.live_revision), person("penyunting", "Editor"))
