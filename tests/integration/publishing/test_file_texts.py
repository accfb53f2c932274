"""From an uploaded file to what a search finds in it: read once, kept whole, repeated safely."""

from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from publishing.extraction.child import Reading
from publishing.extraction.readers.parts import Kind, Part, Refusal
from publishing.files import intake, reading, texts
from publishing.models import FileText, PortalDocument
from resources.models import LegalFile
from search.models import SearchEntry, SearchPassage
from tests.factories import files, resources
from tests.integration.publishing.filing import MEMBER, from_before, publish, read_all, search, text_of, upload

pytestmark = pytest.mark.django_db

Status = FileText.Status


@pytest.fixture(autouse=True)
def _storage(tmp_path: Path, settings: Any) -> None:
    """The index of a test, of its own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


# --- Found at its place -----------------------------------------------------------------------------------------------


def test_a_word_on_the_third_page_of_a_pdf_is_found_and_opens_there() -> None:
    document = upload(
        "naskah.pdf", files.pdf("Judul", "Menimbang", "Rumah perlindungan bagi korban"), "Naskah keputusan"
    )
    page = publish(document)
    read_all()
    (hit,) = (hit for hit in search("rumah perlindungan") if hit.kind == "file")
    assert (hit.title, hit.passage_label) == ("Naskah keputusan", "Halaman 3")
    assert hit.passage_href == f"{document.url}#page=3"
    assert "<mark>Rumah</mark>" in hit.snippet_html
    with override("id"):
        assert [(str(fact.label), str(fact.value), fact.url) for fact in hit.facts] == [
            ("Bagian dari", page.title, page.url),
            ("", "PDF", ""),
            ("", "3 halaman", ""),
        ]
    response = Client().get(document.url)
    assert (response.status_code, response["Content-Disposition"].partition(";")[0]) == (200, "inline")


@pytest.mark.parametrize(
    ("name", "data", "label", "heading"),
    [
        ("rencana.docx", files.docx(("", "Awal"), ("Anggaran rumah aman", "Dari APBD.")), "Anggaran rumah aman", True),
        ("rencana.xlsx", files.xlsx({"Anggaran": [["Rumah aman", 15]]}), "Lembar Anggaran", True),
        ("rencana.odt", files.odt("<text:h>Rencana</text:h><text:p>Rumah aman</text:p>"), "Rencana", True),
        ("rencana.pptx", files.pptx("Pembuka", "Rumah aman"), "Salindia 2", False),
        ("rencana.csv", b"Uraian,Jumlah\nRumah aman,2\n", "", False),
    ],
)
def test_other_formats_are_found_by_heading_sheet_or_slide(name: str, data: bytes, label: str, heading: bool) -> None:
    document = upload(name, data)
    publish(document)
    read_all()
    (hit,) = (hit for hit in search("rumah aman") if hit.kind == "file")
    assert hit.passage_label == label
    # A reader is told that it is a sheet; what it is called is the heading.
    headings = SearchPassage.objects.filter(entry=f"file:{document.pk}").values_list("heading", flat=True)
    assert (label.removeprefix("Lembar ") in headings) is heading or not label


def test_a_file_that_was_read_before_its_page_is_published_is_found_with_it() -> None:
    document = upload("a.pdf", files.pdf("Rumah aman"))
    read_all()
    assert search("rumah aman") == []
    publish(document)
    assert [hit.title for hit in search("rumah aman")] == ["a.pdf"]


# --- Nothing private --------------------------------------------------------------------------------------------------


def test_the_text_of_a_draft_a_private_and_a_members_file_is_found_by_nobody_else() -> None:
    draft, private, hidden, unused = (
        upload(f"{name}.pdf", files.pdf(f"Istilah zirkonium {name}")) for name in ("draf", "privat", "anggota", "lepas")
    )
    page = resources.regulation()
    page.files = [LegalFile(document=draft)]
    page.save_revision()
    PageViewRestriction.objects.create(page=publish(private), restriction_type="login")
    resources.full_training(trainer_notes=f'<p><a linktype="document" id="{hidden.pk}">Kunci</a></p>')
    read_all()
    assert search("zirkonium") == []
    assert {hit.title for hit in search("zirkonium", MEMBER)} == {"anggota.pdf", "privat.pdf"}
    assert not SearchPassage.objects.filter(entry=f"file:{draft.pk}").exists()
    assert not SearchPassage.objects.filter(entry=f"file:{unused.pk}").exists()
    assert Client().get("/api/v1/search/", {"q": "zirkonium"}).json()["total"] == 0
    for address in ("/cari/", "/cari/saran/", "/cari/atom/", "/api/v1/search/"):
        for question in ("zirkoniu", "zirko", "privat", "anggota.pdf"):
            answer = Client().get(address, {"q": question}).content.decode()
            assert "zirkonium" not in answer
            assert "privat.pdf" not in answer
            assert private.url not in answer
            assert hidden.url not in answer


def test_the_text_goes_with_the_page() -> None:
    document = upload("a.pdf", files.pdf("Rumah aman"))
    page = publish(document)
    read_all()
    page.unpublish()
    assert search("rumah aman") == []
    assert not SearchPassage.objects.filter(entry=f"file:{document.pk}").exists()
    assert text_of(document).status == Status.READ


# --- Read once, and again when it must be -----------------------------------------------------------------------------


def test_the_same_content_is_read_once_whatever_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    data = files.pdf("Rumah aman")
    first, second = upload("satu.pdf", data), upload("dua.pdf", data)
    publish(first, second)
    assert reading.read_next() is not None
    monkeypatch.setattr(reading, "read", lambda *_, **__: pytest.fail("was read twice"))
    assert reading.read_next() is None
    third = upload("tiga.pdf", data)
    publish(third)
    read_all()
    assert sorted(hit.title for hit in search("rumah aman")) == ["dua.pdf", "satu.pdf", "tiga.pdf"]


def test_a_replaced_file_is_read_again_and_its_old_text_is_gone() -> None:
    document = upload("a.pdf", files.pdf("Rumah aman"))
    publish(document)
    read_all()
    document = PortalDocument.objects.get(pk=document.pk)
    document.file = ContentFile(files.pdf("Pemulangan korban"), name="b.pdf")
    document.save()
    assert [hit.title for hit in search("rumah aman")] == []
    read_all()
    assert search("rumah aman") == []
    assert [hit.url for hit in search("pemulangan")] == [document.url]
    # The history of its page may still ask for both, also when the document is gone.
    assert FileText.objects.count() == 2
    document.delete()
    assert FileText.objects.count() == 2


def test_a_deleted_file_takes_its_text_along_unless_another_has_the_same() -> None:
    data = files.pdf("Rumah aman")
    first, second = upload("satu.pdf", data), upload("dua.pdf", data)
    read_all()
    first.delete()
    assert FileText.objects.count() == 1
    second.delete()
    assert not FileText.objects.exists()


def test_newer_readers_read_everything_again(monkeypatch: pytest.MonkeyPatch) -> None:
    upload("a.pdf", files.pdf("Rumah aman"))
    read_all()
    assert (texts.enrol_all(), reading.read_next()) == (0, None)
    monkeypatch.setattr(texts, "VERSION", texts.VERSION + 1)
    texts.enrol_all()
    assert reading.read_next() is not None
    assert reading.read_next() is None


def test_what_came_without_a_form_is_found_at_the_next_start() -> None:
    document, lost = from_before("a.pdf", files.pdf("Rumah aman")), from_before("b.pdf", files.pdf("Hilang"))
    lost.file.storage.delete(lost.file.name)
    assert intake.take_in_existing() == 1
    FileText.objects.all().delete()
    assert texts.enrol_all() == 1
    assert text_of(document).status == Status.WAITING


# --- Twice, at once, half-way -----------------------------------------------------------------------------------------


def test_two_workers_never_read_the_same_file() -> None:
    upload("a.pdf", files.pdf("Rumah aman"))
    claimed = texts.claim(Status.WAITING)
    assert claimed is not None
    assert texts.claim(Status.WAITING) is None
    assert reading.read_next() is None


def test_a_worker_that_dies_leaves_its_file_to_the_next_one_and_its_late_word_does_not_count() -> None:
    document = upload("a.pdf", files.pdf("Rumah aman"))
    dead = texts.claim(Status.WAITING)
    assert dead is not None
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        assert reading.read_next() is not None
    assert not texts.renew(dead)
    assert not texts.keep(dead, Reading(parts=[Part(Kind.PAGE, "kata mati", 1)]))
    assert text_of(document).parts == [["page", 1, "", "Rumah aman"]]


def test_a_file_that_takes_the_worker_with_it_three_times_is_given_up() -> None:
    document = upload("a.pdf", files.pdf("Rumah aman"))
    other = upload("b.pdf", files.pdf("Lain"))
    FileText.objects.filter(digest=other.content_digest).update(added_at=timezone.now() + timedelta(days=1))
    for attempt in range(3):
        with time_machine.travel(timezone.now() + timedelta(minutes=5 * attempt)):
            assert texts.claim(Status.WAITING) is not None
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        claimed = texts.claim(Status.WAITING)
    assert claimed is not None
    assert claimed.digest == other.content_digest
    assert (text_of(document).status, text_of(document).reason) == (Status.UNREADABLE, Refusal.BROKEN)


def test_a_worker_that_is_stopped_gives_its_file_back() -> None:
    document = upload("a.pdf", files.pdf("Rumah aman"))
    stop = Event()
    stop.set()
    assert reading.read_next(stop) is None
    assert (text_of(document).attempts, text_of(document).claimed_until) == (0, None)
    reading.read_waiting(stop)
    assert text_of(document).status == Status.WAITING
    reading.read_waiting(Event())
    assert text_of(document).status == Status.READ


def test_a_file_that_is_deleted_while_it_is_read_does_no_harm() -> None:
    document = upload("a.pdf", files.pdf("Rumah aman"))
    claimed = texts.claim(Status.WAITING)
    assert claimed is not None
    document.delete()
    assert not texts.keep(claimed, Reading(parts=[Part(Kind.PAGE, "kata", 1)]))


def test_a_publication_that_fails_after_the_text_was_kept_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    document = upload("a.pdf", files.pdf("Rumah aman"))
    publish(document)
    claimed = texts.claim(Status.WAITING)
    assert claimed is not None

    def crash(_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(texts.entries, "record", crash)
    with pytest.raises(ConnectionError):
        texts.keep(claimed, Reading(parts=[Part(Kind.PAGE, "kata", 1)]))
    assert text_of(document).status == Status.WAITING


@pytest.mark.postgres  # SQLite has one writer at a time anyway.
@pytest.mark.django_db(transaction=True)
def test_what_is_read_while_a_page_is_published_waits_for_it() -> None:
    document = upload("a.pdf", files.pdf("Rumah aman"))
    page = resources.regulation()
    page.files = [LegalFile(document=document)]
    revision = page.save_revision()
    claimed = texts.claim(Status.WAITING)
    assert claimed is not None
    kept: list[bool] = []

    def keep() -> None:
        try:
            kept.append(texts.keep(claimed, Reading(parts=[Part(Kind.PAGE, "Rumah aman", 1)])))
        finally:
            connection.close()

    other = Thread(target=keep)
    with transaction.atomic():
        revision.publish()
        other.start()
        other.join(0.5)
        assert kept == []
    other.join(60)
    assert kept == [True]
    entry = SearchEntry.objects.get(key=f"file:{document.pk}")
    assert entry.public
    assert SearchPassage.objects.filter(entry=entry).count() == 1
