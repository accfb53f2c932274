"""A publication that is refused long after the draft was checked: everybody is told, nothing is lost.

Two live regulations get the same new number in their drafts; the first one to be published has it.
"""

import io
import json
import logging
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageLogEntry

from publishing import scheduling
from publishing.refusals import PublicationRefusedError
from resources.models import LegalDocumentPage
from tests.factories import home as make_home
from tests.factories import resources as make
from tests.integration.publishing.test_workflow import person
from tests.integration.resources.test_admin import legal_form
from tests.support.racing import at_once

pytestmark = pytest.mark.django_db

SENTENCE = "Peraturan Bupati Sinjai Nomor 7 Tahun 2022 was filed already: “Yang pertama”."


def draft(page: LegalDocumentPage, user: User | None = None, **changes: Any) -> Any:
    """A draft of a live page that wants number 7."""
    for name, value in {"number": "7", **changes}.items():
        setattr(page, name, value)
    return page.save_revision(user=user)


@pytest.fixture
def first() -> LegalDocumentPage:
    return make.regulation(title="Yang pertama", number="1", year=2022)


@pytest.fixture
def second() -> LegalDocumentPage:
    return make.regulation(title="Yang kedua", number="2", year=2022)


def clash(first: LegalDocumentPage, second: LegalDocumentPage, user: User | None = None, **changes: Any) -> Any:
    """The number is free when both drafts are written; then the first is published. Returns the second's draft."""
    waiting, winner = draft(second, user, **changes), draft(first, user)
    winner.publish(skip_permission_checks=True)
    return waiting


def test_the_program_gets_an_exception_with_the_sentence(first: LegalDocumentPage, second: LegalDocumentPage) -> None:
    waiting = clash(first, second)
    with pytest.raises(PublicationRefusedError) as error:
        waiting.publish(skip_permission_checks=True)
    assert isinstance(error.value, ValidationError)
    with override("en"):
        assert error.value.message_dict == {"number": [SENTENCE]}
        assert str(error.value) == f"Number: {SENTENCE}"
    assert [page.pk for page in error.value.in_the_way] == [first.pk]
    second.refresh_from_db()
    assert (second.number, second.live, second.has_unpublished_changes) == ("2", True, True)


def test_the_form_shows_it_beside_the_number_with_a_link(client: Client, first: LegalDocumentPage) -> None:
    client.force_login(User.objects.create_superuser("kepala", "kepala@example.org", "x"))
    other = make.regulation(title="Yang <b>kedua</b>", number="2", year=2022)
    url = reverse("wagtailadmin_pages:edit", args=[first.pk])
    html = client.post(url, legal_form(first, number="2")).content.decode()
    link = f'<a href="{reverse("wagtailadmin_pages:edit", args=[other.pk])}">'
    assert f"“Yang &lt;b&gt;kedua&lt;/b&gt;”. {link}" in html
    assert 'value="2"' in html


def test_the_import_names_the_line_and_writes_the_others(tmp_path: Path, first: LegalDocumentPage) -> None:
    title = "Peraturan Bupati Sinjai Nomor {} Tahun 2022 tentang Contoh"
    lines = [{"id": f"perbup-{number}", "kind": "regulation", "title": title.format(number)} for number in (1, 8)]
    path = tmp_path / "arsip.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    errors = io.StringIO()
    with override("en"), pytest.raises(CommandError, match="1 documents could not be written"):
        call_command("import_archive", str(path), stdout=io.StringIO(), stderr=errors)
    assert errors.getvalue().startswith("line 1: Peraturan Bupati Sinjai Nomor 1 Tahun 2022 was filed already")
    assert LegalDocumentPage.objects.filter(slug="perbup-8", live=True).exists()


def approve(client: Client, page: LegalDocumentPage, **headers: str) -> Any:
    """The leader's approval through the door that the dashboard uses."""
    state = page.current_workflow_state.current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return client.post(url, {"comment": "Baik."}, headers=headers)


def in_approval(page: LegalDocumentPage) -> tuple[LegalDocumentPage, User]:
    """The page after the secretariat's review, and the leader whose turn it is."""
    author, secretary, leader = (
        person("penyunting", "Editor"),
        person("sekretaris", "Sekretariat"),
        person("pimpinan", "Pimpinan"),
    )
    draft(page, author)
    state = page.get_workflow().start(page, author)
    state.current_task_state.task.specific.on_action(state.current_task_state, secretary, "approve")
    return LegalDocumentPage.objects.get(pk=page.pk), leader


def test_the_approver_is_told_and_the_draft_waits_on(
    client: Client, first: LegalDocumentPage, second: LegalDocumentPage
) -> None:
    second, leader = in_approval(second)
    draft(first).publish(skip_permission_checks=True)
    client.force_login(leader)
    edit = reverse("wagtailadmin_pages:edit", args=[second.pk])
    response = approve(client, second)
    assert (response.status_code, response.url) == (302, edit)
    html = client.get(edit).content.decode()
    assert "“Yang kedua” tidak diterbitkan." in html
    assert "sudah ada di portal" in html
    assert reverse("wagtailadmin_pages:edit", args=[first.pk]) in html
    second.refresh_from_db()
    assert second.number == "2"
    assert second.get_latest_revision_as_object().number == "7"
    assert second.current_workflow_state.current_task_state.status == "in_progress"


