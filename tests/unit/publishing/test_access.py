"""Access tokens from view restrictions."""

from types import SimpleNamespace
from typing import Any

import pytest

from publishing.access import MEMBERS_ONLY, PUBLIC, access_of, ancestor_paths


def restriction(kind: str, *groups: int) -> Any:
    members = [SimpleNamespace(pk=pk) for pk in groups]
    return SimpleNamespace(restriction_type=kind, groups=SimpleNamespace(all=lambda: members))


@pytest.mark.parametrize(
    ("restrictions", "excluded", "expected"),
    [
        ([], False, PUBLIC),
        ([], True, MEMBERS_ONLY),
        ([restriction("login")], False, {"login", "superuser"}),
        ([restriction("login")], True, MEMBERS_ONLY),
        ([restriction("groups", 1, 2)], False, {"group:1", "group:2", "superuser"}),
        ([restriction("groups", 1, 2), restriction("groups", 2, 3)], False, {"group:2", "superuser"}),
        ([restriction("groups", 1), restriction("groups", 2)], False, {"superuser"}),
        ([restriction("login"), restriction("groups", 1)], True, {"group:1", "superuser"}),
        ([restriction("password")], False, frozenset()),
        ([restriction("groups", 1), restriction("password")], False, frozenset()),
    ],
)
def test_tokens(restrictions: list[Any], excluded: bool, expected: frozenset[str]) -> None:
    assert access_of(restrictions, excluded=excluded) == expected


def test_ancestor_paths_end_with_the_page_itself() -> None:
    assert ancestor_paths("000100020003") == ["0001", "00010002", "000100020003"]
