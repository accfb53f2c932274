"""What every test without a database shares."""

import pytest

from search import synonyms


@pytest.fixture(autouse=True)
def _no_kept_synonyms(monkeypatch: pytest.MonkeyPatch) -> None:
    """The synonyms of the portal's own list alone: those that the secretariat keeps lie in the database."""
    monkeypatch.setattr(synonyms, "_sources", [])
