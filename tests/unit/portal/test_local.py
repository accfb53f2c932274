"""What serve decides for itself where nothing is set."""

import stat
from pathlib import Path

from portal.local import prepare_environment


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first: dict[str, str] = {"DATA_DIR": str(tmp_path / "data")}
    second = dict(first)
    prepare_environment(first)
    prepare_environment(second)
    assert len(first["SECRET_KEY"]) >= 64
    assert first == second
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_two_portals_have_different_keys(tmp_path: Path) -> None:
    environments = [{"DATA_DIR": str(tmp_path / name)} for name in ("a", "b")]
    for environment in environments:
        prepare_environment(environment)
    assert environments[0]["SECRET_KEY"] != environments[1]["SECRET_KEY"]


def test_what_is_set_stays_as_it_is(tmp_path: Path) -> None:
    environment = {"DATA_DIR": str(tmp_path), "SECRET_KEY": "given", "PORTAL_HTTPS": "1"}
    prepare_environment(environment)
    assert environment == {"DATA_DIR": str(tmp_path), "SECRET_KEY": "given", "PORTAL_HTTPS": "1"}
    assert not (tmp_path / "secret_key").exists()
