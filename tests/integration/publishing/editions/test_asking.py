"""The editor is asked what changes for the reader: in the form, in the bulk action, and for a scheduled publication."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import StandardPage
from publishing import scheduling
from publishing.editions import Change, edition, editions_of
from tests.factories import home
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("kepala", "kepala@example.org", "x"))
    return client


@pytest.fixture
def page() -> StandardPage:
    return home.publish(home.standard_page(live=False, title="Privasi", slug="privasi"))


def form(page: Any, **fields: Any) -> dict[str, Any]:
    """What the browser sends: the question is in it."""
    data = {
        "title": page.title,
        "slug": page.slug,
        "body": streamfield([]),
        "comments": inline_formset([]),
        "audience": page.audience,
        "information_class": page.information_class,
        "change_note": "",
        "effective_from": "",
    }
    return nested_form_data({**data, **fields})


def send(client: Client, page: Any, **fields: Any) -> Any:
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, **fields))


def shown(client: Client, page: Any) -> Any:
    """The form as the editor opens it."""
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]


def fresh(page: Any) -> Any:
    return StandardPage.objects.get(pk=page.pk)


PUBLISH = {"action-publish": "1"}
SUBMIT = {"action-submit": "1"}


@pytest.mark.parametrize("action", [PUBLISH, SUBMIT], ids=["publish", "submit"])
@pytest.mark.parametrize(
    ("answer", "field"),
    [({}, "change_kind"), ({"change_kind": "major"}, "change_note"), ({"change_kind": "other"}, "change_kind")],
)
def test_without_an_answer_the_form_comes_back_with_everything_in_it(
    admin: Client, page: StandardPage, action: dict[str, str], answer: dict[str, str], field: str
) -> None:
    response = send(admin, page, title="Judul baru", **action, **answer)
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {field}
    html = response.content.decode()
    assert "Judul baru" in html
    assert f'id="panel-child-content-child-{field}' in html.replace("_", "-") or field in html
    assert (fresh(page).title, editions_of(page).count()) == ("Privasi", 1)


def test_the_answer_becomes_the_edition_and_the_fields_are_empty_again(admin: Client, page: StandardPage) -> None:
    day = timezone.localdate() + timedelta(days=20)
    answer = {"change_kind": "major", "change_note": "Batas waktu 24 jam", "effective_from": day.isoformat()}
    assert send(admin, page, title="Privasi dan data", **PUBLISH, **answer).status_code == 302
    second = edition(page, 2)
    assert second is not None
    assert (second.change_kind, second.change_note, second.effective_from) == ("major", "Batas waktu 24 jam", day)
    assert second.publisher == User.objects.get(username="kepala")
    assert second.revision == fresh(page).live_revision
    assert fresh(page).revisions.count() == 2
    initial = shown(admin, page).initial
    assert (initial["change_kind"], initial["change_note"], initial["effective_from"]) == ("", "", None)


def test_a_small_correction_needs_no_note(admin: Client, page: StandardPage) -> None:
    assert send(admin, page, title="Privasi.", change_kind="minor", **PUBLISH).status_code == 302
    assert edition(page, 2).change_kind == "minor"  # type: ignore[union-attr]


def test_nothing_is_asked_about_a_first_edition(admin: Client) -> None:
    draft = home.standard_page(live=False, title="Aksesibilitas", slug="aksesibilitas")
    draft.save_revision()
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert 'name="change_note"' in html
    assert 'name="change_kind"' not in html
    assert send(admin, draft, change_note="Ditulis bersama DP3AP2KB", **PUBLISH).status_code == 302
    first = edition(draft, 1)
    assert first is not None
    assert (first.change_kind, first.change_note) == ("major", "Ditulis bersama DP3AP2KB")


def test_a_program_that_sends_the_form_without_the_question_is_not_asked(admin: Client, page: StandardPage) -> None:
    data = form(page, title="Lain", **PUBLISH)
    del data["change_note"]
    assert admin.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data).status_code == 302
    assert edition(page, 2).change_kind == "minor"  # type: ignore[union-attr]


@pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, False)])
def test_an_edition_can_not_come_before_the_one_before_it(
    admin: Client, page: StandardPage, days: int, refused: bool
) -> None:
    day = timezone.localdate() + timedelta(days=days)
    response = send(admin, page, title="B", change_kind="minor", effective_from=day.isoformat(), **PUBLISH)
    assert (response.status_code == 200) is refused
    if refused:
        assert set(response.context["form"].errors) == {"effective_from"}


def test_a_day_named_by_mistake_is_taken_back_by_the_next_edition(admin: Client, page: StandardPage) -> None:
    send(admin, page, title="B", change_kind="minor", effective_from="2099-01-01", **PUBLISH)
    today = timezone.localdate()
    send(admin, page, title="C", change_kind="minor", effective_from=today.isoformat(), **PUBLISH)
    assert [found.effective_from.year for found in editions_of(page)] == [today.year, 2099, today.year]


def test_a_draft_keeps_a_half_answer(admin: Client, page: StandardPage) -> None:
    assert send(admin, page, title="B", change_kind="major").status_code == 302
    assert shown(admin, page).initial["change_kind"] == "major"
    assert send(admin, page, title="B", change_note="Sudah ditulis").status_code == 302
    initial = shown(admin, page).initial
    assert (initial["change_kind"], initial["change_note"]) == ("", "Sudah ditulis")
    assert editions_of(page).count() == 1


def test_what_was_published_is_not_offered_again_after_unpublishing_or_reverting(
    admin: Client, page: StandardPage
) -> None:
    send(admin, page, title="B", change_kind="major", change_note="Judul B", **PUBLISH)
    second = edition(page, 2)
    assert second is not None
    send(admin, page, title="C", change_kind="minor", **PUBLISH)
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, second.revision_id])
    assert admin.get(url).context["form"].initial["change_note"] == ""
    fresh(page).unpublish()
    assert shown(admin, page).initial["change_kind"] == ""


def test_the_workflow_carries_the_answer_to_the_approval(client: Client, page: StandardPage) -> None:
    editor, secretary, leader = person("penyunting", "Editor"), person("sek", "Sekretariat"), person("pim", "Pimpinan")
    client.force_login(editor)
    assert send(client, page, title="B", change_kind="major", change_note="Alur baru", **SUBMIT).status_code == 302
    for user in (secretary, leader):
        client.force_login(user)
        state = fresh(page).current_workflow_state.current_task_state
        url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        client.post(url, {"comment": "Baik."})
    second = edition(page, 2)
    assert second is not None
    assert (second.change_note, second.publisher, second.approver) == ("Alur baru", editor, leader)


def test_a_scheduled_publication_has_the_note_of_the_day_it_was_planned(admin: Client, page: StandardPage) -> None:
    go_live = timezone.localtime() + timedelta(days=2)
    answer = {"change_kind": "major", "change_note": "Mulai lusa", "go_live_at": go_live.strftime("%Y-%m-%d %H:%M")}
    assert send(admin, page, title="B", **PUBLISH, **answer).status_code == 302
    assert editions_of(page).count() == 1
    assert shown(admin, page).initial["change_note"] == "Mulai lusa"
    with time_machine.travel(go_live + timedelta(minutes=2), tick=False):
        assert scheduling.publish_due() == 1
    second = edition(page, 2)
    assert second is not None
    assert (second.change_note, second.effective_from) == ("Mulai lusa", go_live.date())
    assert second.publisher == User.objects.get(username="kepala")


def bulk(client: Client, *pages: Any, **fields: str) -> Any:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{url}?next=/admin/&" + "&".join(f"id={page.pk}" for page in pages), fields)


def drafted(title: str, **said: Any) -> Any:
    page = home.publish(home.standard_page(live=False, title=title))
    page.title = f"{title} baru"
    page.next_edition = Change(**said) if said else None
    page.save_revision()
    return page


def test_a_bulk_action_asks_once_for_all(admin: Client) -> None:
    first, second, own = drafted("A"), drafted("B"), drafted("C", kind="major", note="Catatan sendiri")
    html = bulk(admin, first, second, own, change_note="").content.decode()
    with override("id"):
        assert _("Choose one.") in html
    html = bulk(admin, first, second, own, change_kind="major", change_note="").content.decode()
    assert "Batas waktu rujukan" in html
    assert [editions_of(page).count() for page in (first, second, own)] == [1, 1, 1]
    assert bulk(admin, first, second, own, change_kind="major", change_note="Nomor baru").status_code == 302
    notes = [edition(page, 2).change_note for page in (first, second, own)]  # type: ignore[union-attr]
    assert notes == ["Nomor baru", "Nomor baru", "Catatan sendiri"]


def test_a_bulk_action_remembers_the_answer_for_what_is_scheduled(admin: Client) -> None:
    now = timezone.now()
    page = home.publish(home.standard_page(live=False, title="A"))
    page.title, page.go_live_at = "B", now + timedelta(hours=3)
    page.save_revision()
    assert bulk(admin, page, change_kind="major", change_note="Nanti malam").status_code == 302
    assert editions_of(page).count() == 1
    with time_machine.travel(now + timedelta(hours=4), tick=False):
        assert scheduling.publish_due() == 1
    assert edition(page, 2).change_note == "Nanti malam"  # type: ignore[union-attr]


def test_a_bulk_action_asks_nothing_where_all_is_published_for_the_first_time(admin: Client) -> None:
    draft = home.standard_page(live=False)
    draft.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert 'name="change_note"' not in admin.get(f"{url}?id={draft.pk}").content.decode()
    assert bulk(admin, draft).status_code == 302
    assert Page.objects.get(pk=draft.pk).live
