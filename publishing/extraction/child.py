"""Starts the child process that reads a file, within limits, and collects what it says."""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from publishing.extraction.readers.parts import Cut, Kind, Part, Refusal

__all__ = ["Bounds", "Reading", "StoppedError", "Tesseract", "read"]

_ROOT = Path(__file__).resolve().parent.parent.parent
_READER = "publishing.extraction.readers.main"
_LOOK = 0.25
_GRACE = 0.5
_STEP = 65_536
_MOST_SAID = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may take: time by the clock and of the processor (seconds), memory (bytes), and parts of a file."""

    seconds: float = 120
    processor_seconds: int = 110
    memory: int = 768 * 1024 * 1024
    parts: int = 2_000
    characters: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program that recognises text, in which language, and how many pages of a file it is given."""

    program: str
    language: str = "ind"
    pages: int = 300
    seconds_a_page: float = 60


@dataclass(slots=True)
class Reading:
    """What came of a file: its parts in order; why they are not all (``cut``), or why there are none (``refused``).

    ``pages``: how many pages or slides it has, where it has such. ``pictures``: how many of them are pictures that
    nobody has read.
    """

    parts: list[Part] = field(default_factory=list)
    cut: str = ""
    refused: str = ""
    pages: int = 0
    pictures: int = 0


class StoppedError(Exception):
    """Reading was given up because the caller has to stop."""


def read(
    file: IO[bytes],
    extension: str,
    *,
    bounds: Bounds,
    tesseract: Tesseract | None = None,
    waiting: Callable[[], bool] = lambda: True,
) -> Reading:
    """Read an open file of this extension in a child process; never raises for anything that a file can do.

    ``waiting`` is asked a few times a second; where it says no, the child is killed and ``StoppedError`` is raised.
    Whatever a child that broke down or took too long had said until then is kept, with the reason.
    """
    file.seek(0)
    with subprocess.Popen(
        _command(extension, bounds, tesseract),
        stdin=file.fileno(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=_environment(),
        # A group of its own, so that the programs that the child starts are killed with it.
        start_new_session=True,
    ) as process:
        reading = Reading()
        ended = False
        try:
            for line in _lines(process, bounds.seconds, waiting):
                ended = _take(line, reading) or ended
        except TimeoutError:
            return _broken_off(reading, Refusal.TIME)
        finally:
            _kill(process)
    return reading if ended else _broken_off(reading, _cause(process.returncode))


def _command(extension: str, bounds: Bounds, tesseract: Tesseract | None) -> list[str]:
    options: dict[str, Any] = {
        "parent": os.getpid(),
        "memory": bounds.memory,
        "seconds": bounds.processor_seconds,
        "parts": bounds.parts,
        "characters": bounds.characters,
    }
    if tesseract:
        options |= {
            "tesseract": tesseract.program,
            "language": tesseract.language,
            "scan-seconds": tesseract.seconds_a_page,
            "scan-pages": tesseract.pages,
        }
    return [sys.executable, "-m", _READER, extension, *(f"--{name}={value}" for name, value in options.items())]


def _environment() -> dict[str, str]:
    """Nothing of the portal's own: a reader that was taken over by a file finds no key and no password here."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _lines(process: "subprocess.Popen[bytes]", seconds: float, waiting: Callable[[], bool]) -> Iterator[bytes]:
    """What the child says, line by line. Raises ``TimeoutError`` when its time is over, ``StoppedError``."""
    deadline = time.monotonic() + seconds
    pending = b""
    said = 0
    assert process.stdout is not None  # noqa: S101 - for the type checker; it was asked for.
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if not waiting():
                raise StoppedError
            if time.monotonic() > deadline:
                raise TimeoutError
            if not selector.select(_LOOK):
                continue
            data = os.read(process.stdout.fileno(), _STEP)
            said += len(data)
            if not data or said > _MOST_SAID:
                return
            *lines, pending = (pending + data).split(b"\n")
            yield from lines


def _take(line: bytes, reading: Reading) -> bool:
    """Add what a line says; tells whether it was the last one. What makes no sense is left out."""
    try:
        said = json.loads(line)
        if "part" in said:
            part = said["part"]
            reading.parts.append(Part(Kind(part["kind"]), str(part["text"]), int(part["number"]), str(part["name"])))
            return False
        if "refused" in said:
            reading.refused = Refusal(said["refused"])
            return True
        reading.cut = Cut(said["end"]["cut"]) if said["end"]["cut"] else ""
        reading.pages, reading.pictures = int(said["end"]["pages"]), int(said["end"]["pictures"])
    except (ValueError, KeyError, TypeError):
        return False
    return True


def _broken_off(reading: Reading, reason: Refusal) -> Reading:
    """What a child said before it was stopped: some of the file, or nothing and the reason."""
    if reading.parts:
        reading.cut = Cut.TIME if reason is Refusal.TIME else Cut.BROKEN
    else:
        reading.refused = reason
    return reading


def _cause(status: int) -> Refusal:
    """Why a child ended without a last word."""
    if status == -signal.SIGXCPU:
        return Refusal.TIME
    if status in {-signal.SIGKILL, -signal.SIGABRT}:
        # The kernel kills what takes too much memory, and libraries give up when they get none.
        return Refusal.MEMORY
    return Refusal.BROKEN


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the child, where it does not end by itself at once, and whatever it started."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
