"""When search can't answer."""

from __future__ import annotations

import logging

from search.engines import EngineError

logger = logging.getLogger(__name__)


def log(error: EngineError) -> None:
    """Say in the log what is the matter. Without a traceback, since that could quote the question."""
    logger.error("Search can't answer: %s.", type(error).__name__)
