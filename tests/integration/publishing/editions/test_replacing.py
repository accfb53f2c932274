"""A file that is replaced makes an edition of each page that shows it, so that the page of every day can be told."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from publishing import editions
from publishing.models import Edition, PortalDocument
from publishing.models.editions import MAJOR, MINOR
from tests.factories import files, resources
from tests.integration.publishing.filing import ONE, TWO, again, publish, replace, sha, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


def explained(document: PortalDocument, data: bytes, note: str, user: User | None = None) -> None:
    document = again(document)
    document.file = ContentFile(data, name="baru.pdf")
    document.explain_file(note, user)
    document.save()


def count(page: Any) -> int:
    return Edition.objects.filter(page_id=page.pk).count()


def test_each_page_that_shows_it_says_when_the_file_has_changed(client: Client) -> None:
    document = upload("a.pdf", ONE, "Naskah SOP")
    page, other, bystander = publish(document), publish(document), publish(upload("b.pdf", files.pdf("Lain")))
    user, before = User.objects.create_user("sekretaris"), count(bystander)
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        explained(document, TWO, "Nomor telepon diperbaiki", user)
        today = timezone.localdate()
    for shown in (page, other):
        second, first = Edition.objects.filter(page_id=shown.pk).order_by("-number")[:2]
        assert (second.change_kind, second.publisher) == (MAJOR, user)
        assert second.change_note == "Berkas “Naskah SOP” diganti: Nomor telepon diperbaiki"
        assert second.content_digest == first.content_digest
        assert [row.digest for row in first.files.all()] == [sha(ONE)]
        assert [row.digest for row in second.files.all()] == [sha(TWO)]
        assert editions.in_force_on(shown, today) == second
        assert editions.in_force_on(shown, today - timedelta(days=1)) == first
    assert count(bystander) == before
    assert "Nomor telepon diperbaiki" in client.get(f"{page.url}versi/").content.decode()
    assert list(editions.check_chains(editions.Checked(), page=page.pk)) == []


def test_publishing_afterwards_makes_no_second_edition_of_it() -> None:
    document = upload("a.pdf", ONE)
    page = publish(document)
    before = count(page)
    replace(document, TWO)
    assert count(page) == before + 1
    page.save_revision().publish()
    assert count(page) == before + 1


def test_the_same_file_again_or_another_title_makes_none() -> None:
    document = upload("a.pdf", ONE)
    page = publish(document)
    before = count(page)
    explained(document, ONE, "Sama")
    document = again(document)
    document.title = "Judul lain"
    document.save()
    assert count(page) == before


def test_of_a_page_that_is_not_public_there_is_none() -> None:
    document = upload("a.pdf", ONE)
    page = publish(document)
    page.unpublish()
    before = count(page)
    replace(document, TWO)
    assert count(page) == before


def test_what_has_changed_in_a_file_for_members_is_not_told() -> None:
    document = upload("kunci.pdf", ONE, "Kunci jawaban")
    link = f'<p><a linktype="document" id="{document.pk}">Kunci jawaban</a></p>'
    page = resources.full_training(trainer_notes=link)
    before = count(page)
    explained(document, TWO, "Jawaban nomor 3 salah")
    newest = Edition.objects.filter(page_id=page.pk).latest("number")
    assert (newest.number, newest.change_kind, newest.change_note) == (before + 1, MINOR, "")


def test_a_note_as_long_as_one_likes_is_cut() -> None:
    document = upload("a.pdf", ONE)
    page = publish(document)
    explained(document, TWO, "panjang " * 400)
    newest = Edition.objects.filter(page_id=page.pk).latest("number")
    assert len(newest.change_note) <= 1000
    assert newest.change_note.endswith("…")
