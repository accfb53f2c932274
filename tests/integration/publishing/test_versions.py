"""The versions of a file: by whichever way another one comes, the former stays, numbered, whole and reachable."""

import hashlib
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from meetings.models import MeetingFile
from publishing.files import intake, versions
from publishing.files.store import digest_in
from publishing.models import DocumentVersion, PortalDocument
from publishing.tasks import discard_files
from tests.factories import files, home, meetings
from tests.integration.publishing.filing import from_before, publish, read_all, upload
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db

ONE, TWO = files.pdf("Satu"), files.pdf("Dua", "Halaman kedua")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a test lie in a folder of its own."""
    storage = PortalDocument._meta.get_field("file").storage
    for name in ("base_location", "location"):
        monkeypatch.setitem(storage.__dict__, name, str(tmp_path / "private"))


def stored() -> set[str]:
    return {file.name for file in PortalDocument._meta.get_field("file").storage.walk()}


def again(document: PortalDocument) -> PortalDocument:
    return PortalDocument.objects.get(pk=document.pk)


def replace(document: PortalDocument, data: bytes, name: str = "baru.pdf") -> PortalDocument:
    document = again(document)
    document.file = ContentFile(data, name=name)
    document.save()
    return document


def numbers(document: PortalDocument) -> list[int]:
    return sorted(document.versions.values_list("number", flat=True))


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def run_tasks() -> None:
    """What was queued in the test's transaction is done."""
    from django_tasks_db.models import DBTaskResult

    for result in DBTaskResult.objects.filter(task_path=discard_files.module_path).order_by("enqueued_at"):
        discard_files.call(*result.args_kwargs["args"])
        result.delete()


# --- A version for each file ------------------------------------------------------------------------------------------


def test_the_first_file_is_version_one() -> None:
    document = upload("SK Bupati.pdf", ONE)
    (version,) = document.versions.all()
    assert (version.number, version.digest, version.size, version.file_name, version.note) == (
        1,
        sha(ONE),
        len(ONE),
        "SK Bupati.pdf",
        "",
    )
    assert document.file.name == version.file.name
    assert (digest_in(document.file.name), document.content_digest) == (sha(ONE), sha(ONE))
    assert document.url == f"/dokumen/{document.pk}/SK%20Bupati.pdf"


def test_replacing_adds_a_version_with_its_note_and_the_former_stays() -> None:
    document = again(upload("a.pdf", ONE))
    document.explain_file("Lampiran II diperbaiki", person("penyunting"))
    document.file = ContentFile(TWO, name="b.pdf")
    document.save()
    document.title = "Judul lain"
    document.save()
    newest, first = document.versions.all()
    assert (newest.number, newest.note, str(newest.uploaded_by), newest.digest) == (
        2,
        "Lampiran II diperbaiki",
        "penyunting",
        sha(TWO),
    )
    assert (first.number, first.file.read()) == (1, ONE)
    document = again(document)
    assert (document.filename, document.file.read(), document.file_size) == ("b.pdf", TWO, len(TWO))
    assert stored() == {first.file.name, newest.file.name}


def test_the_same_content_is_no_new_version_and_keeps_its_name() -> None:
    document = replace(upload("a.pdf", ONE), ONE, "lain.pdf")
    assert numbers(document) == [1]
    assert again(document).filename == "a.pdf"


def test_an_older_content_can_come_back_and_the_newest_of_both_is_meant() -> None:
    document = replace(replace(upload("a.pdf", ONE), TWO), ONE, "kembali.pdf")
    assert numbers(document) == [1, 2, 3]
    assert len(stored()) == 2
    meant = versions.version_with(document.pk, sha(ONE))
    assert meant is not None
    assert (meant.number, meant.file_name) == (3, "kembali.pdf")
    assert versions.version_with(document.pk, sha(b"lain")) is None
    assert versions.version_with(document.pk + 1, sha(ONE)) is None


def test_two_documents_with_one_content_share_its_file() -> None:
    first, second = upload("a.pdf", ONE), upload("b.pdf", ONE)
    assert first.file.name == second.file.name
    assert (again(first).filename, again(second).filename) == ("a.pdf", "b.pdf")
    assert len(stored()) == 1


def test_versions_of_many_files_are_found_in_one_query(django_assert_num_queries: Any) -> None:
    documents = [replace(upload(f"{n}.pdf", files.pdf(str(n))), files.pdf(f"baru {n}")) for n in range(4)]
    wanted = {(document.pk, sha(files.pdf(str(n)))) for n, document in enumerate(documents)}
    with django_assert_num_queries(1):
        found = versions.versions_with([*wanted, (0, "x")])
    assert set(found) == wanted
    assert {version.number for version in found.values()} == {1}


# --- Every way in -----------------------------------------------------------------------------------------------------


