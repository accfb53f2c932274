"""``/verifikasi/``: which edition or file version somebody holds."""

import hashlib
import logging
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from meetings.models import MeetingFile
from publishing.absence import acts
from publishing.editions import edition
from tests.factories import home, meetings, resources
from tests.factories.editions import publish_change
from tests.integration.publishing.filing import ONE, TWO, publish, replace, sha, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]

UNKNOWN = "Tidak dikenal di sini"
GENUINE = "Asli"


def ask(client: Client, digest: str, status: int = 200) -> str:
    response = client.get("/verifikasi/", {"digest": digest})
    assert response.status_code == status
    return response.content.decode()


def send(client: Client, data: bytes, status: int = 200, name: str = "berkas.pdf") -> str:
    response = client.post("/verifikasi/", {"berkas": SimpleUploadedFile(name, data)})
    assert response.status_code == status
    return response.content.decode()


def digest(page: Any, number: int) -> str:
    found = edition(page, number)
    assert found is not None
    return found.digest


def unknown(client: Client, asked: str) -> bool:
    """Whether the answer is letter by letter that for what never was."""
    never = hashlib.sha256(b"tidak pernah ada").hexdigest()

    def plain(text: str, given: str) -> str:
        parts = "<wbr>".join(given[start : start + 8] for start in range(0, 64, 8))
        return text.replace(parts, "…").replace(given, "…")

    return plain(ask(client, asked), asked) == plain(ask(client, never), never)


# --- Editions ---------------------------------------------------------------------------------------------------------


def test_an_edition_is_told_with_what_replaced_it(client: Client) -> None:
    page = home.publish(home.standard_page(live=False, title="Jam layanan", slug="jam"))
    page.summary = "Baru"
    page = publish_change(page, "Jam diubah", effective_from=date(2031, 1, 1))
    text = ask(client, digest(page, 1))
    assert "Jam layanan" in text
    for below in ("versi/1/", "versi/2/", "versi/"):
        assert f'href="{page.url}{below}"' in text
    assert "Asli, tetapi sudah diganti" in text
    newest = ask(client, f"SHA256: {digest(page, 2).upper()}")
    assert "edisi 2 halaman ini, yang terbaru" in newest
    assert "1 Januari 2031" in newest
    assert "sudah diganti" not in newest


def test_a_withdrawn_page_says_so_and_names_what_took_its_place(client: Client) -> None:
    page, other = home.publish(home.standard_page()), home.publish(home.standard_page(title="Pengganti"))
    acts.withdraw(page, reason="Nomor sudah berubah", since=date(2026, 1, 5), successor=other)
    text = ask(client, digest(page, 1))
    assert "Nomor sudah berubah" in text
    assert "5 Januari 2026" in text
    assert f'href="{other.url}"' in text
    PageViewRestriction.objects.create(page=other, restriction_type="login")
    assert "Pengganti" not in ask(client, digest(page, 1))


def test_what_is_not_public_is_as_if_it_had_never_been(client: Client) -> None:
    page = home.publish(home.standard_page(title="Rahasia besar"))
    asked = digest(page, 1)
    assert not unknown(client, asked)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert unknown(client, asked)
    # Also for those who may read it: the answer is made to be passed on.
    client.force_login(User.objects.create_superuser("kepala"))
    assert UNKNOWN in ask(client, asked)
    client.logout()
    restriction.delete()
    assert not unknown(client, asked)
    page.unpublish()
    assert unknown(client, asked)
    page = home.publish(page)
    acts.remove(page, reason="Dihapus")
    assert unknown(client, asked)
    page = home.publish(page)
    page.information_class = "dikecualikan"
    page = publish_change(page, "Ditutup")
    assert unknown(client, asked)
    assert unknown(client, digest(page, 2))
    page.information_class = "berkala"
    page = publish_change(page, "Dibuka")
    # What was excluded then stays it.
    assert [unknown(client, digest(page, number)) for number in (1, 2, 3)] == [False, True, False]
    page.delete()
    assert unknown(client, asked)


def test_the_home_page_can_be_verified(client: Client) -> None:
    page = home.publish(home.site())
    assert GENUINE in ask(client, digest(page, 1))


