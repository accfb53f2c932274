"""Real pages behind the page cache: which addresses are stored, and what ends with a schedule."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone

from portal.page_cache import page_cache
from publishing import scheduling
from tests.factories import home as make
from tests.factories import meetings, resources

pytestmark = pytest.mark.django_db


class Site:
    """The portal behind a page cache of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._application = page_cache(get_wsgi_application())

    def get(self, address: str) -> tuple[int, str]:
        """Status and text of a visitor's request."""
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "testserver",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
        }
        statuses: list[str] = []
        answer = self._application(environ, lambda *start: statuses.append(start[0]))
        return int(statuses[0][:3]), b"".join(answer).decode()

    @property
    def stored(self) -> int:
        """How many pages are kept."""
        return len([path for path in self._folder.rglob("*") if path.is_file()])


@pytest.fixture
def site(tmp_path: Path, settings: Any) -> Iterator[Site]:
    settings.PAGE_CACHE = True
    settings.PAGE_CACHE_DIR = tmp_path / "cache"
    # The connection belongs to the test's transaction, as with Django's own test client: no request may close it.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield Site(tmp_path / "cache")
    for signal in signals:
        signal.connect(close_old_connections)


def resource_list() -> str:
    above = resources.index_page(slug="dokumen")
    resources.law(above, title="Undang-Undang Contoh", topics=[resources.topic()])
    resources.sop(above, title="SOP Contoh")
    return "/dokumen/"


def meeting_list() -> str:
    above = meetings.index(slug="rapat")
    for number in range(25):
        meetings.meeting(above, start=meetings.at(2021, 11, 1 + number))
    return "/rapat/"


def prevention_list() -> str:
    above = make.information_index(slug="pencegahan")
    for _ in range(25):
        make.information_page(above)
    return "/pencegahan/"


def sop_with_roles() -> str:
    resources.full_sop(resources.index_page(slug="dokumen"), slug="sop-contoh")
    return "/dokumen/sop-contoh/"


@pytest.mark.parametrize(
    ("build", "query"),
    [
        (resource_list, ""),
        (resource_list, "kind=sop"),
        (resource_list, "kind=regulation&topic=pemulangan&page=1"),
        # What the form of the list sends where a field is left empty.
        (resource_list, "kind=sop&year=&status="),
        (meeting_list, "year=2021&page=2"),
        (prevention_list, "page=2"),
        (sop_with_roles, "pelaksana=A"),
    ],
)
def test_addresses_that_the_portal_links_to_are_stored(site: Site, build: Callable[[], str], query: str) -> None:
    address = f"{build()}?{query}"
    first = site.get(address)
    assert first[0] == 200
    assert site.stored == 1
    assert site.get(address) == first
    assert site.stored == 1


@pytest.mark.parametrize(
    ("build", "query"),
    [
        *((resource_list, query) for query in ("x=1", "kind=sop&x=1", "kind=sop&kind=sop", "kind=junk", "kind=%20sop")),
        *(
            (resource_list, query)
            for query in ("year=0001", "page=2", "page=01", "page=x", "kinds=sop", "&", "?kind=sop")
        ),
        *(
            (meeting_list, query)
            for query in ("year=1999", "year=x", "year=02021", "page=3", "page=%2B2", "kind=meeting")
        ),
        *((prevention_list, query) for query in ("page=3", "page=02", "page=%D9%A2", "year=2021")),
        *((sop_with_roles, query) for query in ("pelaksana=ZZ", "pelaksana=a", "pelaksana=%20A", "page=1")),
    ],
)
def test_made_up_addresses_leave_nothing_behind(site: Site, build: Callable[[], str], query: str) -> None:
    status, _ = site.get(f"{build()}?{query}")
    assert status in {200, 404}
    assert site.stored == 0


def test_parameters_in_another_order_are_the_same_page(site: Site) -> None:
    address = resource_list()
    site.get(f"{address}?kind=sop&page=1")
    site.get(f"{address}?page=1&kind=sop")
    assert site.stored == 1


def test_a_page_is_gone_at_its_end_whether_stored_or_not_and_whatever_the_worker_does(site: Site) -> None:
    end = timezone.now() + timedelta(minutes=5)
    stored, unstored = (make.publish(make.information_page(expire_at=end)) for _ in range(2))
    with time_machine.travel(end - timedelta(seconds=1), tick=False) as clock:
        assert site.get(stored.url)[0] == site.get(f"{unstored.url}?x=1")[0] == 200
        assert site.stored == 1
        clock.shift(1)
        assert site.get(stored.url)[0] == site.get(f"{unstored.url}?x=1")[0] == 404


@pytest.mark.django_db(transaction=True)
def test_what_a_schedule_publishes_is_on_stored_pages_at_once(site: Site) -> None:
    above = make.publish(make.information_index(title="Pencegahan"))
    going = make.publish(
        make.information_page(above, title="Akan turun", expire_at=timezone.now() + timedelta(hours=1))
    )
    coming = make.information_page(above, live=False, title="Akan terbit")
    coming.go_live_at = timezone.now() + timedelta(hours=1)
    coming.save_revision().publish()
    for _ in range(2):
        text = site.get(above.url)[1]
        assert "Akan turun" in text
        assert "Akan terbit" not in text
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1), tick=False):
        scheduling.publish_due()
        text = site.get(above.url)[1]
        assert site.get(going.url)[0] == 404
        assert site.get(coming.url)[0] == 200
    assert "Akan turun" not in text
    assert "Akan terbit" in text
