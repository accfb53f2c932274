"""Text recognition: a page is drawn in grey and given to tesseract, page by page, each within a time of its own."""

import subprocess
from dataclasses import dataclass

import pypdfium2 as pdfium

__all__ = ["Scanner"]

_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_MOST_PIXELS = 25_000_000  # A3 at 300 dpi has 17 million.
_SMALL = 4


@dataclass(slots=True)
class Scanner:
    """Reads pictures of pages with the program at ``program``; ``seconds`` for each, at most ``pages`` of them.

    Called with a page, gives its text: empty where the program fails or takes too long on that page, None where enough
    pages were read.
    """

    program: str
    language: str
    seconds: float
    pages: int

    def __call__(self, page: pdfium.PdfPage) -> str | None:
        """Read a page."""
        if self.pages <= 0:
            return None
        self.pages -= 1
        picture = _drawn(page)
        if not picture:
            return ""
        try:
            done = subprocess.run(
                # Page segmentation 1: finds out first how the page was turned.
                [self.program, "stdin", "stdout", "-l", self.language, "--psm", "1", "--dpi", str(_DOTS_PER_INCH)],
                input=picture,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=self.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return ""
        return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""


def _drawn(page: pdfium.PdfPage) -> bytes:
    """The page as a grey picture (PGM), no larger than can be worked on."""
    width, height = page.get_size()
    if width < _SMALL or height < _SMALL:
        return b""
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, (_MOST_PIXELS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    rows = memoryview(bitmap.buffer).cast("B")
    picture = b"".join(
        [
            b"P5 %d %d 255\n" % (bitmap.width, bitmap.height),
            *(rows[start : start + bitmap.width] for start in range(0, bitmap.stride * bitmap.height, bitmap.stride)),
        ]
    )
    bitmap.close()
    return picture
