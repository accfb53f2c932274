"""The embedded engine over a real index on disk, without a database."""

import shutil
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from search.analysis import query_terms
from search.engines import Batch, Cursor, EngineBusyError, EngineError, IndexMissingError, Plan
from search.engines.tantivy import TantivyEngine
from search.engines.tantivy.writing import Writing
from tests.unit.search.indexing import PUBLIC, ask, document, put


def test_without_an_index_there_is_an_error_and_no_answer(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path / "index")
    for call in (engine.cursor, engine.status, lambda: engine.search(Plan(), PUBLIC)):
        with pytest.raises(IndexMissingError):
            call()
    with pytest.raises(IndexMissingError):
        put(engine, [])


def test_a_page_far_beyond_the_end_is_empty_and_cheap(engine: TantivyEngine) -> None:
    put(engine, [document("a", "Rapat")])
    found = engine.search(Plan(query_terms("rapat"), offset=10**9), PUBLIC)
    assert (found.keys, found.total) == ((), 1)


def test_another_process_sees_a_commit_at_once(engine: TantivyEngine, tmp_path: Path) -> None:
    put(engine, [document("a", "Rapat")])
    reader = textwrap.dedent(f"""
        import sys
        from pathlib import Path
        from search.analysis import query_terms
        from search.engines import Plan
        from search.engines.tantivy import TantivyEngine
        engine = TantivyEngine(Path({str(tmp_path / "index")!r}))
        for line in sys.stdin:
            print(*engine.search(Plan(query_terms(line)), frozenset({{"public"}})).keys, flush=True)
    """)
    process = subprocess.Popen([sys.executable, "-c", reader], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout

    def other(question: str) -> str:
        assert process.stdin
        assert process.stdout
        process.stdin.write(question + "\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    assert other("rapat") == "a"
    put(engine, [document("b", "Notulen")], 2, deleted=["a"])
    assert other("rapat") == ""
    assert other("notulen") == "b"
    with engine.rebuilding() as target:
        target.apply(Batch((document("c", "Rapat"),), (), Cursor(3, "ledger")))
    assert other("rapat") == "c"
    process.communicate()


def test_a_second_writer_waits_its_turn(engine: TantivyEngine, tmp_path: Path) -> None:
    put(engine, [document("a", "Rapat")])
    second = TantivyEngine(tmp_path / "index")
    with pytest.raises(EngineBusyError):
        put(second, [])
    engine.release()
    put(second, [document("b", "Rapat")], 2)
    second.release()
    assert engine.status().documents == 2


def test_a_writer_that_is_killed_before_its_commit_leaves_the_last_batch_whole(
    engine: TantivyEngine, tmp_path: Path
) -> None:
    put(engine, [document("a", "Rapat")])
    engine.release()
    writer = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        import tantivy
        from search.engines.tantivy import writing
        directory = next(Path({str(tmp_path / "index")!r}).glob("index-*"))
        target = writing.Writing(directory)
        target._writer.delete_documents_by_term("key", "a")
        target._writer.add_document(tantivy.Document(key="half", title="rapat", access=["public"]))
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    assert subprocess.run([sys.executable, "-c", writer], check=False).returncode == -9
    assert ask(engine, "rapat") == ["a"]
    assert engine.cursor().stamp == 1
    put(engine, [document("b", "Rapat")], 2)
    assert set(ask(engine, "rapat")) == {"a", "b"}


def test_a_broken_batch_is_not_half_applied(engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(engine, [document("a", "Rapat")])
    broken = replace(document("b", "Rapat"), year="no number")  # type: ignore[arg-type]
    with pytest.raises(EngineError):
        put(engine, [document("a", "Lain"), broken], 2)
    assert ask(engine, "rapat") == ["a"]
    assert engine.cursor().stamp == 1
    put(engine, [document("a", "Lain")], 2)
    assert ask(engine, "lain") == ["a"]


def test_a_writer_that_gives_up_is_not_used_again(engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        """As pyo3 raises it."""

    put(engine, [document("a", "Rapat")])
    with monkeypatch.context() as broken:
        broken.setattr(Writing, "_commit", Mock(side_effect=[Panic, None]))
        with pytest.raises(Panic):
            put(engine, [document("b", "Rapat")], 2)
    put(engine, [document("c", "Rapat")], 3)
    assert set(ask(engine, "rapat")) == {"a", "c"}


@pytest.mark.parametrize("damage", ["meta", "segments", "gone", "all"])
def test_a_damaged_index_counts_as_missing(engine: TantivyEngine, tmp_path: Path, damage: str) -> None:
    put(engine, [document("a", "Rapat")])
    engine.release()
    root = tmp_path / "index"
    (live,) = root.glob("index-*")
    if damage == "meta":
        (live / "meta.json").write_text("{broken")
    elif damage == "segments":
        for file in live.iterdir():
            if file.suffix in (".idx", ".term", ".store", ".fast", ".pos", ".fieldnorm"):
                file.write_bytes(b"")
    else:
        shutil.rmtree(live if damage == "gone" else root)
    with pytest.raises(IndexMissingError):
        TantivyEngine(root).search(Plan(query_terms("rapat")), PUBLIC)
    fresh = TantivyEngine(root)
    with fresh.rebuilding() as target:
        target.apply(Batch((document("b", "Rapat"),), (), Cursor(1, "ledger")))
    assert ask(fresh, "rapat") == ["b"]


def test_a_new_index_is_whole_when_somebody_looks_into_it(engine: TantivyEngine) -> None:
    with engine.rebuilding() as target:
        for number in range(3):
            put(target, [document(f"d{number}", "Rapat")], stamp=number + 1)
        put(target, [document("d0", "Sidang")], stamp=4, deleted=["d2"])
        assert target.cursor() == Cursor(4, "ledger")
        put(target, [document("d3", "Rapat")], stamp=5)
        target.verify(3, 3, {"d0": 4, "d3": 5})
        put(target, [document("d4", "Rapat")], stamp=6)
        assert ask(engine, "rapat") == []
    assert sorted(ask(engine, "rapat")) == ["d1", "d3", "d4"]
    assert ask(engine, "sidang") == ["d0"]
    assert engine.cursor() == Cursor(6, "ledger")


def test_counts_are_exact_where_all_that_had_a_word_was_deleted(engine: TantivyEngine) -> None:
    put(engine, [document(f"d{number}", "Rapat", f"Kata{number} bersama") for number in range(6)])
    put(engine, [], stamp=2, deleted=["d0", "d1", "d2"])
    assert engine.counts("word", ["kata0", "kata4", "bersama", "takada"])[::3] == [0, 0]
    assert all(engine.counts("word", ["kata4", "bersama"]))
    assert {word for word, _ in engine.beginning("word", "kata", 9)} == {"kata3", "kata4", "kata5"}
    put(engine, [], stamp=3, deleted=["d3", "d4", "d5"])
    assert engine.counts("word", ["kata4", "bersama", "rapat"]) == [0, 0, 0]
    assert engine.beginning("word", "", 9) == []
