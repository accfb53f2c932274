"""Who holds which tokens, and what they open."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, Group, Permission

from search.access import may_read, pack, tokens_for, unpack, visible
from search.models import SearchEntry
from tests.integration.search.fakes import Leaflet, publish

pytestmark = pytest.mark.django_db


def member() -> AbstractBaseUser:
    user = get_user_model().objects.create_user("anggota", password="x")
    group = Group.objects.create(name="Anggota")
    group.permissions.add(Permission.objects.get(codename="view_members_content", content_type__app_label="search"))
    user.groups.add(group)
    return user


def test_a_visitor_holds_the_public_token_only() -> None:
    assert tokens_for(AnonymousUser()) == tokens_for(None) == {"public"}


def test_a_user_holds_login_and_their_groups() -> None:
    user = get_user_model().objects.create_user("a", password="x")
    group = Group.objects.create(name="Lain")
    user.groups.add(group)
    assert tokens_for(user) == {"public", "login", f"group:{group.pk}"}


def test_a_member_is_who_has_the_permission() -> None:
    assert "members" in tokens_for(member())


def test_a_superuser_holds_all_but_groups() -> None:
    user = get_user_model().objects.create_superuser("root", password="x")
    assert tokens_for(user) == {"public", "login", "members", "superuser"}
    user.is_active = False
    assert tokens_for(user) == {"public"}


def test_tokens_are_stored_so_that_one_is_not_found_in_another() -> None:
    assert pack({"group:1", "superuser"}) == "|group:1|superuser|"
    assert unpack(pack({"a", "b"})) == {"a", "b"}
    assert pack(()) == ""
    assert unpack("") == frozenset()
    for wrong in ("", "a|b"):
        with pytest.raises(ValueError, match="token"):
            pack({wrong})


@pytest.mark.parametrize(
    ("tokens", "slugs"),
    [
        ({"public"}, {"public"}),
        ({"public", "login"}, {"public", "login"}),
        ({"public", "login", "group:1"}, {"public", "login", "group"}),
        ({"public", "login", "group:11"}, {"public", "login"}),
        ({"public", "login", "members", "superuser"}, {"public", "login", "members"}),
        ({"group:1"}, {"group"}),
        (set(), set()),
    ],
)
def test_an_entry_opens_to_whoever_holds_one_of_its_tokens(tokens: set[str], slugs: set[str]) -> None:
    publish(
        Leaflet("public"),
        Leaflet("login", access=frozenset({"login"})),
        Leaflet("group", access=frozenset({"group:1", "group:2"})),
        Leaflet("members", access=frozenset({"members", "superuser"})),
        Leaflet("nobody", access=frozenset()),
        follow=False,
    )
    found = SearchEntry.objects.filter(visible(frozenset(tokens)))
    assert {entry.slug for entry in found} == slugs


def test_a_passage_without_tokens_of_its_own_is_as_open_as_its_entry() -> None:
    assert may_read("", frozenset({"public"}))
    assert may_read("|members|superuser|", frozenset({"members"}))
    assert not may_read("|members|superuser|", frozenset({"public"}))
    assert not may_read("||", frozenset({"public", "superuser"}))
