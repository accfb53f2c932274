"""An index of its own for every test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search import engines


@pytest.fixture(autouse=True)
def _own_index(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    yield
    engines.current().release()
