"""Uploading in the admin, through each of its doors: what is refused, with which words, and that nothing stays."""

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.images import get_image_model
from wagtail.models import Collection

from publishing.models import PortalDocument
from tests.factories.files import pdf
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db

Send = Callable[[Client, SimpleUploadedFile], HttpResponse]


def _one(client: Client, file: SimpleUploadedFile) -> HttpResponse:
    fields = {"title": "Contoh", "file": file, "collection": Collection.get_first_root_node().pk}
    return client.post(reverse("wagtaildocs:add"), fields)  # type: ignore[return-value]


def _many(client: Client, file: SimpleUploadedFile) -> HttpResponse:
    fields = {"files[]": file}
    headers = {"X-Requested-With": "XMLHttpRequest"}
    return client.post(reverse("wagtaildocs:add_multiple"), fields, headers=headers)  # type: ignore[return-value]


def _chooser(client: Client, file: SimpleUploadedFile) -> HttpResponse:
    fields = {"document-chooser-upload-title": "Contoh", "document-chooser-upload-file": file}
    return client.post(reverse("wagtaildocs_chooser:create"), fields)  # type: ignore[return-value]


DOORS = {"one": _one, "many": _many, "chooser": _chooser}


@pytest.fixture(params=DOORS.values(), ids=DOORS.keys())
def send(request: pytest.FixtureRequest) -> Send:
    """Each of the ways in which a file comes in."""
    door: Send = request.param
    return door


@pytest.fixture
def folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are kept, and where they wait while they come in."""
    (tmp_path / "waiting").mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "waiting")
    # The field holds its storage since the models were loaded, so the storage itself is led elsewhere.
    storage = PortalDocument._meta.get_field("file").storage
    for name in ("base_location", "location"):
        monkeypatch.setitem(storage.__dict__, name, str(tmp_path / "kept"))
    return tmp_path


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(person("penyunting", "Editor"))
    return client


def words(response: HttpResponse) -> str:
    """The text of an answer, of a page or of JSON."""
    if response.headers["Content-Type"].startswith("application/json"):
        return str(response.json())  # type: ignore[attr-defined]
    return html.unescape(response.content.decode())


def indonesian(message: str, **values: Any) -> str:
    """What the admin says; it speaks Indonesian unless a person chose otherwise."""
    with override("id"):
        return gettext(message) % values


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_60_mb_are_refused_and_leave_nothing(editor: Client, send: Send, folders: Path) -> None:
    response = send(editor, SimpleUploadedFile("notulen.pdf", b"%PDF-1.7\n" + bytes(60 * 1024**2), "application/pdf"))
    sentence = indonesian("The file is larger than %(limit)d MB. Make it smaller or split it.", limit=50)
    assert response.status_code == 200
    assert sentence in words(response)
    assert not PortalDocument.objects.exists()
    response.close()
    assert files(folders) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("notulen.pdf", b"MZ\x90\x00 a program"), ("notulen.docx", pdf("Notulen")), ("daftar.xlsx", b"PK\x03\x04 torn")],
)
def test_content_that_is_not_what_the_name_says_is_refused(
    editor: Client, send: Send, folders: Path, name: str, content: bytes
) -> None:
    response = send(editor, SimpleUploadedFile(name, content))
    sentence = indonesian(
        "The content of the file is not what its name says (.%(extension)s). Save it in the right format.",
        extension=name.rpartition(".")[2],
    )
    assert response.status_code == 200
    assert sentence in words(response)
    assert not PortalDocument.objects.exists()
    assert files(folders) == []


@pytest.mark.parametrize("name", ["program.exe", "halaman.html", "gambar.svg", "tanpa-akhiran"])
def test_other_kinds_of_files_are_refused_with_those_that_are_possible(
    editor: Client, send: Send, folders: Path, name: str
) -> None:
    response = send(editor, SimpleUploadedFile(name, b"<script>alert(1)</script>"))
    assert response.status_code == 200
    assert "docx, xlsx, pptx" in words(response)
    assert not PortalDocument.objects.exists()
    assert files(folders) == []


def test_an_empty_file_is_refused(editor: Client, send: Send, folders: Path) -> None:
    response = send(editor, SimpleUploadedFile("kosong.pdf", b""))
    assert response.status_code == 200
    assert not PortalDocument.objects.exists()
    assert files(folders) == []


def test_what_fits_is_kept_once(editor: Client, send: Send, folders: Path) -> None:
    response = send(editor, SimpleUploadedFile("notulen.pdf", pdf("Notulen"), "application/pdf"))
    assert response.status_code in {200, 302}
    document = PortalDocument.objects.get()
    assert document.file.read() == pdf("Notulen")
    assert [path.relative_to(folders).as_posix() for path in files(folders)] == [f"kept/{document.file.name}"]
    (version,) = document.versions.all()
    assert (version.number, version.file_name, str(version.uploaded_by)) == (1, "notulen.pdf", "penyunting")
    document.file.close()


@pytest.mark.parametrize("address", ["wagtaildocs:add", "wagtaildocs:add_multiple", "wagtaildocs_chooser:choose"])
def test_the_forms_say_before_what_is_possible(editor: Client, address: str) -> None:
    text = words(editor.get(reverse(address)))
    kinds = "PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, TXT, CSV, ZIP"
    assert indonesian("%(kinds)s; at most %(limit)d MB.", kinds=kinds, limit=50) in text


def test_a_visitor_uploads_nothing(client: Client, send: Send) -> None:
    response = send(client, SimpleUploadedFile("notulen.pdf", pdf("Notulen")))
    assert response.status_code in {302, 403}
    assert not PortalDocument.objects.exists()


@pytest.mark.parametrize("content", [b"no picture at all", b"<svg xmlns='http://www.w3.org/2000/svg'/>", pdf("Foto")])
def test_an_image_has_to_be_one(editor: Client, content: bytes) -> None:
    response = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": SimpleUploadedFile("foto.png", content)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert response.status_code == 200
    assert response.json()["success"] is False
    assert not get_image_model().objects.exists()
