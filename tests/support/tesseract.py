"""Text recognition on the machine that runs the tests: left out where it is missing, a failure in CI."""

import pytest

from publishing.extraction.child import Tesseract
from publishing.extraction.scanners import scanner
from tests.support.ci import in_ci

__all__ = ["ADVICE", "require_tesseract"]

ADVICE = "tesseract with Indonesian data was not found: apt-get install tesseract-ocr tesseract-ocr-ind"


def require_tesseract() -> Tesseract:
    """The program; skips the test without it, and fails it with ``CI=true``."""
    found = scanner()
    if found is None:
        if in_ci():
            pytest.fail(ADVICE)
        pytest.skip(ADVICE)
    return found
