"""Access tokens: what a visitor holds, and what an entry or passage asks for.

Stored as one string, ``|public|`` or ``|group:3|superuser|``: a token between bars can be looked for exactly.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db.models import Q

from search.contract import GROUP_PREFIX, LOGIN, MEMBERS, PUBLIC, SUPERUSER

MEMBERS_PERMISSION = "search.view_members_content"

ANONYMOUS_TOKENS = frozenset({PUBLIC})


def tokens_for(user: AbstractBaseUser | AnonymousUser | None) -> frozenset[str]:
    """The tokens of a visitor: ``{"public"}`` unless somebody active is signed in.

    Costs one query for the groups and, the first time, Django's own for the permissions.
    """
    if not isinstance(user, PermissionsMixin) or not user.is_authenticated or not user.is_active:
        return ANONYMOUS_TOKENS
    tokens = {PUBLIC, LOGIN}
    tokens.update(f"{GROUP_PREFIX}{pk}" for pk in user.groups.values_list("pk", flat=True))
    if user.has_perm(MEMBERS_PERMISSION):
        tokens.add(MEMBERS)
    if user.is_superuser:
        tokens.add(SUPERUSER)
    return frozenset(tokens)


def pack(access: Iterable[str]) -> str:
    """The tokens as the ledger stores them; raises ValueError for one that could not be told apart again."""
    tokens = sorted(set(access))
    if any("|" in token or not token for token in tokens):
        raise ValueError("An access token can be neither empty nor hold a vertical bar.")
    return f"|{'|'.join(tokens)}|" if tokens else ""


def unpack(stored: str) -> frozenset[str]:
    """The tokens of a stored string."""
    return frozenset(token for token in stored.split("|") if token)


def visible(tokens: frozenset[str]) -> Q:
    """The filter that leaves the entries which a holder of ``tokens`` may see."""
    if tokens == ANONYMOUS_TOKENS:
        return Q(public=True)
    condition = Q(public=True) if PUBLIC in tokens else Q(pk__in=[])
    for token in sorted(tokens - {PUBLIC}):
        condition |= Q(access__contains=f"|{token}|")
    return condition


def may_read(stored: str, tokens: frozenset[str]) -> bool:
    """Whether a holder of ``tokens`` may read a passage with this stored access (empty: as visible as its entry)."""
    return not stored or not tokens.isdisjoint(unpack(stored))
