"""The address that a monitor asks."""

import os
import time

import pytest
from django.db import OperationalError, connection
from django.test import Client

from portal.heartbeat import _file, beat

pytestmark = pytest.mark.django_db


def test_it_says_that_all_is_well(client: Client) -> None:
    beat()
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "worker": "ok"}
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_a_quiet_worker_is_reported_and_does_not_fail_the_check(client: Client) -> None:
    beat()
    long_ago = time.time() - 3600
    os.utime(_file(), (long_ago, long_ago))
    response = client.get("/healthz")
    assert (response.status_code, response.json()["worker"]) == (200, "quiet")
    _file().unlink()
    assert client.get("/healthz").json()["worker"] == "quiet"


def test_a_database_that_does_not_answer_fails_the_check(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("could not connect")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["database"]) == (503, "down")


def test_it_only_reads(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
