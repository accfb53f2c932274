"""What editors see of the text of files, and how a file is given out."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.users.models import UserProfile

from publishing.models import PortalDocument
from tests.factories import files, resources
from tests.integration.publishing.filing import publish, read_all, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    user = User.objects.create_superuser("admin")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


def locked(title: str = "Lampiran terkunci") -> PortalDocument:
    return upload("terkunci.pdf", files.encrypted_pdf("x", password="kunci"), title)


def test_the_list_of_documents_says_what_search_can_read_and_why_not(
    admin: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        upload(f"baik-{number}.pdf", files.pdf(f"Teks {number}"), f"Naskah {number}")
    locked()
    read_all()
    with override("en"), django_assert_max_num_queries(30):
        html = admin.get(reverse("wagtaildocs:index")).content.decode()
    assert html.count("Readable") >= 12
    assert "Not readable" in html
    assert "protected by a password" in html


@pytest.mark.parametrize("address", ["wagtaildocs:index", "wagtaildocs:index_results"])
def test_the_list_can_be_narrowed_to_what_is_not_readable(admin: Client, address: str) -> None:
    upload("baik.pdf", files.pdf("Teks"), "Naskah baik")
    locked()
    read_all()
    html = admin.get(reverse(address), {"text": "unreadable"}).content.decode()
    assert "Lampiran terkunci" in html
    assert "Naskah baik" not in html


def test_only_editors_see_the_list(client: Client) -> None:
    assert client.get("/admin/documents/").status_code == 302
    client.force_login(User.objects.create_user("warga"))
    assert client.get("/admin/documents/").status_code in {302, 403}


def test_the_form_of_a_document_says_it_too(admin: Client) -> None:
    document = locked()
    address = reverse("wagtaildocs:edit", args=[document.pk])
    assert "Waiting to be read" in admin.get(address).content.decode()
    read_all()
    assert "protected by a password" in admin.get(address).content.decode()


def test_the_editor_of_a_page_names_its_files_that_are_not_searched(admin: Client) -> None:
    good = upload("baik.pdf", files.pdf("Teks"), "Naskah baik")
    page = publish(good, locked())
    read_all()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Search does not read all of these files" in admin.get(address).content.decode()
    other = publish(good)
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).content.decode()
    assert "Search does not read all of these files" not in html
    new = reverse("wagtailadmin_pages:add", args=["resources", "legaldocumentpage", resources.index_page().pk])
    assert admin.get(new).status_code == 200


def test_a_replaced_file_is_not_taken_from_a_readers_own_store(client: Client) -> None:
    document = upload("a.pdf", files.pdf("Lama"))
    publish(document)
    first = client.get(document.url)
    assert "Content-Encoding" not in first.headers
    assert "no-cache" in first["Cache-Control"]
    assert client.get(document.url, headers={"if-none-match": first["ETag"]}).status_code == 304
    document.file = ContentFile(files.pdf("Baru sekali"), name="a.pdf")
    document.save()
    again = client.get(document.url, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]
