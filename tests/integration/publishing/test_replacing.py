"""Replacing a file in the admin, and uploading one that is there already, through each door."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.users.models import UserProfile

from publishing.files import pending
from publishing.models import DocumentVersion, PortalDocument
from tests.factories import files
from tests.integration.publishing.filing import ONE, TWO, again, numbers, upload
from tests.integration.publishing.test_workflow import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


@pytest.fixture
def editor(client: Client) -> Client:
    user = person("penyunting", "Editor")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


def sent(data: bytes, name: str = "baru.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/pdf")


def edit(client: Client, document: PortalDocument, **fields: Any) -> Any:
    root = Collection.get_first_root_node().pk
    address = reverse("wagtaildocs:edit", args=[document.pk])
    return client.post(address, {"title": document.title, "collection": root} | fields, follow=True)


def add(client: Client, **fields: Any) -> Any:
    root = Collection.get_first_root_node().pk
    return client.post(reverse("wagtaildocs:add"), {"title": "Lain", "collection": root} | fields, follow=True)


def choose(client: Client, **fields: Any) -> Any:
    root = Collection.get_first_root_node().pk
    named = {f"document-chooser-upload-{name}": value for name, value in ({"collection": root} | fields).items()}
    return client.post(reverse("wagtaildocs_chooser:create"), named)


def token_in(form: Any) -> str:
    """What the form would send again instead of the file."""
    return str(form.data[form.add_prefix("kept_file")])


def test_what_is_said_of_a_new_version_is_two_sentences_in_every_language(editor: Client) -> None:
    document = upload("a.pdf", ONE)
    said = edit(editor, document, file=sent(TWO), file_note="Baru").content.decode()
    assert " updated. The file is now version 2." in said
    UserProfile.objects.update(preferred_language="id")
    said = edit(editor, document, file=sent(ONE), file_note="Kembali").content.decode()
    assert " diperbarui. Berkas sekarang versi 3." in said


# --- Replacing --------------------------------------------------------------------------------------------------------


def test_a_new_file_with_a_note_is_the_next_version(editor: Client) -> None:
    document = upload("a.pdf", ONE)
    response = edit(editor, document, file=sent(TWO), file_note="Halaman 2 ditambahkan")
    assert "The file is now version 2." in response.content.decode()
    newest, first = document.versions.all()
    assert (newest.number, newest.note, str(newest.uploaded_by)) == (2, "Halaman 2 ditambahkan", "penyunting")
    assert first.file.read() == ONE
    assert again(document).filename == "baru.pdf"
    # The form shows both, with a way to each.
    html = editor.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    for expected in ("Halaman 2 ditambahkan", newest.digest, first.digest, first.url, newest.url):
        assert expected in html.replace("<wbr>", "")


def test_without_a_note_nothing_is_replaced_and_the_file_is_kept(editor: Client) -> None:
    document = upload("a.pdf", ONE)
    response = edit(editor, document, file=sent(TWO, "SK <b>baru</b>.pdf"))
    form = response.context["form"]
    assert form.errors.keys() == {"file_note"}
    html = response.content.decode()
    assert "Say what has changed in the file." in html
    assert "is kept." in html
    # The document still has its file: nobody is to be told to delete it.
    assert "could not be found" not in html
    assert "<b>baru" not in html
    assert numbers(document) == [1]
    edit(editor, document, kept_file=token_in(form), file_note="Diperbaiki")
    assert numbers(document) == [1, 2]
    assert again(document).file.read() == TWO
    assert list((Path(document.file.storage.location) / "pending").iterdir()) == []


def test_a_new_choice_wins_over_the_file_that_was_kept(editor: Client) -> None:
    document = upload("a.pdf", ONE)
    form = edit(editor, document, file=sent(TWO)).context["form"]
    third = files.pdf("Tiga")
    edit(editor, document, kept_file=token_in(form), file=sent(third), file_note="Diperbaiki")
    assert again(document).file.read() == third


def test_a_kept_file_is_for_whoever_sent_it_and_for_a_day(editor: Client, admin_client: Client) -> None:
    document = upload("a.pdf", ONE)
    token = token_in(edit(editor, document, file=sent(TWO)).context["form"])
    assert edit(admin_client, document, kept_file=token, file_note="Curi").status_code == 200
    for broken in (token[:-2], "x", f"{token}x"):
        edit(editor, document, kept_file=broken, file_note="Rusak")
    assert numbers(document) == [1]
    assert pending.forget_old() == 0
    (path,) = (Path(document.file.storage.location) / "pending").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    os.utime(path, (time.time() - 90_000,) * 2)
    assert pending.forget_old() == 1
    edit(editor, document, kept_file=token, file_note="Terlambat")
    assert numbers(document) == [1]


def test_the_same_file_again_is_no_new_version_and_that_is_said(editor: Client) -> None:
    document = upload("a.pdf", ONE)
    response = edit(editor, document, title="Judul baru", file=sent(ONE, "lain.pdf"))
    assert "there is no new version" in response.content.decode()
    assert numbers(document) == [1]
    assert (again(document).title, again(document).filename) == ("Judul baru", "a.pdf")


def test_a_title_alone_asks_for_no_note(editor: Client) -> None:
    document = upload("a.pdf", ONE)
    edit(editor, document, title="Judul baru")
    assert (numbers(document), again(document).title) == ([1], "Judul baru")


@pytest.mark.parametrize("data", [b"", b"MZ no pdf"])
def test_a_bad_file_replaces_nothing_and_is_not_kept(editor: Client, data: bytes) -> None:
    document = upload("a.pdf", ONE)
    response = edit(editor, document, file=sent(data), file_note="Buruk")
    assert "file" in response.context["form"].errors
    assert "could not be found" not in response.content.decode()
    assert numbers(document) == [1]
    assert not (Path(document.file.storage.location) / "pending").exists()


def test_the_worker_deletes_nothing_that_wagtail_asks_it_to(editor: Client) -> None:
    document = upload("a.pdf", ONE)
    edit(editor, document, file=sent(TWO), file_note="Baru")
    assert document.versions.get(number=1).file.read() == ONE


# --- The same file twice ----------------------------------------------------------------------------------------------


def test_a_file_that_is_there_already_is_named_and_one_decides(editor: Client) -> None:
    known = upload("a.pdf", ONE, "SK Bupati <2024>")
    response = add(editor, file=sent(ONE))
    form = response.context["form"]
    assert form.errors.keys() == {"duplicate"}
    html = response.content.decode()
    assert "SK Bupati &lt;2024&gt;" in html
    assert reverse("wagtaildocs:edit", args=[known.pk]) in html
    assert PortalDocument.objects.count() == 1
    # Use the one that is there.
    response = add(editor, kept_file=token_in(form), duplicate="existing")
    assert response.redirect_chain[-1][0] == reverse("wagtaildocs:edit", args=[known.pk])
    assert PortalDocument.objects.count() == 1
    # Or go on.
    add(editor, kept_file=token_in(form), duplicate="both")
    assert PortalDocument.objects.count() == 2
    assert DocumentVersion.objects.values("file").distinct().count() == 1


def test_replacing_by_a_file_that_another_document_has_is_asked_too(editor: Client) -> None:
    document, other = upload("a.pdf", ONE), upload("b.pdf", TWO, "Lain")
    form = edit(editor, document, file=sent(TWO), file_note="Baru").context["form"]
    assert form.errors.keys() == {"duplicate"}
    response = edit(editor, document, kept_file=token_in(form), duplicate="existing")
    assert response.redirect_chain[-1][0] == reverse("wagtaildocs:edit", args=[other.pk])
    assert numbers(document) == [1]
    edit(editor, document, kept_file=token_in(form), file_note="Baru", duplicate="both")
    assert numbers(document) == [1, 2]


def test_the_chooser_can_take_the_document_that_is_there(editor: Client) -> None:
    known = upload("a.pdf", ONE, "SK Bupati")
    answer = choose(editor, title="Lain", file=sent(ONE)).json()
    assert answer["step"] == "reshow_creation_form"
    assert "SK Bupati" in answer["htmlFragment"]
    answer = choose(editor, title="Lain", file=sent(ONE), duplicate="existing").json()
    assert (answer["step"], answer["result"]["id"]) == ("chosen", str(known.pk))
    answer = choose(editor, title="Lain", file=sent(ONE), duplicate="both").json()
    assert answer["result"]["id"] != str(known.pk)
    assert PortalDocument.objects.count() == 2


def test_many_at_once_are_stored_and_say_so_beside_each(editor: Client) -> None:
    upload("a.pdf", ONE, "SK Bupati")
    address, headers = reverse("wagtaildocs:add_multiple"), {"X-Requested-With": "XMLHttpRequest"}
    twice = editor.post(address, {"files[]": sent(ONE)}, headers=headers).json()
    assert twice["success"]
    assert "SK Bupati" in twice["form"]
    once = editor.post(address, {"files[]": sent(TWO)}, headers=headers).json()
    assert "SK Bupati" not in once["form"]
    assert PortalDocument.objects.count() == 3


def test_a_document_that_the_editor_may_not_see_is_not_named(client: Client) -> None:
    root = Collection.get_first_root_node()
    own, hidden = root.add_child(name="Umum"), root.add_child(name="Rahasia")
    secret = upload("a.pdf", ONE, "Daftar korban")
    PortalDocument.objects.filter(pk=secret.pk).update(collection=hidden)
    group = Group.objects.create(name="Pengunggah")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_document", "change_document", "choose_document"):
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtaildocs")
        GroupCollectionPermission.objects.create(group=group, collection=own, permission=permission)
    user = User.objects.create_user("pengunggah")
    user.groups.add(group)
    client.force_login(user)
    client.post(reverse("wagtaildocs:add"), {"title": "Lain", "collection": own.pk, "file": sent(ONE)})
    assert PortalDocument.objects.filter(title="Lain").exists()
    headers = {"X-Requested-With": "XMLHttpRequest"}
    fields = {"files[]": sent(ONE), "collection": own.pk}
    answer = client.post(reverse("wagtaildocs:add_multiple"), fields, headers=headers).json()
    assert "Daftar korban" not in answer["form"]
    assert "Lain" in answer["form"]
