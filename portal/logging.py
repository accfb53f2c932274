"""What is logged, and how: enough to find a fault, nothing that identifies a person.

The server's access log is off, so that no address, path or query of a reader is kept. Django's own records name the
path but not the query. An exception is shown with its place; its message is shown only for faults of the program,
because a message of the database or of a form may quote what somebody entered.
"""

import logging
import traceback
from types import TracebackType
from typing import Any

__all__ = ["LOGGING", "DiscreetFormatter"]

# Their messages speak of code, not of data.
_FAULTS_OF_THE_PROGRAM = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError, TypeError)


class DiscreetFormatter(logging.Formatter):
    """Formats an exception as its trace and type, with the message only where it can't hold what a person entered."""

    def formatException(  # noqa: N802 - the name is logging's.
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The trace of an exception and of those that it came from, outermost last."""
        parts: list[str] = []
        error = ei[1]
        while error is not None:
            name = f"{type(error).__module__}.{type(error).__qualname__}"
            message = f": {error}" if isinstance(error, _FAULTS_OF_THE_PROGRAM) else ""
            parts.append("".join(traceback.format_tb(error.__traceback__)) + name + message)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nThen:\n".join(reversed(parts))


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {"()": DiscreetFormatter, "format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Replaces Django's default, which mails requests with all that was entered to the administrators.
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # A page that is not there, a form that was refused: everyday matters, and their paths say who wanted what.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "asyncio": {"level": "WARNING"},
        # Every request, and a trace for each that fails; what is wrong with a cluster is said in search's own words.
        "elastic_transport": {"level": "ERROR"},
    },
}
