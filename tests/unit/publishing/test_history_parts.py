"""Whatever a page type holds is compared in its history, or left out for a reason that is written down here."""

import pytest
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from publishing.models import PortalPage
from publishing.models.types import page_types

_COMPARED_FOR_ALL = {"summary", "topics", "audience", "owner_agency"}
_LEFT_OUT = {
    "wagtail_admin_comments": "Editors talk there.",
    "information_class": "What was excluded is for members; the history of a page that is open tells of no class.",
    "review_on": "A date for editors.",
    "identity_key": "Made from kind, number and year, which are compared.",
    "approved_nip": "The number of a civil servant.",
    "signatory_nip": "The number of a civil servant.",
    "logo": "A picture.",
    "replaced_by": "Another page, which the reader may not know of.",
    "ways": "Links to other pages, which the reader may not know of.",
    "featured": "Links to other pages, which the reader may not know of.",
}
_TYPES = page_types()


def _held(model: type[Page]) -> set[str]:
    wagtails = {field.name for field in Page._meta.get_fields()}
    own = {field.name for field in model._meta.get_fields() if field.concrete and not field.auto_created}
    return (own - wagtails) | {relation.get_accessor_name() for relation in get_all_child_relations(model)}


@pytest.mark.parametrize("model", _TYPES, ids=lambda model: model.__name__)
def test_every_field_and_kind_of_row_is_compared_or_left_out_for_a_reason(model: type[PortalPage]) -> None:
    compared = {*model.history_parts, *model.history_parts_for_members} | _COMPARED_FOR_ALL
    assert _held(model) - compared <= set(_LEFT_OUT)
    assert compared - _COMPARED_FOR_ALL <= _held(model)


def test_no_reason_is_left_over() -> None:
    held = set().union(*(_held(model) for model in _TYPES))
    assert set(_LEFT_OUT) <= held
