"""What the tests of publishing share."""

from pathlib import Path

import pytest

from publishing.models.document_versions import private_storage


@pytest.fixture
def private_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of a test lie in a folder of its own."""
    # The fields hold their storage since the models were loaded, so the storage itself is led elsewhere.
    for name in ("base_location", "location"):
        monkeypatch.setitem(private_storage().__dict__, name, str(tmp_path / "private"))
    return tmp_path / "private"
