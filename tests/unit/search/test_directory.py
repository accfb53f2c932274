"""Index directories: one live index, atomic replacement, locks that hold between processes."""

import subprocess
import sys
from pathlib import Path

import pytest

from search.engines import EngineBusyError, EngineError, IndexMissingError
from search.engines.directory import IndexDirectory, Lock


@pytest.fixture
def directory(tmp_path: Path) -> IndexDirectory:
    return IndexDirectory(tmp_path / "index", "1")


def test_there_is_no_live_index_at_first(directory: IndexDirectory) -> None:
    with pytest.raises(IndexMissingError):
        directory.live()


def test_a_published_index_is_the_live_one_and_the_only_one(directory: IndexDirectory) -> None:
    for _ in range(2):
        with directory.building() as path:
            (path / "meta.json").write_text("{}")
            directory.publish(path)
    live = directory.live()
    assert (live / "meta.json").is_file()
    assert [entry.name for entry in directory.root.iterdir() if entry.is_dir()] == [live.name]


def test_a_half_built_index_is_deleted(directory: IndexDirectory) -> None:
    with pytest.raises(IsADirectoryError), directory.building() as path:
        path.write_text("a directory is no file")
    assert not path.exists()
    with pytest.raises(IndexMissingError):
        directory.live()


def test_what_a_killed_rebuild_left_is_cleaned_by_the_next(directory: IndexDirectory) -> None:
    (directory.root / "building-dead").mkdir(parents=True)
    (directory.root / "current-dead").write_text("x")
    with directory.building() as path:
        assert sorted(entry.name for entry in directory.root.iterdir()) == sorted([path.name, "rebuild.lock"])


def test_two_rebuilds_exclude_each_other(directory: IndexDirectory) -> None:
    with directory.building(), pytest.raises(EngineBusyError), directory.building():
        pass


@pytest.mark.parametrize("content", [b"index-0-abc", b"../elsewhere", b"index-1-a/../../b", b"", b"\xff\xfe"])
def test_a_pointer_to_anything_else_is_no_index(directory: IndexDirectory, content: bytes) -> None:
    directory.root.mkdir()
    directory.pointer.write_bytes(content)
    with pytest.raises(IndexMissingError):
        directory.live()


def test_a_place_that_cannot_be_written_is_an_engine_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EngineError), IndexDirectory(tmp_path / "file", "1").building():
        pass


def test_a_lock_excludes_another_process_and_ends_with_it(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import fcntl,sys; f=open({str(path)!r},'ab'); fcntl.flock(f,2); print(flush=True); sys.stdin.read()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    holder.stdout.readline()
    lock = Lock(path)
    with pytest.raises(EngineBusyError):
        lock.take()
    holder.kill()
    holder.communicate()
    lock.take()
    lock.take()
    lock.drop()
    lock.drop()