def test_a_file_that_django_stored_first_keeps_its_name() -> None:
    document = again(upload("a.pdf", ONE))
    document.file.save("folder/dua.pdf", ContentFile(TWO), save=False)
    document.save()
    assert numbers(document) == [1, 2]
    assert again(document).filename == "dua.pdf"


def test_a_former_file_given_by_its_name_is_the_next_version() -> None:
    document = replace(upload("a.pdf", ONE), TWO, "b.pdf")
    first = document.versions.get(number=1)
    document.file = first.file.name
    document.save()
    assert numbers(document) == [1, 2, 3]
    assert (again(document).filename, again(document).file.read()) == ("a.pdf", ONE)
    document.file = first.file
    document.save()
    assert numbers(document) == [1, 2, 3]


def test_a_copy_of_a_document_has_a_version_of_its_own() -> None:
    document = replace(upload("a.pdf", ONE), TWO, "b.pdf")
    document.pk, document.id, document._state.adding = None, None, True
    document.save()
    assert numbers(document) == [1]
    assert (document.filename, document.content_digest) == ("b.pdf", sha(TWO))


def test_saving_the_file_alone_is_enough() -> None:
    document = again(upload("a.pdf", ONE))
    document.file = ContentFile(TWO, name="b.pdf")
    document.save(update_fields=["file"])
    assert numbers(document) == [1, 2]
    assert (again(document).filename, again(document).content_digest) == ("b.pdf", sha(TWO))


def test_an_older_copy_in_memory_takes_no_file_back() -> None:
    document = upload("a.pdf", ONE)
    old = again(document)
    replace(document, TWO, "b.pdf")
    old.title = "Judul baru"
    old.save()
    assert (again(document).title, again(document).filename, again(document).content_digest) == (
        "Judul baru",
        "b.pdf",
        sha(TWO),
    )


def test_deferred_columns_stay_as_they_are() -> None:
    document = PortalDocument.objects.only("title").get(pk=upload("a.pdf", ONE).pk)
    document.title = "Judul baru"
    document.save()
    assert (again(document).title, again(document).file.read()) == ("Judul baru", ONE)


def test_what_was_made_in_bulk_gets_its_version_later() -> None:
    collection = upload("a.pdf", ONE).collection
    PortalDocument.objects.bulk_create(
        [PortalDocument(title="Massal", file=ContentFile(TWO, name="m.pdf"), collection=collection)]
    )
    document = PortalDocument.objects.get(title="Massal")
    assert digest_in(document.file.name) == sha(TWO)
    assert intake.take_in_existing() == 1
    assert (numbers(document), again(document).filename, again(document).content_digest) == ([1], "m.pdf", sha(TWO))


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/x.pdf", "x.pdf"), ('a"\r\nb.pdf', "a_ b.pdf"), ("x" * 400 + ".pdf", "x" * 146 + ".pdf")],
)
def test_a_hostile_name_stays_outside_of_the_folder(name: str, kept: str) -> None:
    document = upload("a.pdf", ONE)
    document.file = ContentFile(TWO)
    document.file.name = name
    document.save()
    publish(document)
    assert (document.filename, document.versions.first().file_name) == (kept, kept)
    assert stored() == {version.file.name for version in DocumentVersion.objects.all()}
    assert Client().get(document.url).status_code == 200


def test_the_pages_of_a_pdf_are_filled_in_when_it_is_read_and_known_the_second_time() -> None:
    document = upload("a.pdf", TWO)
    replace(document, files.docx(("", "Isi")), "b.docx")
    assert set(document.versions.values_list("pages", flat=True)) == {None}
    read_all()
    assert list(document.versions.values_list("number", "pages")) == [(2, None), (1, 2)]
    assert upload("lagi.pdf", TWO).versions.get().pages == 2


def test_a_file_that_was_replaced_before_it_was_read_is_read_all_the_same() -> None:
    document = replace(upload("a.pdf", TWO), ONE)
    read_all()
    assert document.versions.get(number=1).pages == 2


# --- Never changed ----------------------------------------------------------------------------------------------------


def test_a_version_is_never_changed_and_never_deleted_by_itself() -> None:
    version = upload("a.pdf", ONE).versions.get()
    version.pages = 7
    version.save(update_fields=["pages"])
    version.note = "lain"
    for change in (version.save, lambda: version.save(update_fields=["note"]), version.delete):
        with pytest.raises(TypeError):
            change()
    version.refresh_from_db()
    assert (version.pages, version.note) == (7, "")


def test_a_person_who_leaves_takes_no_version_along() -> None:
    user = User.objects.create_user("pergi")
    document = again(upload("a.pdf", ONE))
    document.explain_file("Baru", user)
    document.file = ContentFile(TWO, name="b.pdf")
    document.save()
    user.delete()
    assert document.versions.get(number=2).uploaded_by is None


