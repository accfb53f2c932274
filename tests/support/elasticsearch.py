"""An Elasticsearch server for the tests: the one that ELASTICSEARCH_TEST_URL names, or a node of our own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from portal.trial_node.distribution import NodeUnavailableError, cache_folder, prepare
from portal.trial_node.process import TrialNode
from tests.support.running import free_port

__all__ = ["NodeUnavailableError", "elasticsearch_url", "own_node"]

_HEAP_MB = 512


@contextmanager
def elasticsearch_url() -> Iterator[str]:
    """The address of a server, for as long as the block lasts. Raises NodeUnavailableError where there is none."""
    given = os.environ.get("ELASTICSEARCH_TEST_URL", "").strip()
    if given:
        yield given
        return
    # A node that watches no disk lifts the block of a full one whenever it looks at its disks, which is every 30 seconds:
    # tests that set the block would find it gone now and then.
    with own_node(settings={"cluster.info.update.interval": "24h"}) as node:
        node.start()
        yield node.url


@contextmanager
def own_node(**options: Any) -> Iterator[TrialNode]:
    """A node that is not started yet, for a test that kills or stops it; ``options`` are those of ``TrialNode``."""
    distribution = prepare(print)
    # Below the cache, since the server's user must reach it, and pytest's own folders are closed to others.
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=cache_folder()))
    node = TrialNode(distribution, folder, free_port(), **{"heap_mb": _HEAP_MB} | options)
    try:
        yield node
    finally:
        node.stop()
        shutil.rmtree(folder, ignore_errors=True)
