"""Pages removed from the public: the address gives the reason, and nothing of the page is left anywhere."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from home.models import InformationPage
from publishing import scheduling
from publishing.absence.acts import REMOVED, remove, withdraw
from publishing.models import DeletedPage, PageAbsence
from publishing.trash import acts as trash
from search.models import SearchEntry
from tests.factories import home
from tests.integration.publishing.filing import publish as filed
from tests.integration.publishing.filing import upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index", "private_folder")]

REASON = "Dihapus untuk melindungi identitas."


def fresh(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific


def gone(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 410, address
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "X-Page-Cache" not in response.headers
    text = response.content.decode()
    assert REASON in text
    return text


def signed_in(*groups: str) -> Client:
    user = User.objects.create_user("sekretaris", password="contoh")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


def test_the_address_gives_the_reason_and_nothing_else(client: Client) -> None:
    page = home.publish(home.standard_page(title="Kasus smaragdina", slug="kasus", summary="smaragdina"))
    remove(page, reason=REASON)
    text = gone(client, "/kasus/")
    assert "smaragdina" not in text
    assert "/cari/" in text
    assert '<a class="button button--primary" href="/">' in text
    assert "This page was removed" in gone(client, "/en/kasus/")
    for below in ("versi/", "versi/1/", "?per=2025-01-01", "tidak-ada/"):
        assert "smaragdina" not in gone(client, f"/kasus/{below}")
    assert client.get("/").status_code == 200
    assert not SearchEntry.objects.filter(key=f"page:{page.pk}", deleted=False).exists()


def test_it_takes_all_pages_below_it_along(client: Client) -> None:
    index = home.publish(home.information_index(slug="kasus"))
    page = home.publish(home.information_page(index, slug="satu"))
    draft = home.information_page(index, slug="dua", live=False)
    remove(index, reason=REASON)
    for address in ("/kasus/", "/kasus/satu/", "/kasus/dua/", "/kasus/tiga/"):
        gone(client, address)
    assert not any(fresh(each).live for each in (index, page, draft))
    # One of them is published again by itself.
    home.publish(fresh(page))
    assert client.get("/kasus/satu/").status_code == 200
    gone(client, "/kasus/")
    assert client.get("/kasus/satu/tidak-ada/").status_code == 404


def test_publishing_it_again_brings_it_back(client: Client) -> None:
    page = home.publish(home.standard_page(slug="kasus"))
    remove(page, reason=REASON)
    page = home.publish(fresh(page))
    assert client.get("/kasus/").status_code == 200
    assert not PageAbsence.objects.exists()
    page.unpublish()
    assert client.get("/kasus/").status_code == 404


def test_a_withdrawn_page_can_be_removed() -> None:
    page = home.publish(home.standard_page())
    withdraw(page, reason="Diganti.")
    remove(fresh(page), reason=REASON)
    remove(fresh(page), reason="Lain.")
    absence = PageAbsence.objects.get()
    assert (absence.state, absence.reason) == (PageAbsence.State.REMOVED, "Lain.")
    assert PageLogEntry.objects.filter(page=page.pk, action=REMOVED).count() == 2
    with pytest.raises(ValidationError):
        withdraw(fresh(page), reason=REASON)


def test_one_that_was_only_unpublished_can_still_be_removed(client: Client) -> None:
    page = home.publish(home.standard_page(slug="kasus"))
    page.unpublish()
    assert client.get("/kasus/").status_code == 404
    remove(page, reason=REASON)
    gone(client, "/kasus/")


def test_what_cannot_be_removed() -> None:
    page = home.publish(home.standard_page())
    for wrong, reason in ((home.site(), REASON), (home.standard_page(live=False), REASON), (page, " ")):
        with pytest.raises(ValidationError):
            remove(wrong, reason=reason)
    assert fresh(page).live


def test_nothing_that_was_planned_brings_it_back() -> None:
    author = User.objects.create_user("penyunting", password="contoh")
    author.groups.set(Group.objects.filter(name="Editor"))
    index = home.publish(home.information_index())
    page = home.publish(home.information_page(index))
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    reviewed = home.publish(home.information_page(index, owner=author))
    reviewed.save_revision(user=author)
    reviewed.get_workflow().start(reviewed, author)
    remove(index, reason=REASON)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert scheduling.publish_due() == 0
    assert fresh(reviewed).current_workflow_state is None


def test_its_files_are_gone_in_all_their_versions(client: Client) -> None:
    paper = upload("kasus.txt", b"Isi lama", title="Kasus")
    page = filed(paper)
    (version,) = paper.versions.all()
    assert client.get(paper.url).status_code == client.get(version.url).status_code == 200
    remove(page, reason=REASON)
    assert client.get(paper.url).status_code != 200
    assert client.get(version.url).status_code != 200
    assert not SearchEntry.objects.filter(key=f"file:{paper.pk}", deleted=False).exists()


def test_of_a_private_page_the_reason_is_private_too(client: Client) -> None:
    page = home.publish(home.standard_page(slug="rahasia"))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    excluded = home.publish(
        home.information_page(slug="dikecualikan", information_class=InformationPage.InformationClass.EXCLUDED)
    )
    for each in (page, excluded):
        remove(each, reason=REASON)
        assert client.get(each.url).status_code == 404
    client.force_login(User.objects.create_user("warga", password="contoh"))
    gone(client, page.url)
    assert client.get(excluded.url).status_code == 404
    client.force_login(User.objects.create_superuser("kepala", "kepala@example.org", "x"))
    gone(client, excluded.url)


def test_in_the_trash_it_is_gone_without_a_reason_and_restored_as_it_was(client: Client) -> None:
    page = home.publish(home.standard_page(slug="kasus"))
    remove(page, reason=REASON)
    fresh(page).delete()
    assert client.get("/kasus/").status_code == 404
    trash.restore(DeletedPage.objects.get())
    gone(client, "/kasus/")


def test_what_is_restored_below_a_removed_page_stays_a_draft(client: Client) -> None:
    index = home.publish(home.information_index(slug="kasus"))
    page = home.publish(home.information_page(index, slug="satu"))
    fresh(page).delete()
    remove(index, reason=REASON)
    restored = trash.restore(DeletedPage.objects.get())
    assert not restored.public_again
    gone(client, "/kasus/satu/")


def test_the_secretariat_removes_in_the_admin(client: Client) -> None:
    secretary = signed_in("Sekretariat")
    index = home.publish(home.information_index(slug="kasus"))
    home.publish(home.information_page(index))
    edit = reverse("wagtailadmin_pages:edit", args=[index.pk])
    address = reverse("remove_page", args=[index.pk])
    assert address in secretary.get(edit).content.decode()
    asked = secretary.get(address).content.decode()
    assert "1 halaman di bawahnya ikut dihapus" in asked
    assert "Jangan sebut nama siapa pun" in asked
    assert secretary.post(address, {"reason": ""}).status_code == 200
    assert fresh(index).live
    text = secretary.post(address, {"reason": REASON}, follow=True).content.decode()
    assert f"{REASON} Halaman ini kembali terbit" in text
    gone(client, "/kasus/")
    assert REASON in secretary.get(reverse("wagtailadmin_pages:history", args=[index.pk])).content.decode()


def test_who_may_not_take_pages_down_removes_nothing() -> None:
    page = home.publish(home.standard_page())
    editor = signed_in("Editor")
    address = reverse("remove_page", args=[page.pk])
    assert address not in editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    editor.post(address, {"reason": REASON})
    assert Client().post(address, {"reason": REASON}).status_code == 302
    assert fresh(page).live


def test_an_alias_goes_with_its_page_and_comes_back_with_it(client: Client) -> None:
    page = home.publish(home.standard_page())
    alias = page.create_alias(update_slug="salinan")
    address = alias.url
    remove(page, reason=REASON)
    gone(client, address)
    fresh(page).save_revision().publish()
    assert client.get(address).status_code == 200
    assert not PageAbsence.objects.exists()
