"""What the tests with a database share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search import engines


@pytest.fixture
def own_index(settings: Any, tmp_path: Path) -> Iterator[None]:
    """A search index of its own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    yield
    engines.current().release()
