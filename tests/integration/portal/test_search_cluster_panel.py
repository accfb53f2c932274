"""The panel about Elasticsearch on the first page of the admin."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from search.engines.elasticsearch.troubles import Trouble
from tests.support.running import free_port

pytestmark = pytest.mark.django_db


def first_page(client: Client, **rights: bool) -> str:
    user = get_user_model().objects.create_user("pengelola", password="x", is_staff=True, **rights)
    client.force_login(user)
    response = client.get("/admin/", headers={"accept-language": "id"})
    assert response.status_code in (200, 302)
    return response.content.decode()


def test_without_a_cluster_there_is_no_panel(client: Client) -> None:
    assert "search-cluster" not in first_page(client, is_superuser=True)


def test_an_administrator_learns_what_is_wrong(client: Client, settings: Any) -> None:
    settings.ELASTICSEARCH_NODES = (f"http://127.0.0.1:{free_port()}",)
    page = first_page(client, is_superuser=True)
    assert "search-cluster" in page
    assert str(Trouble.UNREACHABLE.sentence).split(".")[0] in page


def test_others_are_not_bothered(client: Client, settings: Any) -> None:
    settings.ELASTICSEARCH_NODES = (f"http://127.0.0.1:{free_port()}",)
    assert "search-cluster" not in first_page(client)
