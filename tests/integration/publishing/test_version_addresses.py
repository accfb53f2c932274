"""Who may have which version of a file, at which address, and until when."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.tasks import delete_file_from_storage_task

from meetings.models import MeetingFile
from publishing.files import versions
from publishing.models import DocumentVersion, PortalDocument
from publishing.trash.deletion import delete_for_good
from tests.factories import files, home, meetings
from tests.factories.editions import publish_change
from tests.integration.publishing.filing import (
    ONE,
    TWO,
    publish,
    replace,
    run_tasks,
    stored,
    upload,
)
from tests.integration.publishing.test_workflow import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


# --- Addresses --------------------------------------------------------------------------------------------------------


def test_the_current_version_has_an_address_of_its_own_for_whoever_may_have_the_file(client: Client) -> None:
    document = upload("a.pdf", ONE)
    version = document.versions.get()
    assert client.get(version.url).status_code == 302
    publish(document)
    response = client.get(version.url)
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    assert b"".join(response.streaming_content) == ONE  # type: ignore[attr-defined]
    assert "X-Robots-Tag" not in client.get(document.url)


def test_a_former_version_is_for_whoever_may_see_an_edition_that_used_it(client: Client) -> None:
    document = upload("konsep.pdf", files.pdf("Konsep"))
    document = replace(document, ONE, "a.pdf")
    page = publish(document)
    document = replace(document, TWO, "b.pdf")
    draft, used = document.versions.get(number=1), document.versions.get(number=2)
    response = client.get(used.url)
    assert (response.status_code, b"".join(response.streaming_content)) == (200, ONE)  # type: ignore[attr-defined]
    # What no edition has used was never public.
    assert client.get(draft.url).status_code == 404
    # The access is that of the page as it is today.
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(used.url).status_code == 404
    visitor = Client()
    visitor.force_login(User.objects.create_user("warga"))
    assert visitor.get(used.url).status_code == 200
    restriction.delete()
    page.files = []
    home.publish(page)
    assert client.get(used.url).status_code == 200
    page.unpublish()
    assert client.get(used.url).status_code == 404
    client.force_login(person("penyunting", "Editor"))
    assert [client.get(version.url).status_code for version in (draft, used)] == [200, 200]


def test_a_former_version_from_a_members_row_is_for_members(client: Client) -> None:
    document = upload("a.pdf", ONE)
    meetings.minutes(files=[MeetingFile(document=document, visibility="members")])
    used = replace(document, TWO).versions.get(number=1)
    assert client.get(used.url).status_code == 404
    client.force_login(meetings.member())
    assert client.get(used.url).status_code == 200


def test_a_former_version_whose_row_was_hidden_since_is_for_members(client: Client) -> None:
    document = upload("a.pdf", ONE)
    page = home.publish(meetings.minutes(files=[MeetingFile(document=document, label="Daftar")]))
    document = replace(document, TWO)
    page = publish_change(page, "Berkas diganti")
    used = document.versions.get(number=1)
    assert client.get(used.url).status_code == 200
    row = page.files.get()
    row.visibility = "members"
    page.files = [row]
    page = publish_change(page, "Daftar ditutup")
    assert client.get(used.url).status_code == 404
    # Nor does it come back when the row is gone, since its history still hides it.
    page.files = []
    page = publish_change(page, "Daftar dihapus")
    assert client.get(used.url).status_code == 404
    client.force_login(meetings.member())
    assert client.get(used.url).status_code == 200


def test_a_version_of_an_edition_that_was_excluded_is_for_members(client: Client) -> None:
    document = upload("a.pdf", ONE)
    page = publish(document, information_class="dikecualikan")
    document = replace(document, TWO)
    page.information_class = "berkala"
    page = publish_change(page, "Dibuka")
    used = document.versions.get(number=1)
    assert client.get(used.url).status_code == 404
    client.force_login(meetings.member())
    assert client.get(used.url).status_code == 200


def test_the_privacy_of_a_collection_holds_for_former_versions_too(client: Client) -> None:
    document = upload("a.pdf", ONE)
    publish(document)
    used = replace(document, TWO).versions.get(number=1)
    CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
    assert client.get(used.url).status_code == 302
    client.force_login(User.objects.create_user("warga"))
    assert client.get(used.url).status_code == 200


def test_made_up_addresses_lead_nowhere(client: Client) -> None:
    document = upload("a.pdf", ONE)
    publish(document)
    version = document.versions.get()
    for address in (
        version.url.replace("/versi/1/", "/versi/2/"),
        version.url.replace("/versi/1/", "/versi/99999999999999999999/"),
        version.url.replace("a.pdf", "b.pdf"),
        version.url.replace(f"/{document.pk}/", f"/{document.pk + 1}/"),
        version.url.replace(f"/{document.pk}/", "/99999999999999999999/"),
        f"/dokumen/{document.pk}/versi/1/",
        f"/dokumen/{document.pk}/versi/1",
    ):
        assert client.get(address).status_code == 404, address


def test_what_a_file_was_called_before_leads_to_the_current_one(client: Client) -> None:
    document = upload("lama.pdf", ONE)
    page = publish(document)
    former = document.url
    document = replace(document, TWO, "baru.pdf")
    assert client.get(former).headers["Location"] == document.url
    assert client.get(document.url).status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "login" in client.get(former).headers["Location"]


def test_an_older_date_of_a_content_that_came_back_misleads_nobody(client: Client) -> None:
    document = replace(upload("a.pdf", ONE), TWO, "a.pdf")
    publish(document)
    seen = client.get(document.url)
    document = replace(document, ONE, "a.pdf")
    headers = {"if-none-match": seen["ETag"], "if-modified-since": "Sun, 01 Jan 2040 00:00:00 GMT"}
    assert client.get(document.url, headers=headers).status_code == 200


def test_a_head_request_says_what_a_get_would(client: Client) -> None:
    document = upload("Rapat 3 Mei.docx", files.docx(("", "Isi")))
    publish(document)
    asked, got = client.head(document.url), client.get(document.url)
    for header in ("Content-Type", "Content-Length", "Content-Disposition", "ETag", "X-Content-Type-Options"):
        assert asked[header] == got[header]
    assert asked["Content-Disposition"] == 'attachment; filename="Rapat 3 Mei.docx"'
    assert asked.content == b""
    assert client.post(document.url).status_code == 405


# --- Deletion ---------------------------------------------------------------------------------------------------------


def test_a_deleted_document_takes_its_files_along_but_not_those_of_others() -> None:
    document, other = replace(upload("a.pdf", ONE), TWO), upload("c.pdf", ONE)
    document.delete()
    assert list(DocumentVersion.objects.values_list("document", flat=True)) == [other.pk]
    # Only when the transaction has ended.
    assert len(stored()) == 2
    run_tasks()
    assert stored() == {other.file.name}
    PortalDocument.objects.all().delete()
    run_tasks()
    assert stored() == set()


def test_wagtails_own_task_is_queued_and_deletes_nothing_that_others_need(
    django_capture_on_commit_callbacks: Any,
) -> None:
    document, other = upload("a.pdf", ONE), upload("b.pdf", ONE)
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    (queued,) = DBTaskResult.objects.filter(task_path__endswith="delete_file_from_storage_task")
    delete_file_from_storage_task.call(*queued.args_kwargs["args"])
    assert stored() == {other.file.name}


def test_a_file_that_comes_back_while_it_is_being_deleted_stays() -> None:
    document = upload("a.pdf", ONE)
    document.delete()
    back = upload("b.pdf", ONE)
    run_tasks()
    assert stored() == {back.file.name}


def test_what_an_edition_has_used_stays_until_no_edition_speaks_of_it(client: Client, admin_client: Client) -> None:
    document = upload("a.pdf", ONE)
    page = publish(document)
    page.unpublish()
    # No page shows this one, so that no edition has it.
    document = replace(document, TWO)
    first = document.versions.get(number=1)
    document.delete()
    run_tasks()
    assert [version.number for version in DocumentVersion.objects.all()] == [1]
    assert stored() == {first.file.name}
    # It is evidence, and nobody's reading any more.
    assert client.get(first.url).status_code == 404
    client.force_login(person("penyunting", "Editor"))
    assert client.get(first.url).status_code == 404
    assert admin_client.get(first.url).status_code == 200
    versions.forget_abandoned()
    assert DocumentVersion.objects.exists()
    delete_for_good(Page.objects.get(pk=page.pk))
    versions.forget_abandoned()
    run_tasks()
    assert stored() == set()
