"""Atom feeds of what has changed: of a page, of a kind, of everything."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from publishing import generation
from publishing.absence import acts
from publishing.changes import feeds
from tests.factories import home, meetings
from tests.factories.editions import publish_change

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def page() -> Any:
    page = home.publish(home.information_page(live=False, title="Tanda & bahaya"), User.objects.create_user("Budi"))
    page.summary = "Baru"
    return publish_change(page, "Tanda <kelima>\x0b ditambahkan", user=User.objects.get())


def read(client: Client, address: str) -> ET.Element:
    """The feed, after a look at what every valid one has (RFC 4287)."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(response.content)
    for needed in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{needed}")) == 1
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"http://testserver{address}"  # type: ignore[union-attr]
    keys = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(keys)) == len(keys)
    for entry in feed.iter(f"{ATOM}entry"):
        for needed in ("id", "title", "updated", "link"):
            assert len(entry.findall(f"{ATOM}{needed}")) == 1
    assert b"Budi" not in response.content
    return feed


def titles(feed: ET.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]


def test_the_feed_of_a_page_has_its_editions(client: Client, page: Any) -> None:
    feed = read(client, f"{page.url}versi/atom/")
    assert titles(feed) == ["Edisi 2: Perubahan isi", "Edisi 1: Perubahan isi"]
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{page.url}versi/2/"  # type: ignore[union-attr]
    assert "Tanda &lt;kelima&gt; ditambahkan" in (entry.findtext(f"{ATOM}summary") or "")
    acts.withdraw(page, reason="Usang", since=timezone.localdate() - timedelta(days=3), successor=None)
    assert titles(read(client, f"{page.url}versi/atom/"))[0].startswith("ditarik")


def test_it_follows_the_access_of_the_page(client: Client, page: Any) -> None:
    address = f"{page.url}versi/atom/"
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(address).status_code == 302
    restriction.delete()
    page.information_class = "dikecualikan"
    page = publish_change(page, "Rahasia")
    assert client.get(address).status_code == 302
    page.information_class = "berkala"
    page = publish_change(page, "Dibuka")
    assert [title[:7] for title in titles(read(client, address))] == ["Edisi 4", "Edisi 2", "Edisi 1"]
    client.force_login(meetings.member())
    assert len(titles(read(client, address))) == 4
    page.unpublish()
    assert client.get(address).status_code == 404


def test_the_feed_of_a_kind_and_that_of_everything(client: Client, page: Any) -> None:
    home.publish(meetings.minutes())
    assert titles(read(client, "/perubahan/atom/?kind=information")) == [
        "Tanda & bahaya: edisi 2, perubahan isi",
        "Tanda & bahaya: baru",
    ]
    everything = titles(read(client, "/perubahan/atom/"))
    assert any(title.startswith("Rapat koordinasi contoh") for title in everything)
    acts.withdraw(page, reason="Usang", since=timezone.localdate(), successor=None)
    assert "ditarik" in titles(read(client, "/perubahan/atom/?kind=information"))[0]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(User.objects.get())
    assert titles(read(client, "/perubahan/atom/?kind=information")) == []
    assert client.get("/perubahan/atom/?kind=xyz").status_code == 400
    assert client.post("/perubahan/atom/").status_code == 405


@pytest.mark.parametrize("address", ["/perubahan/atom/", "{}versi/atom/"])
def test_a_reader_who_has_it_gets_304_until_something_is_published(
    client: Client, page: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = address.format(page.url)
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    # In a test nothing is committed, so that the number does not grow by itself.
    monkeypatch.setattr(generation, "current", lambda: 4711)
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_a_feed_has_an_end(client: Client, page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 1)
    assert len(titles(read(client, "/perubahan/atom/"))) == 1
    assert len(titles(read(client, f"{page.url}versi/atom/"))) == 1


def test_pages_and_lists_name_their_feeds(client: Client, page: Any) -> None:
    link = f'<link rel="alternate" type="application/atom+xml" href="{page.url}versi/atom/"'
    for address in (page.url, f"{page.url}versi/", f"{page.url}versi/1/"):
        assert link in client.get(address).content.decode()
    assert 'href="/perubahan/atom/?kind=sop"' in client.get("/perubahan/?kind=sop").content.decode()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(User.objects.get())
    assert link not in client.get(page.url).content.decode()
