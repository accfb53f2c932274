"""The versions of a file: by whichever way another one comes, the former stays, numbered, whole and reachable."""

from threading import Thread
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from publishing.files import intake, versions
from publishing.files.store import digest_in
from publishing.models import DocumentVersion, PortalDocument
from tests.factories import files
from tests.integration.publishing.filing import (
    ONE,
    TWO,
    again,
    numbers,
    publish,
    read_all,
    replace,
    sha,
    stored,
    upload,
)
from tests.integration.publishing.test_workflow import person
from tests.support.crashing import crash_after

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]

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
    crash_after(document.save)
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