def test_a_copy_of_a_private_page_answers_where_it_stands(client: Client) -> None:
    section = home.publish(home.standard_page())
    page = home.publish(home.child(section, type(section), title="Asal"))
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    assert unknown(client, digest(page, 1))
    copy = page.create_alias(parent=home.site(), update_slug="salinan")
    assert f'href="{copy.url}versi/1/"' in ask(client, digest(page, 1))


# --- Files ------------------------------------------------------------------------------------------------------------


def test_a_file_is_told_by_itself_and_by_its_digest(client: Client) -> None:
    document = upload("a.pdf", ONE, "Formulir")
    page = publish(document, title="Peraturan formulir")
    text = send(client, ONE, name="apa-saja.pdf")
    assert "Formulir" in text
    assert "versi berkas yang berlaku sekarang" in text
    assert f'href="{page.url}versi/' in text
    assert document.current_version.url in text
    assert sha(ONE) in text
    assert "apa-saja" not in text
    assert send(client, ONE) == send(client, ONE)
    assert "versi berkas yang berlaku sekarang" in ask(client, sha(ONE))


def test_a_replaced_file_leads_to_the_current_one(client: Client) -> None:
    document = upload("a.pdf", ONE)
    page = publish(document)
    document = replace(document, TWO)
    text = send(client, ONE)
    assert "versi 2 berkas ini yang berlaku sekarang" in text
    assert f'href="{document.url}"' in text
    # The new one is public already, though no edition has it yet.
    assert "versi berkas yang berlaku sekarang" in send(client, TWO)
    page = publish_change(page, "Berkas diganti")
    assert "Ada di edisi" in send(client, TWO)
    # Of a newer one that nobody may have nothing is said.
    page.files = []
    publish_change(page, "Berkas dihapus dari halaman")
    assert "tidak dipakai halaman mana pun" in send(client, ONE)
    assert "Terakhir di edisi" in send(client, TWO)
    assert document.url not in send(client, ONE)


def test_a_draft_of_a_file_is_not_known(client: Client) -> None:
    document = replace(upload("a.pdf", ONE), TWO)
    assert unknown(client, sha(ONE))
    publish(document)
    assert unknown(client, sha(ONE))
    assert not unknown(client, sha(TWO))


def test_a_file_that_nobody_may_have_is_not_known(client: Client) -> None:
    document = upload("a.pdf", ONE)
    page = publish(document)
    asked = sha(ONE)
    assert not unknown(client, asked)
    rule = CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
    assert unknown(client, asked)
    rule.delete()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert unknown(client, asked)
    restriction.delete()
    document.delete()
    assert unknown(client, asked)


def test_a_members_row_and_one_that_was_hidden_since_are_not_known(client: Client) -> None:
    secret, document = upload("b.pdf", TWO), upload("a.pdf", ONE)
    page = home.publish(
        meetings.minutes(
            files=[MeetingFile(document=secret, visibility="members"), MeetingFile(document=document, label="Daftar")]
        )
    )
    assert unknown(client, sha(TWO))
    assert not unknown(client, sha(ONE))
    row = page.files.get(label="Daftar")
    row.visibility = "members"
    page.files = [row]
    page = publish_change(page, "Ditutup")
    assert unknown(client, sha(ONE))
    page.files = []
    publish_change(page, "Dihapus")
    assert unknown(client, sha(ONE))


def test_the_same_content_in_two_documents_is_told_for_both(client: Client) -> None:
    first, second = upload("a.pdf", ONE, "Formulir A"), upload("b.pdf", ONE, "Formulir B")
    publish(first)
    page = publish(second)
    text = send(client, ONE)
    assert "Formulir A" in text
    assert "Formulir B" in text
    acts.withdraw(page, reason="Diganti", since=date(2026, 1, 5), successor=None)
    text = send(client, ONE)
    assert "Asli, tetapi ditarik" in text
    assert "Diganti" in text


