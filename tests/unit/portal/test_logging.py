"""The log shows where something failed and not what somebody entered."""

import logging
import sys

from portal.logging import LOGGING, DiscreetFormatter


def formatted(error: Exception, cause: Exception | None = None) -> str:
    try:
        raise error from cause
    except type(error):
        record = logging.LogRecord("portal", logging.ERROR, __file__, 1, "It failed.", None, sys.exc_info())
    return DiscreetFormatter("{message}", style="{").format(record)


def test_a_message_that_may_quote_an_entry_is_left_out() -> None:
    text = formatted(ValueError("Key (email)=(siti@example.org) already exists."))
    assert "siti" not in text
    assert "ValueError" in text
    assert "test_logging.py" in text


def test_a_message_about_code_is_kept() -> None:
    assert "'Page' object has no attribute 'summry'" in formatted(
        AttributeError("'Page' object has no attribute 'summry'")
    )


def test_the_cause_is_named_and_as_discreet() -> None:
    text = formatted(RuntimeError("outer"), KeyError("siti@example.org"))
    assert "KeyError" in text
    assert "RuntimeError" in text
    assert "siti" not in text
    assert "outer" not in text


def test_nothing_is_mailed() -> None:
    assert set(LOGGING["handlers"]) == {"console"}