def test_the_approval_in_a_window_leads_to_the_message(
    client: Client, first: LegalDocumentPage, second: LegalDocumentPage
) -> None:
    second, leader = in_approval(second)
    draft(first).publish(skip_permission_checks=True)
    client.force_login(leader)
    response = approve(client, second, x_requested_with="XMLHttpRequest")
    assert response.json() == {
        "step": "success",
        "redirect": reverse("wagtailadmin_pages:edit", args=[second.pk]),
    }


def test_a_bulk_action_publishes_the_others(
    client: Client, first: LegalDocumentPage, second: LegalDocumentPage
) -> None:
    clash(first, second)
    other = make_home.information_page(live=False, title="Tanda-tanda")
    other.save_revision()
    client.force_login(User.objects.create_superuser("kepala", "kepala@example.org", "x"))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = f"?next=/admin/&id={second.pk}&id={other.pk}"
    html = client.post(url + query, {"include_descendants": ""}, follow=True).content.decode()
    assert "“Yang kedua” tidak diterbitkan." in html
    other.refresh_from_db()
    second.refresh_from_db()
    assert (other.live, second.number) == (True, "2")


def test_a_bulk_action_takes_the_drafts_below_each_for_itself(
    client: Client, first: LegalDocumentPage, second: LegalDocumentPage
) -> None:
    shelf = make.index_page()
    hidden = make.regulation(shelf, title="Di bawah", number="3", year=2022, live=False)
    hidden.save_revision()
    client.force_login(User.objects.create_superuser("kepala", "kepala@example.org", "x"))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{url}?next=/admin/&id={shelf.pk}", {"include_descendants": "on"})
    hidden.refresh_from_db()
    assert hidden.live


def test_the_worker_goes_on_and_says_it_once(
    client: Client, caplog: pytest.LogCaptureFixture, first: LegalDocumentPage, second: LegalDocumentPage
) -> None:
    waiting = clash(first, second)
    other = make_home.information_page(live=False)
    now = timezone.now()
    for revision, minutes in ((waiting, 5), (other.save_revision(), 1)):
        revision.approved_go_live_at = now - timedelta(minutes=minutes)
        revision.save(update_fields=["approved_go_live_at"])
    with caplog.at_level(logging.WARNING):
        assert scheduling.publish_due() == 1
        scheduling._resting.clear()
        assert scheduling.publish_due() == 0
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "Yang pertama" in caplog.text
    assert PageLogEntry.objects.filter(page=second.pk, action="publishing.scheduled_refused").count() == 1
    client.force_login(person("sekretaris", "Sekretariat"))
    assert "Terjadwal, tetapi belum terbit" in client.get(reverse("wagtailadmin_home")).content.decode()
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[second.pk])).content.decode()
    assert "seharusnya terbit" in edit
    history = client.get(reverse("wagtailadmin_pages:history", args=[second.pk])).content.decode()
    assert "Tidak terbit pada waktunya" in history


def test_it_is_published_as_soon_as_the_number_is_free(first: LegalDocumentPage, second: LegalDocumentPage) -> None:
    waiting = clash(first, second)
    waiting.approved_go_live_at = timezone.now() - timedelta(minutes=5)
    waiting.save(update_fields=["approved_go_live_at"])
    assert scheduling.publish_due() == 0
    draft(LegalDocumentPage.objects.get(pk=first.pk), number="9").publish(skip_permission_checks=True)
    # The worker pauses for a minute before it tries again.
    assert scheduling.publish_due() == 0
    scheduling._resting.clear()
    assert scheduling.publish_due() == 1
    second.refresh_from_db()
    assert second.number == "7"


def test_the_dashboard_is_quiet_otherwise(client: Client, second: LegalDocumentPage) -> None:
    client.force_login(person("sekretaris", "Sekretariat"))
    assert "Terjadwal, tetapi belum terbit" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_draft_gives_its_old_number_back(first: LegalDocumentPage) -> None:
    hidden = make.regulation(number="4", year=2022, live=False)
    draft(hidden, number="5")
    assert draft(first, number="4").as_object().number == "4"
    with pytest.raises(ValidationError):
        draft(first, number="5")


@pytest.mark.postgres  # SQLite has one writer at a time anyway.
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_wins_and_the_other_reads_why() -> None:
    drafts = [draft(make.regulation(title=name, number=f"{place}", year=2022)) for place, name in enumerate("abc", 1)]

    def publish(revision: Any) -> str:
        try:
            revision.publish(skip_permission_checks=True)
        except PublicationRefusedError as refusal:
            return str(refusal.message_dict["number"][0])
        return "published"

    outcomes = at_once(*(partial(publish, revision) for revision in drafts))
    [winner] = LegalDocumentPage.objects.filter(number="7")
    assert outcomes.count("published") == 1
    assert sum(f"“{winner.title}”" in outcome for outcome in outcomes) == 2
