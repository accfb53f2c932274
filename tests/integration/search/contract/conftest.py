"""Every test here is run with every engine: whatever answers visitors has to pass all of them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search.engines.tantivy import TantivyEngine
from tests.integration.search.clusters import cluster_engine

ENGINES = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """An engine with an empty index of its own."""
    if request.param == "embedded":
        embedded = TantivyEngine(tmp_path / "contract")
        with embedded.rebuilding():
            pass
        yield embedded
        embedded.release()
        return
    with cluster_engine(os.environ["ELASTICSEARCH_TEST_URL"]) as cluster:
        with cluster.rebuilding():
            pass
        yield cluster
