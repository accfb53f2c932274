"""The floor: a WSGI application that answers a constant body of 5 KB and does nothing else."""

from typing import Any

__all__ = ["application"]

_BODY = b"x" * 5120
_HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "5120")]


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer every request alike."""
    start_response("200 OK", _HEADERS)
    return [_BODY]
