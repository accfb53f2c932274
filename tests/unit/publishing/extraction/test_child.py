"""Files read as the worker reads them: in a process of their own, whatever they do to it."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from publishing.extraction.child import Bounds, Reading, StoppedError, Tesseract, read
from publishing.extraction.readers.main import READABLE
from publishing.extraction.readers.parts import Cut, Refusal
from publishing.uploads import check_upload
from tests.factories import files
from tests.support.tesseract import require_tesseract

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GENEROUS = Bounds(seconds=300, processor_seconds=200)


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Reading]:
    """Reads bytes as a file of some extension."""

    def read_bytes(data: bytes, extension: str, bounds: Bounds = GENEROUS, **options: object) -> Reading:
        path = tmp_path / f"berkas.{extension}"
        path.write_bytes(data)
        with path.open("rb") as file:
            return read(file, extension, bounds=bounds, **options)  # type: ignore[arg-type]

    return read_bytes


def texts(reading: Reading) -> list[str]:
    return [part.text for part in reading.parts]


def program(folder: Path, script: str) -> Tesseract:
    """A program that stands for tesseract where the test is about what surrounds it."""
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return Tesseract(str(path), pages=5)


GOOD = {
    "pdf": files.pdf("Rumah aman"),
    "docx": files.docx(("Rumah aman", "Isi.")),
    "xlsx": files.xlsx({"Rumah aman": [["Isi"]]}),
    "pptx": files.pptx("Rumah aman"),
    "odt": files.odt("<text:h>Rumah aman</text:h>"),
    "ods": files.ods('<table:table table:name="Rumah aman"><table:table-row><table:table-cell><text:p>Isi</text:p>'
                     "</table:table-cell></table:table-row></table:table>"),
    "odp": files.odt("<text:p/>"),
    "txt": b"Rumah aman",
    "csv": b"Rumah aman;1\nLain;2\n",
}  # fmt: skip


@pytest.mark.parametrize("extension", sorted(READABLE))
def test_every_format_is_read(reading: Callable[..., Reading], extension: str) -> None:
    found = reading(GOOD[extension], extension)
    assert (found.refused, found.cut) == ("", "")
    if extension != "odp":  # Its slides are tested with the other OpenDocument files.
        assert "Rumah aman" in f"{found.parts}"


@pytest.mark.parametrize("extension", sorted(READABLE - {"txt", "csv"}))
@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 5000, files.pdf("x")[:40], files.docx(("", "x"))[:200]],
    ids=["empty", "zeros", "half-a-pdf", "half-a-docx"],
)
def test_what_is_damaged_or_something_else_is_refused(
    reading: Callable[..., Reading], extension: str, data: bytes
) -> None:
    assert reading(data, extension).refused == Refusal.BROKEN


def test_a_bomb_is_refused(reading: Callable[..., Reading]) -> None:
    text = " ".join(["bom"] * 60_000_000)
    data = files.zipped(
        {"word/document.xml": f"<w:document {_WORD}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>"}
    )
    assert len(data) < 1_000_000
    assert reading(data, "docx").refused == Refusal.TOO_LARGE


def test_what_takes_too_much_memory_is_refused(reading: Callable[..., Reading]) -> None:
    bounds = Bounds(memory=200 * 1024 * 1024, seconds=300, processor_seconds=200)
    assert reading(b"kata " * 16_000_000, "txt", bounds).refused == Refusal.MEMORY


def test_what_takes_too_much_of_the_processor_is_ended(reading: Callable[..., Reading]) -> None:
    data = files.zipped({"word/document.xml": f"<w:document {_WORD}><w:p>{'<w:r/>' * 8_000_000}</w:p></w:document>"})
    assert reading(data, "docx", Bounds(seconds=300, processor_seconds=1)).refused == Refusal.TIME


def test_what_takes_too_long_keeps_what_was_read(reading: Callable[..., Reading], tmp_path: Path) -> None:
    sleeper = program(tmp_path, "exec sleep 600")
    assert reading(files.scan("a"), "pdf", Bounds(seconds=2), tesseract=sleeper).refused == Refusal.TIME
    data = files.pdf(*["Halaman dengan cukup banyak huruf supaya tidak dianggap gambar. " * 2] * 5000)
    found = reading(data, "pdf", Bounds(seconds=300, parts=1500))
    assert (len(found.parts), found.cut, found.refused) == (1500, Cut.PARTS, "")


def test_a_recognition_that_hangs_or_fails_costs_its_page_alone(
    reading: Callable[..., Reading], tmp_path: Path
) -> None:
    for script in ("exec sleep 600", "exit 3"):
        tesseract = program(tmp_path, script)
        tesseract = Tesseract(tesseract.program, pages=5, seconds_a_page=0.3)
        found = reading(files.scan("a", "b"), "pdf", tesseract=tesseract)
        assert (texts(found), found.refused, found.pictures) == ([], "", 0)


def test_there_is_an_end_to_scanning(reading: Callable[..., Reading], tmp_path: Path) -> None:
    tesseract = Tesseract(program(tmp_path, "cat > /dev/null; echo terbaca").program, pages=2)
    found = reading(files.scan("a", "b", "c"), "pdf", tesseract=tesseract)
    assert (texts(found), found.cut) == (["terbaca", "terbaca"], Cut.SCANS)


def test_nothing_of_the_portal_is_known_to_the_child(
    reading: Callable[..., Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "kunci-rahasia")
    monkeypatch.setenv("DATABASE_URL", "postgres://rahasia")
    found = reading(files.scan("a"), "pdf", tesseract=program(tmp_path, "cat > /dev/null; env"))
    assert "PATH=" in texts(found)[0]
    assert "rahasia" not in texts(found)[0]


def test_the_child_can_write_no_file(reading: Callable[..., Reading], tmp_path: Path) -> None:
    written = tmp_path / "ditulis"
    reading(files.scan("a"), "pdf", tesseract=program(tmp_path, f"cat > /dev/null; echo jahat > {written}"))
    assert not written.exists() or written.read_text() == ""


def running(mark: str) -> bool:
    """Whether a process with this among its arguments runs."""
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark.encode() in (folder / "cmdline").read_bytes().split(b"\0"):
                return True
        except OSError:
            continue
    return False


def until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 60
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


@pytest.mark.linux
def test_stopping_ends_the_child_and_what_it_started(reading: Callable[..., Reading], tmp_path: Path) -> None:
    mark = f"600.{os.getpid()}"
    sleeper = program(tmp_path, f"exec sleep {mark}")
    with pytest.raises(StoppedError):
        reading(files.scan("a"), "pdf", tesseract=sleeper, waiting=lambda: not running(mark))
    assert until(lambda: not running(mark))


@pytest.mark.linux
def test_a_worker_that_is_killed_leaves_no_child_behind(tmp_path: Path) -> None:
    mark = f"berkas-{os.getpid()}"
    pipe = tmp_path / mark
    os.mkfifo(pipe)  # The child waits for the end of a file that never comes.
    script = textwrap.dedent(
        f"""
        import os
        from publishing.extraction import child
        child._command = lambda *_: [
            child.sys.executable, "-m", child._READER, "{mark}", f"--parent={{os.getpid()}}",
            "--memory=1000000000", "--seconds=100", "--parts=1", "--characters=1",
        ]
        class File:
            def seek(self, place): pass
            def fileno(self): return os.open({str(pipe)!r}, os.O_RDWR)
        child.read(File(), "pdf", bounds=child.Bounds())
        """
    )
    with subprocess.Popen([sys.executable, "-c", script]) as worker:
        try:
            assert until(lambda: running(mark))
        finally:
            worker.send_signal(signal.SIGKILL)
    assert until(lambda: not running(mark))


def test_a_scan_becomes_text(reading: Callable[..., Reading]) -> None:
    text = "Rapat koordinasi gugus tugas\nmembahas rumah aman bagi korban\npada hari Kamis di Sinjai"
    found = reading(files.scan(text, "Halaman kedua tentang pemulangan\nkorban dari luar negeri"), "pdf",
                    tesseract=require_tesseract())  # fmt: skip
    assert [part.number for part in found.parts] == [1, 2]
    assert "rumah aman bagi korban" in found.parts[0].text
    assert "pemulangan" in found.parts[1].text
    assert found.pictures == 0


def test_a_scan_that_lies_on_its_side_becomes_text(reading: Callable[..., Reading]) -> None:
    lines = "Rapat koordinasi gugus tugas membahas rumah aman bagi korban\n" * 20
    found = reading(files.scan(lines, turned=90), "pdf", tesseract=require_tesseract())
    assert "rumah aman" in " ".join(texts(found))


def test_what_is_made_for_these_tests_may_be_uploaded() -> None:
    for extension, data in GOOD.items():
        if extension != "odp":
            check_upload(BytesIO(data), f"berkas.{extension}")
