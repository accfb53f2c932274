"""The child process: reads the file on its standard input and says what it finds, one JSON object a line.

``python -m publishing.extraction.readers.main NAME``; the options are the limits that it puts on itself first. It
knows nothing of the portal: no settings, no database, no secrets. Lines: ``{"part": …}`` for each part, and at the end
``{"end": {"cut": …, "pages": n, "pictures": n}}`` or ``{"refused": reason}``. Without a last line it was stopped or broke down.
"""

import argparse
import contextlib
import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict

from publishing.extraction.readers import opendocument, plain, sheets, slides, word
from publishing.extraction.readers.archives import Archive
from publishing.extraction.readers.parts import EnoughError, Limits, Out, Part, Refusal, RefusedError

__all__ = ["READABLE", "main"]

_PR_SET_PDEATHSIG = 1
_IDLE = 10
_GRACE = 5

_ARCHIVES: dict[str, Callable[[Archive, Out], None]] = {
    "docx": word.read,
    "xlsx": sheets.read,
    "pptx": slides.read,
    "odt": opendocument.read_text,
    "ods": opendocument.read_spreadsheet,
    "odp": opendocument.read_presentation,
}
_PLAIN: dict[str, Callable[[bytes, Out], None]] = {"txt": plain.read_text, "csv": plain.read_table}
READABLE = frozenset({"pdf", *_ARCHIVES, *_PLAIN})
"""The extensions that there is a reader for."""


def main(arguments: list[str]) -> None:
    """Read the standard input as a file of the extension that ``arguments`` name."""
    options = _options(arguments)
    _restrain(options)
    limits = Limits(parts=options.parts, characters=options.characters)
    try:
        out = Out(_say_part, limits)
        cut = _read(sys.stdin.buffer.read(), options, out)
        _say({"end": {"cut": cut, "pages": out.pages, "pictures": out.pictures}})
    except RefusedError as refused:
        _say({"refused": refused.reason})
    except MemoryError:
        _say({"refused": Refusal.MEMORY})
    except RecursionError:
        _say({"refused": Refusal.BROKEN})


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("extension")
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--memory", type=int, required=True, help="bytes")
    parser.add_argument("--seconds", type=int, required=True, help="of the processor")
    parser.add_argument("--parts", type=int, required=True)
    parser.add_argument("--characters", type=int, required=True)
    parser.add_argument("--tesseract", default="", help="path of the program; empty: pictures are only counted")
    parser.add_argument("--language", default="ind")
    parser.add_argument("--scan-seconds", type=float, default=60.0, help="for one page")
    parser.add_argument("--scan-pages", type=int, default=0)
    return parser.parse_args(arguments)


def _restrain(options: argparse.Namespace) -> None:
    """Limit memory, processor time and files written, stand back behind other processes, end with the parent."""
    os.nice(_IDLE)
    for limit, soft, hard in (
        (resource.RLIMIT_AS, options.memory, options.memory),
        # At the first the process is told that its time is over, which names the reason; at the second it is killed.
        (resource.RLIMIT_CPU, options.seconds, options.seconds + _GRACE),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        # macOS refuses a limit of memory; time by the clock still ends what grows without bounds.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (soft, hard))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != options.parent:
            sys.exit(1)


def _read(data: bytes, options: argparse.Namespace, out: Out) -> str:
    """Give all parts; returns why reading ended early, empty where it did not."""
    try:
        if options.extension == "pdf":
            _read_pdf(data, options, out)
        elif options.extension in _ARCHIVES:
            _ARCHIVES[options.extension](Archive(data, unpacked=out.limits.unpacked), out)
        else:
            _PLAIN[options.extension](data, out)
    except EnoughError as enough:
        return enough.cut
    return ""


def _read_pdf(data: bytes, options: argparse.Namespace, out: Out) -> None:
    # Loaded for a PDF only: it is the largest library here.
    from publishing.extraction.readers import pdf
    from publishing.extraction.readers.scanning import Scanner

    scanner = None
    if options.tesseract:
        scanner = Scanner(options.tesseract, options.language, options.scan_seconds, options.scan_pages)
    pdf.read(data, out, scanner)


def _say_part(part: Part) -> None:
    _say({"part": asdict(part)})


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
