"""Agencies, help lines and topics in the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from home.models import Agency
from publishing.models import Topic
from resources.models import Membership
from search.models import SearchEntry
from tests.factories import home as make
from tests.factories import resources
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client: Client) -> Client:
    client.force_login(person("sekretaris", "Sekretariat"))
    return client


def delete(client: Client, *agencies: Agency) -> str:
    """The bulk action of the listing."""
    url = reverse("wagtail_bulk_action", args=["home", "agency", "delete"])
    keys = "&".join(f"id={agency.pk}" for agency in agencies)
    return client.post(f"{url}?next=/admin/&{keys}", follow=True).content.decode()


def test_several_are_deleted_and_what_is_needed_stays(secretary: Client) -> None:
    free, needed = make.agency(name="Dinas Lama", short_name="Dinlam"), make.agency(name="Dinas Tetap")
    page = make.publish(make.information_page(owner_agency=free))
    decree = resources.regulation()
    decree.memberships.set([Membership(agency=needed, role="Anggota")])
    make.publish(decree)
    html = delete(secretary, free, needed)
    assert "“Dinas Tetap” masih dipakai dan tidak dihapus." in html
    assert set(Agency.objects.filter(pk__in=[free.pk, needed.pk])) == {needed}
    assert SearchEntry.objects.get(key=f"page:{page.pk}").agency_label == ""


def test_all_are_needed(secretary: Client) -> None:
    needed = make.agency(name="Dinas Tetap")
    decree = resources.regulation()
    decree.memberships.set([Membership(agency=needed, role="Anggota")])
    make.publish(decree)
    assert "tidak dihapus" in delete(secretary, needed)
    assert Agency.objects.filter(pk=needed.pk).exists()


def test_topics_have_a_listing(secretary: Client) -> None:
    Topic.objects.create(name="Pemulangan", slug="pemulangan")
    html = secretary.get(reverse("wagtailsnippets_publishing_topic:list")).content.decode()
    assert "Pemulangan" in html
