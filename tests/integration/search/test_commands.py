"""``search_rebuild`` and ``search_status``."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search.engines.directory import Lock
from search.finding import find
from search.query import SearchQuery
from tests.integration.search.fakes import Leaflet, publish, withdraw

pytestmark = pytest.mark.django_db


def status(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("search_status", *arguments, stdout=out)
    except SystemExit as exit_:
        return int(exit_.code or 0), out.getvalue()
    return 0, out.getvalue()


def figures() -> dict[str, Any]:
    code, output = status("--json")
    found: dict[str, Any] = json.loads(output)
    assert found["in_step"] is (code == 0)
    return found


def test_in_step() -> None:
    publish(Leaflet("a"), Leaflet("b"))
    withdraw("b")
    found = figures()
    assert (found["documents"], found["entries"], found["cursor"], found["latest"], found["lag"]) == (1, 1, 3, 3, 0)
    code, text = status()
    assert code == 0
    assert "3" in text


def test_behind() -> None:
    publish(Leaflet("a"))
    publish(Leaflet("b"), follow=False)
    assert figures()["lag"] == 1
    assert status()[0] == 1


def test_without_an_index() -> None:
    assert figures()["readable"] is False
    assert status()[0] == 1


def test_a_rebuild_puts_it_in_step_again() -> None:
    publish(Leaflet("a", title="Rapat"), follow=False)
    out = StringIO()
    call_command("search_rebuild", stdout=out)
    assert "1" in out.getvalue()
    assert figures()["in_step"]
    assert find(SearchQuery("rapat"), frozenset({"public"})).total == 1


def test_two_rebuilds_at_once_are_refused(settings: Any) -> None:
    publish(Leaflet("a"))
    lock = Lock(Path(settings.SEARCH_INDEX_DIR) / "rebuild.lock")
    lock.take()
    with pytest.raises(CommandError):
        call_command("search_rebuild")
    lock.drop()


def test_a_rebuild_that_fails_says_so(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "file"
    settings.SEARCH_INDEX_DIR.write_text("in the way")
    with pytest.raises(CommandError):
        call_command("search_rebuild")
