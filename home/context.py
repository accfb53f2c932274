"""Template variables of every public page: the help lines."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from home.models.public_lines import public_lines

__all__ = ["help_lines"]


def help_lines(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``help_lines``, a list in the secretariat's order; read when a template asks for it."""
    return {"help_lines": SimpleLazyObject(public_lines)}
