"""What a visitor asks of a list of resources, read from the address with good will: a filter that fits nothing is left
out and said so, never an error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

__all__ = ["FILTERS", "Choices", "Selection", "filter_form", "known_total", "read_selection"]

FILTERS: Final = {
    "kind": gettext_lazy("Kind"),
    "year": gettext_lazy("Year"),
    "agency": gettext_lazy("Agency"),
    "topic": gettext_lazy("Topic"),
    "status": gettext_lazy("Status"),
}
_LONGEST_SHOWN: Final = 40

# The values that a filter can have, as (value, label, count).
Choices = Mapping[str, Sequence[tuple[str, str, int]]]


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters in force, by name, and a sentence for each that was left out."""

    values: dict[str, str]
    notes: tuple[str, ...] = ()

    def spells(self, asked: Mapping[str, str]) -> bool:
        """Whether an address asks for just these filters, in the spelling of the list's own links and form."""
        return all(asked.get(name, "") == self.values.get(name, "") for name in FILTERS)

    def without(self, name: str) -> str:
        """The query string without one of the filters; ``?`` when none is left."""
        return _query({key: value for key, value in self.values.items() if key != name})

    @property
    def querystring(self) -> str:
        """The prefix of the addresses of other pages of the list."""
        query = _query(self.values)
        return query if query == "?" else f"{query}&"


def _query(values: Mapping[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update(dict(values))
    return f"?{query.urlencode()}"


def read_selection(asked: Mapping[str, str], choices: Choices) -> Selection:
    """The filters of the address that fit at least one document of the list."""
    values, notes = {}, []
    for name, title in FILTERS.items():
        value = asked.get(name, "").strip()
        if not value:
            continue
        if any(value == known for known, _label, _count in choices.get(name, ())):
            values[name] = value
        else:
            shown = value[:_LONGEST_SHOWN].strip()
            notes.append(
                _("Nothing here fits the filter %(filter)s “%(value)s”, so it was left out.")
                % {"filter": str(title).lower(), "value": shown}
            )
    return Selection(values, tuple(notes))


def filter_form(selection: Selection, choices: Choices) -> dict[str, Any]:
    """What ``components/filter_form.html`` shows: the filters that have a choice, and those in force as chips."""
    labels = {name: {value: label for value, label, _count in found} for name, found in choices.items()}
    return {
        "filters": [
            {"name": name, "label": title, "choices": choices.get(name, ()), "selected": selection.values.get(name, "")}
            for name, title in FILTERS.items()
            if len(choices.get(name, ())) > 1 or name in selection.values
        ],
        "chips": [
            {"label": f"{FILTERS[name]}: {labels[name][value]}", "url": selection.without(name)}
            for name, value in selection.values.items()
        ],
    }


def known_total(selection: Selection, choices: Choices) -> int | None:
    """How many documents a selection leaves, where the counts of the choices say so: with one filter or none.

    Every document has a kind, so that the kinds add up to all of them.
    """
    if len(selection.values) > 1:
        return None
    for name, value in selection.values.items():
        return next(count for known, _label, count in choices[name] if known == value)
    return sum(count for _value, _label, count in choices.get("kind", ()))
