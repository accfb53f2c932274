"""Template tags of the site's face: icons, the other language's address, page numbers, the colour of a status."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

register = template.Library()

ICON_FOLDER = settings.BASE_DIR / "templates" / "components" / "icons"
KIND_ICONS = {
    "regulation": "scale",
    "decree": "document",
    "sop": "flow",
    "meeting": "calendar",
    "guidance": "help",
    "training": "book",
    "information": "info",
    "file": "download",
}
STATUS_BADGES = {
    "ok": ("in_force", "done", "published", "present", "held"),
    "info": ("planned", "upcoming", "in_progress", "amended", "partly_revoked"),
    "warn": ("under_review", "draft", "postponed", "apology"),
    "bad": ("overdue", "revoked", "cancelled", "withdrawn"),
}
_BADGE_BY_STATUS = {status: badge for badge, statuses in STATUS_BADGES.items() for status in statuses}


@cache
def _drawing(name: str) -> str:
    """Return what stands inside the ``<svg>`` of an icon; an unknown name raises LookupError with the known ones."""
    known = {path.stem: path for path in Path(ICON_FOLDER).glob("*.svg")}
    if name not in known:
        raise LookupError(f"There is no icon {name!r}; known are: {', '.join(sorted(known))}.")
    drawing = re.sub(r"^\s*<svg[^>]*>|</svg>\s*$", "", known[name].read_text(encoding="utf-8"))
    return drawing.strip()


@register.simple_tag
@cache
def icon(name: str, extra: str = "") -> SafeString:
    """Return the named icon as inline SVG, hidden from screen readers: the words beside it say what it means.

    ``extra`` is one more class. Raises LookupError for an unknown name, which only a developer can give.
    """
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">{}</svg>',
        f" {extra}" if extra else "",
        mark_safe(_drawing(name)),  # noqa: S308 - our own file, named by a developer.
    )


_FRAME_PARTS = "frame_parts"


class _FrameParts:
    """The parts of the page's frame for a language, a navigation and help lines; each is rendered once."""

    def __init__(self, frame: Any, help_lines: tuple[Any, ...]) -> None:
        self._shown = {"navigation": frame, "help_lines": help_lines}
        self._rendered: dict[str, SafeString] = {}

    def rendered(self, template_name: str) -> SafeString:
        """The part; whatever it shows is known here, so that it is the same on every page."""
        part = self._rendered.get(template_name)
        if part is None:
            part = get_template(template_name).template.render(template.Context(self._shown))  # type: ignore[attr-defined]
            self._rendered[template_name] = part
        return part


@lru_cache(maxsize=16)
def _frame_parts(language: str, frame: Any, help_lines: tuple[Any, ...]) -> _FrameParts:
    """The same parts for the same arguments; the language is the one in force."""
    return _FrameParts(frame, help_lines)


@register.simple_tag(takes_context=True)
def frame_part(context: template.Context, template_name: str) -> SafeString:
    """Include a template that shows nothing but the navigation (without the menu) and the help lines.

    It is rendered once and used again on every page until one of the two changes: it stands on all of them.
    """
    parts = context.render_context.get(_FRAME_PARTS)
    if parts is None:
        # Compared once a page, since a navigation has dozens of links.
        navigation = context.get("navigation")
        frame = navigation.without_menu() if navigation else None
        parts = _frame_parts(get_language() or "", frame, tuple(context.get("help_lines") or ()))
        context.render_context[_FRAME_PARTS] = parts
    return cast("_FrameParts", parts).rendered(template_name)


@register.simple_tag
def kind_icon(kind: str) -> SafeString:
    """Return the icon of a kind of content; kinds without their own get the document."""
    return icon(KIND_ICONS.get(kind, "document"))


@register.filter
def badge_kind(status: str) -> str:
    """Return the colour of a badge (ok, info, warn, bad or muted) for a status value of the search contract."""
    return _BADGE_BY_STATUS.get(str(status or ""), "muted")


@register.filter
def is_chosen(value: Any, selected: Any) -> bool:
    """Tell whether a filter's choice is selected; ``selected`` is one value, a collection of them, or nothing."""
    if selected is None or selected == "":
        return False
    chosen = selected if isinstance(selected, (list, tuple, set, frozenset)) else (selected,)
    return str(value) in {str(item) for item in chosen}


@register.simple_tag
def documents_language() -> str:
    """Return the language of the documents where it is not the one of the page around them, else nothing."""
    return "" if get_language() == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE


@register.simple_tag
def own_language() -> SafeString:
    """Return the ``lang`` attribute for words of the documents themselves, which are in the site's first language.

    Empty where the page around them is in that language too.
    """
    language = documents_language()
    return format_html(' lang="{}"', language) if language else mark_safe("")


@register.simple_tag
def page_numbers(page_obj: Page[Any]) -> Iterator[int | str]:
    """Return the page numbers to link to, with ``…`` where many are left out."""
    return page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)


def address_in(path: str, language: str) -> str:
    """Return the address of the same page with the interface in ``language``.

    The site's first language has no prefix; every other one has its code as the first folder.
    """
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    first, _slash, rest = path.lstrip("/").partition("/")
    bare = f"/{rest}" if first in others else path
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> list[dict[str, str]]:
    """Return code, own name and address of this page for each interface language but the current one."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].title(),
            "url": address_in(request.get_full_path(), code),
        }
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]
