"""Signs beside the title of a page in the admin's lists: who has locked it and since when, who has it open."""

from typing import Any

from django import template
from wagtail.models import Page

from publishing.copies.presence import Person, at_work_on

register = template.Library()

_KEPT = "_page_signs"


@register.simple_tag(takes_context=True)
def locked_by(context: Any, page: Any) -> Any:
    """Who has locked a page; None where nobody has, or the account is gone. One query for all pages of a list."""
    return _kept(context, "locks", _locks).get(page.pk) if page.locked else None


@register.simple_tag(takes_context=True)
def open_for(context: Any, page: Any) -> list[Person]:
    """Who else has a page open in the editor at this moment. One query for all pages of a list."""
    request = context.get("request")
    if request is None:
        return []
    found: list[Person] = _kept(context, "people", lambda: at_work_on(but=request.user)).get(page.pk, [])
    return found


def _locks() -> dict[int, Any]:
    return {page.pk: page.locked_by for page in Page.objects.filter(locked=True).select_related("locked_by")}


def _kept(context: Any, name: str, load: Any) -> Any:
    """What was loaded for this request already, or now."""
    kept = getattr(context.get("request"), _KEPT, {})
    if name not in kept:
        kept = {**kept, name: load()}
        if context.get("request") is not None:
            setattr(context["request"], _KEPT, kept)
    return kept[name]
