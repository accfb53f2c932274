"""Every test of search has an index of its own."""

import pytest


@pytest.fixture(autouse=True)
def _own_index(own_index: None) -> None:
    pass
