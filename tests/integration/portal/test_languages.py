"""Below ``/en/`` everything says which language it is in: the interface English, the content Indonesian (WCAG 3.1.2)."""

import re
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, TestCase, override_settings
from wagtail.models import Page

from search.follower import catch_up_now
from tests.factories import home as make
from tests.factories import meetings, resources
from tests.support.languages import wrongly_marked

pytestmark = pytest.mark.django_db

# Words that both languages share, names, and days of months that are called the same.
SAME_IN_BOTH = re.compile(
    r"Agenda|Kecamatan|Menu|NIP\b.*|(DOCX|PDF)\b.*|No\.|Output|SAPA 129|SOP( ·.*| \(\d+\))?|Status|WITA|WhatsApp|\d+/.*|"
    r"(\d{1,2} )?(Nov|April|September|November)( \d{4})?"
)


def problems_at(client: Client, address: str) -> list[str]:
    """What is wrongly marked on the English page at this address, which is the Indonesian one of the page."""
    # The marks that only the English page needs, so that the two can be compared piece by piece.
    with patch("publishing.languages.content_language", return_value=settings.LANGUAGE_CODE):
        ours = client.get(address).content.decode()
    theirs = client.get(f"/en{address}").content.decode()
    return [f"{address} {one}" for one in wrongly_marked(ours, theirs, same_in_both=SAME_IN_BOTH)]


@override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}})
class TestSampleContent(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        make.site()
        call_command("load_demo", "--no-users", verbosity=0)

    def test_every_page(self) -> None:
        pages = Page.objects.filter(depth__gt=1).order_by("path")
        problems = [problem for page in pages for problem in problems_at(self.client, page.url)]
        assert not problems, "\n".join(problems)

    def test_lists_with_filters_and_pages_that_are_not_there(self) -> None:
        for address in (
            "/peraturan/?kind=regulation",
            "/peraturan/?topic=pencegahan&year=2007",
            "/peraturan/?page=99",
            "/rapat/?year=2021",
            "/sop/?status=draft",
            "/tidak-ada/",
        ):
            problems = problems_at(self.client, address)
            assert not problems, "\n".join(problems)

    def test_search(self) -> None:
        catch_up_now()
        for address in ("/cari/", "/cari/?q=pengaduan", "/cari/?q=uu+21%2F2007&kind=regulation"):
            problems = problems_at(self.client, address)
            assert not problems, "\n".join(problems)


def test_pages_of_every_type_with_all_their_rows(client: Client) -> None:
    above = resources.index_page(title="Dokumen", intro="<p>Semua dokumen.</p>")
    pages = [
        above,
        resources.full_decree(above),
        resources.full_sop(above),
        resources.full_guidance(above),
        resources.full_training(above),
        meetings.minutes(title="Rapat koordinasi"),
    ]
    problems = [problem for page in pages for problem in problems_at(client, page.url)]
    assert not problems, "\n".join(problems)
