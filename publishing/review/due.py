"""Pages and the day on which somebody has to check them again, of all types together."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from wagtail.permissions import page_permission_policy

from publishing.models.absence import in_force
from publishing.models.types import page_types

__all__ = ["SOON", "agencies", "due_until", "soon", "to_review"]

SOON = 30
"""So many days ahead a review is announced."""


@cache
def _types() -> tuple[str, ...]:
    """The types of pages, as a query over ``Page`` calls their rows."""
    links: list[Any] = [model._meta.pk for model in page_types()]
    return tuple(link.remote_field.get_accessor_name() for link in links)


def agencies() -> Any:
    """The agencies that answer for pages. They stand above this layer."""
    agency: Any = apps.get_model("home", "Agency")
    return agency.objects.order_by("name")


def to_review(user: Any) -> QuerySet[Any]:
    """The public pages in force that a person may edit, each with ``review_day``, ``agency_id`` and ``agency_label``.

    The two fields stand in the table of each type; the page has a row in one of them.
    """
    pages = page_permission_policy.instances_user_has_permission_for(user, "change").filter(live=True)
    named = agencies().filter(pk=OuterRef("agency_id"))
    label = named.values(said=Coalesce(NullIf("short_name", Value("")), "name"))
    days, keys = ([f"{name}__{field}" for name in _types()] for field in ("review_on", "owner_agency_id"))
    return (
        in_force(pages)
        .annotate(review_day=Coalesce(*days), agency_id=Coalesce(*keys))
        .annotate(agency_label=Subquery(label[:1]))
    )


def soon() -> date:
    """The last day that counts as near."""
    return timezone.localdate() + timedelta(days=SOON)


def due_until(pages: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Those of the pages that have to be checked until this day, the longest overdue first."""
    return pages.filter(review_day__lte=day).order_by("review_day", "title")
