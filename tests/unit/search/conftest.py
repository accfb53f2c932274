"""An embedded engine for whoever asks for one."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from search.engines.tantivy import TantivyEngine


@pytest.fixture
def engine(tmp_path: Path) -> Iterable[TantivyEngine]:
    engine = TantivyEngine(tmp_path / "index")
    with engine.rebuilding():
        pass
    yield engine
    engine.release()