# --- Twice, at once, half-way -----------------------------------------------------------------------------------------


def test_a_crash_between_file_and_row_leaves_document_and_versions_as_they_were() -> None:
    document = again(upload("a.pdf", ONE))
    document.file = ContentFile(TWO, name="b.pdf")

    def crash() -> None:
        with transaction.atomic():
            document.save()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        crash()
    assert numbers(document) == [1]
    assert again(document).file.read() == ONE
    # Once more, and nothing speaks of the first attempt.
    document = replace(document, TWO)
    assert numbers(document) == [1, 2]
    assert len(stored()) == 2


def test_a_save_that_failed_brings_its_file_when_it_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    document = again(upload("a.pdf", ONE))
    document.file = ContentFile(TWO, name="b.pdf")
    title, document.title = document.title, None  # type: ignore[assignment]
    with pytest.raises(IntegrityError), transaction.atomic():
        document.save()
    document.title = title
    document.save()
    assert numbers(document) == [1, 2]
    assert again(document).file.read() == TWO


def test_a_full_disk_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    document = again(upload("a.pdf", ONE))
    document.file = ContentFile(TWO, name="b.pdf")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("publishing.files.store._copy", full)
        with pytest.raises(OSError, match="space"):
            document.save()
    assert numbers(document) == [1]
    assert again(document).file.read() == ONE


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_replacements_at_the_same_moment_get_two_numbers() -> None:
    document = upload("a.pdf", ONE)

    def work(number: int) -> None:
        try:
            replace(document, files.pdf(f"Isi {number}"))
        finally:
            connection.close()

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(document) == [1, 2, 3, 4, 5]
    assert again(document).content_digest == document.versions.get(number=5).digest


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


def test_a_file_that_comes_back_while_it_is_being_deleted_stays() -> None:
    document = upload("a.pdf", ONE)
    document.delete()
    back = upload("b.pdf", ONE)
    run_tasks()
    assert stored() == {back.file.name}


def test_what_an_edition_has_used_stays_until_no_edition_speaks_of_it(client: Client, admin_client: Client) -> None:
    document = upload("a.pdf", ONE)
    page = publish(document)
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
    Page.objects.get(pk=page.pk).delete()
    versions.forget_abandoned()
    run_tasks()
    assert stored() == set()


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


# --- From before ------------------------------------------------------------------------------------------------------


def test_files_from_before_are_moved_one_by_one_and_their_addresses_stay(client: Client) -> None:
    document = from_before("lama.pdf", ONE)
    publish(document)
    # It works before, too.
    assert client.get(document.url).status_code == 200
    address, former = document.url, document.file.name
    document.title = "Judul baru"
    document.save()
    assert again(document).file.name == former
    assert (intake.take_in_existing(), intake.take_in_existing()) == (1, 0)
    document = again(document)
    (version,) = document.versions.all()
    assert (document.url, version.created_at, version.digest) == (address, document.created_at, sha(ONE))
    assert stored() == {version.file.name}
    assert client.get(address).status_code == 200


def test_a_crash_in_the_middle_of_moving_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [from_before(f"{n}.pdf", files.pdf(str(n))) for n in range(3)]
    settle, done = intake.settle, []

    def crash(document: PortalDocument, incoming: intake.Incoming, **kwargs: Any) -> Any:
        if len(done) == 1:
            raise RuntimeError
        done.append(document)
        return settle(document, incoming, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(intake, "settle", crash)
        with pytest.raises(RuntimeError):
            intake.take_in_existing()
    assert [again(document).file.read() for document in documents] == [files.pdf(str(n)) for n in range(3)]
    assert intake.take_in_existing() == 2
    assert stored() == {version.file.name for version in DocumentVersion.objects.all()}


def test_a_file_from_before_that_is_missing_stops_nobody() -> None:
    lost, other = from_before("hilang.pdf", ONE), from_before("ada.pdf", TWO)
    lost.file.storage.delete(lost.file.name)
    assert intake.take_in_existing() == 1
    assert (numbers(lost), numbers(other)) == ([], [1])


@pytest.mark.django_db(transaction=True)
def test_the_migration_gives_each_document_its_own_file_again() -> None:
    first, second = upload("Naskah akhir.pdf", ONE), replace(upload("b.pdf", TWO), ONE)
    try:
        MigrationExecutor(connection).migrate([("publishing", "0013_document_versions")])
        names = [again(document).file.name for document in (first, second)]
        assert len(set(names)) == 2
        assert not any(map(digest_in, names))
        assert [again(document).file.read() for document in (first, second)] == [ONE, ONE]
    finally:
        call_command("migrate", verbosity=0)
