"""What a visitor sees of a withdrawal, on the page itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from publishing.references import page_key
from search.access import tokens_for, visible
from search.models import SearchEntry

__all__ = ["Withdrawal", "withdrawal_for", "withdrawal_shown"]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Since when, why, and the ledger's entry of the page that took its place, where this visitor may see that one."""

    since: date
    reason: str
    successor: SearchEntry | None


def withdrawal_shown(page: Any, request: HttpRequest) -> Withdrawal | None:
    """The withdrawal of a page as a visitor sees it; None for a page that is in force."""
    if page.withdrawal is None:
        return None
    return withdrawal_for(page, tokens_for(getattr(request, "user", None)))


def withdrawal_for(page: Any, tokens: frozenset[str]) -> Withdrawal | None:
    """The same for whoever holds these access tokens. One query, where there is a successor."""
    absence = page.withdrawal
    if absence is None:
        return None
    successor = None
    if absence.successor_id:
        key = page_key(absence.successor_id)
        successor = SearchEntry.objects.filter(visible(tokens), key=key, deleted=False).first()
    return Withdrawal(absence.since, absence.reason, successor)
