"""Who has a page open in the editor at this moment, as Wagtail's editing sessions say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.admin.utils import get_user_display_name
from wagtail.models import get_default_page_content_type

__all__ = ["Person", "at_work_on", "name_of"]

# An open editor is heard of every ten seconds.
_PRESENT = timedelta(minutes=1)


def name_of(user: Any) -> str:
    """What somebody is called; a dash where the account is gone."""
    return str(get_user_display_name(user)) or "–"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in an editor; ``writing`` says whether there is something that was not saved."""

    name: str
    writing: bool


def at_work_on(keys: Iterable[int] | None = None, *, but: Any = None) -> dict[int, list[Person]]:
    """By the key of a page (of any page, where ``keys`` is None): who has it open, but for one person. One query."""
    sessions = EditingSession.objects.filter(
        content_type=get_default_page_content_type(), last_seen_at__gte=timezone.now() - _PRESENT
    )
    if keys is not None:
        sessions = sessions.filter(object_id__in=[str(key) for key in keys])
    if but is not None:
        sessions = sessions.exclude(user=but)
    found: dict[int, list[Person]] = {}
    for session in sessions.select_related("user").order_by("user_id"):
        people = found.setdefault(int(session.object_id), [])
        name = get_user_display_name(session.user)
        known = next((person for person in people if person.name == name), None)
        if known is None:
            people.append(Person(name, session.is_editing))
        elif session.is_editing and not known.writing:
            people[people.index(known)] = Person(name, writing=True)
    return found
