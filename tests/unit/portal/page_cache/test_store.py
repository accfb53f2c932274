"""The files of the cache: bounded, whole, and never a reason for a page to fail."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.page_cache.requests import Key
from portal.page_cache.store import Store, name_of


def page(path: str, query: str = "") -> str:
    return name_of(Key("http", "portal.example", path, query, countable=not query))


def total(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "cache"
    yield folder
    if folder.exists():
        folder.chmod(0o755)


def test_what_is_saved_is_loaded_in_its_generation_only(root: Path) -> None:
    store = Store(root, 10_000)
    store.save(3, page("/"), b"page")
    assert store.load(3, page("/")) == b"page"
    assert store.load(4, page("/")) is None
    assert store.load(3, page("/other/")) is None


def test_the_later_of_two_writers_wins_and_nothing_is_left_over(root: Path) -> None:
    first, second = Store(root, 10_000), Store(root, 10_000)
    first.save(1, page("/"), b"one")
    second.save(1, page("/"), b"two")
    assert first.load(1, page("/")) == b"two"
    assert len(list((root / "1").iterdir())) == 1


def test_hostile_addresses_have_harmless_names() -> None:
    names = {page(path) for path in ("/../../etc/passwd", "/\x00", "/" + "é" * 500, "/\udcff", "/a\n")}
    assert len(names) == 5
    assert all(name.isalnum() and len(name) == 41 for name in names)


def test_keys_that_differ_only_in_where_they_are_cut_have_different_names() -> None:
    assert page("/a?b") != page("/a", "b")


def test_the_total_stays_within_its_bound(root: Path) -> None:
    store = Store(root, 100_000)
    for number in range(500):
        store.save(1, page(f"/{number}/"), bytes(1000))
        assert total(root) <= 100_000


def test_a_flood_of_queries_does_not_push_out_pages(root: Path) -> None:
    store = Store(root, 100_000)
    store.save(1, page("/"), b"home")
    for number in range(1000):
        store.save(1, page("/", f"page={number}"), bytes(1000))
    assert store.load(1, page("/")) == b"home"
    assert total(root) <= 30_000


def test_older_entries_go_first(root: Path) -> None:
    store = Store(root, 100_000)
    for number in range(60):
        store.save(1, page(f"/{number}/"), bytes(1000))
        os.utime(root / "1" / page(f"/{number}/"), (number, number))
    for number in range(60, 75):
        store.save(1, page(f"/{number}/"), bytes(1000))
    assert store.load(1, page("/0/")) is None
    assert store.load(1, page("/74/")) is not None


def test_cleaning_removes_all_other_generations(root: Path) -> None:
    store = Store(root, 10_000)
    for generation in (1, 2, 3):
        store.save(generation, page("/"), b"page")
    (root / "keep.txt").write_text("not ours")
    store.clean(2)
    assert sorted(path.name for path in root.iterdir()) == ["2", "keep.txt"]


def test_clearing_removes_everything(root: Path) -> None:
    store = Store(root, 10_000)
    store.save(1, page("/"), b"page")
    store.clear()
    assert store.load(1, page("/")) is None


def test_storing_removes_older_generations_where_no_worker_does(root: Path) -> None:
    Store(root, 10_000).save(1, page("/"), b"page")
    Store(root, 10_000).save(2, page("/"), b"page")
    assert [path.name for path in root.iterdir()] == ["2"]


def test_a_full_disk_is_no_reason_to_fail(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*args: object, **kwargs: object) -> object:
        raise OSError(28, "No space left on device")

    store = Store(root, 10_000)
    monkeypatch.setattr("portal.page_cache.store.os.fdopen", full)
    for number in range(5):
        store.save(1, page(f"/{number}/"), b"page")
    assert store.load(1, page("/0/")) is None
    assert list((root / "1").iterdir()) == []
    assert caplog.text.count("No space left on device") == 1


def test_a_file_in_the_place_of_the_folder_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    store = Store(tmp_path / "cache", 10_000)
    store.save(1, page("/"), b"page")
    assert store.load(1, page("/")) is None
    store.clean(1)
    store.clear()