# --- Input ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["", "abc", "z" * 64, "0" * 63, "0" * 5000, "\0", "' OR 1=1 --"])
def test_what_is_no_digest_is_told_so(client: Client, asked: str) -> None:
    text = ask(client, asked, 400)
    assert "Ini bukan SHA-256" in text
    assert 'aria-invalid="true"' in text


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({}, 400, "Pilih berkas"),
        ({"berkas": "bukan berkas"}, 400, "Pilih berkas"),
        ({"lain": SimpleUploadedFile("a.pdf", b"isi")}, 400, "Pilih berkas"),
        ({"berkas": SimpleUploadedFile("a.pdf", b"")}, 400, "kosong"),
    ],
)
def test_no_file_and_an_empty_one(client: Client, fields: dict[str, Any], status: int, said: str) -> None:
    response = client.post("/verifikasi/", fields)
    assert response.status_code == status
    assert said in response.content.decode()


def test_a_file_that_is_too_large_is_refused_and_not_kept(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    assert "lebih besar dari 1 MB" in send(client, b"x" * (1024 * 1024 + 1), 413)
    assert "lebih besar dari 1 MB" in send(client, b"x" * (4 * 1024 * 1024), 413)
    # The largest one that is possible.
    assert UNKNOWN in send(client, b"x" * 1024 * 1024)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\nContent-Disposition: form-data; name=berkas", b"\0" * 100])
def test_a_broken_body_is_told_so(client: Client, body: bytes) -> None:
    response = client.post("/verifikasi/", body, content_type="multipart/form-data; boundary=x")
    assert response.status_code == 400
    response = client.post("/verifikasi/", body, content_type="multipart/form-data")
    assert response.status_code == 400
    response = client.post("/verifikasi/", body, content_type="application/json")
    assert response.status_code == 400


def test_other_methods_are_refused(client: Client) -> None:
    assert client.put("/verifikasi/").status_code == 405
    assert client.head("/verifikasi/").status_code == 200


# --- Around -----------------------------------------------------------------------------------------------------------


def test_the_page_needs_no_cookie_and_may_be_kept_only_where_something_is_found(client: Client) -> None:
    page = home.publish(home.standard_page())
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/verifikasi/", {"berkas": SimpleUploadedFile("a.pdf", ONE)})
    assert response.status_code == 200
    assert not response.cookies
    assert "X-Page-Cache" not in response.headers
    kept = client.get("/verifikasi/", {"digest": digest(page, 1)})
    assert (kept["X-Page-Cache"], kept["X-Page-Cache-Parameters"]) == ("public", "digest")
    assert kept["X-Robots-Tag"] == "noindex"
    assert "X-Page-Cache" not in client.get("/verifikasi/", {"digest": sha(TWO)}).headers
    assert "X-Page-Cache" in client.get("/verifikasi/").headers


def test_nothing_of_a_question_is_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        send(client, b"rahasia", name="nama-korban.pdf")
        ask(client, sha(b"rahasia"))
    assert "nama-korban" not in caplog.text
    assert sha(b"rahasia") not in caplog.text


def test_a_digest_that_nobody_knows_costs_two_queries(client: Client) -> None:
    home.publish(home.standard_page())
    ask(client, sha(ONE))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ask(client, sha(ONE))
    assert len(asked) == 2


def test_history_edition_and_files_lead_to_it(client: Client) -> None:
    document = upload("a.pdf", ONE)
    page = publish(document)
    number = page.editions.count()
    link = f'href="/verifikasi/?digest={digest(page, number)}"'
    assert link in client.get(f"{page.url}versi/").content.decode()
    text = client.get(f"{page.url}versi/{number}/").content.decode()
    assert link in text
    assert f'href="/verifikasi/?digest={sha(ONE)}"' in text
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(User.objects.create_user("warga"))
    for below in ("versi/", f"versi/{number}/"):
        text = client.get(f"{page.url}{below}").content.decode()
        assert digest(page, number) in text
        assert "/verifikasi/?digest" not in text


def test_every_page_leads_to_the_form(client: Client) -> None:
    page = home.publish(home.standard_page())
    assert 'href="/verifikasi/"' in client.get(page.url).content.decode()
    assert 'href="/en/verifikasi/"' in client.get(f"/en{page.url}").content.decode()


def test_a_law_is_told_with_its_number_and_status(client: Client) -> None:
    page = home.publish(resources.regulation(title="Peraturan contoh", status="not_in_force"))
    text = ask(client, digest(page, page.editions.count()))
    assert page.search_number() in text
    assert str(page.search_status().label) in text  # type: ignore[union-attr]
