"""The language of the content, where the interface around it speaks another (WCAG 3.1.2).

A page below ``/en/`` is English: its labels, messages and dates. What people wrote for the site is Indonesian there as
well, and an element that holds it says so. Templates do that by ``own_language`` and ``in_own_language`` (the library
``face``); what is put together in Python uses this module.
"""

from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

__all__ = ["content_language", "in_content_language", "interface_attribute", "language_attribute"]


def content_language() -> str:
    """The language of the content where the interface now speaks another, else ""."""
    return "" if get_language() == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE


def language_attribute() -> SafeString:
    """The ``lang`` attribute for an element that holds nothing but content; empty where none is needed."""
    language = content_language()
    return format_html(' lang="{}"', language) if language else mark_safe("")


def interface_attribute() -> SafeString:
    """The ``lang`` attribute for words of the interface inside an element that is marked as content."""
    return format_html(' lang="{}"', get_language()) if content_language() else mark_safe("")


def in_content_language(text: Any) -> Any:
    """A text of the content for a place among words of the interface: in a ``span`` of its own where that is needed."""
    language = content_language()
    return format_html('<span lang="{}">{}</span>', language, text) if language and text else text
