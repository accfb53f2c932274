"""What every test shares."""

import os
import sys
from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import settings as hypothesis_settings

from portal.preparation import catalogues, compile_catalogue
from publishing import generation

# Examples are the same on every run in CI, so that a failure there is one that anybody can repeat.
hypothesis_settings.register_profile("ci", derandomize=True, deadline=None, max_examples=200, print_blob=True)
hypothesis_settings.register_profile("local", deadline=None, max_examples=50)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues as a start does, once before the processes of pytest-xdist: tests read Indonesian."""
    if not hasattr(config, "workerinput"):
        for source in catalogues():
            compile_catalogue(source)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark browser tests by their folder, and leave out what speaks of another database, server or system."""
    elsewhere = set()
    if connection.vendor != "postgresql":
        elsewhere.add("postgres")
    if sys.platform != "linux":
        elsewhere.add("linux")
    if not os.environ.get("ELASTICSEARCH_TEST_URL"):
        elsewhere.add("elasticsearch")
    left_out = []
    for item in list(items):
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
        if any(item.get_closest_marker(marker) for marker in elsewhere):
            left_out.append(item)
            items.remove(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a test after the argument where its value is bytes: an office file holds the time at which it was made.

    The processes of pytest-xdist have to find the same tests, and they make the file one after the other.
    """
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def _forget_memoised_content() -> Iterator[None]:
    """Content that a test made is rolled back; what the process remembers of it must go as well."""
    generation.forget_all()
    yield
    generation.forget_all()
