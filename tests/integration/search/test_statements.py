"""Statements that are worked out once: the same rows as the queryset gives, whatever the values."""

from datetime import date

import pytest
from django.db.models import Exists, Q
from wagtail.models import Page

from publishing.models import PageAbsence
from search.statements import Statement
from tests.factories import home

pytestmark = pytest.mark.django_db


def _named(slug: str, pk: int) -> list[tuple[object, ...]]:
    columns = ("pk", "slug", "translation_key", "first_published_at", "live", "absence__since")
    return list(Page.objects.filter(Q(slug=slug) | Q(pk=pk)).order_by("pk").values_list(*columns))  # type: ignore[arg-type]


_NAMED = Statement(
    lambda slug, pk: (
        Page.objects.filter(Q(slug=slug) | Q(pk=pk))
        .order_by("pk")
        .values_list("pk", "slug", "translation_key", "first_published_at", "live", "absence__since")
    ),
    str,
    int,
)


def test_it_answers_as_the_queryset_does_with_values_of_the_same_types() -> None:
    page = home.publish(home.standard_page(slug="satu"))
    other = home.standard_page(slug="dua")
    PageAbsence.objects.create(page_id=other.pk, state="withdrawn", since=date(2026, 1, 31), reason="Diganti.")
    for values in (("satu", other.pk), ("dua", page.pk), ("tidak-ada", 0), ("'; DROP TABLE x; --", -1), ("%s", 0)):
        assert [tuple(row) for row in _NAMED(*values)] == _named(*values)


def test_it_tells_whether_something_is_there() -> None:
    page = home.standard_page()
    copied = Statement(
        lambda pk: Page.objects.filter(pk=pk).values_list("title", Exists(Page.objects.filter(alias_of_id=pk))), int
    )
    assert copied(page.pk) == [[page.title, False]]
    page.create_alias(update_slug="salinan")
    assert copied(page.pk) == [[page.title, True]]
    assert copied(0) == []


def test_a_value_that_the_statement_would_change_is_refused() -> None:
    with pytest.raises(ValueError, match="changes what it is given"):
        Statement(lambda word: Page.objects.filter(title__icontains=word).values_list("pk"), str)("satu")


def test_as_many_values_as_places() -> None:
    with pytest.raises(ValueError, match="zip"):
        _NAMED("satu")
