"""What is left out of rows is what every page type calls so, and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, get_page_models

from publishing.editions.canonical import LEFT_OUT, LEFT_OUT_OF_ROWS
from publishing.models import PortalPage

PAGES = [model for model in get_page_models() if issubclass(model, PortalPage)]


def rows(model: Any) -> Iterator[Any]:
    for relation in get_all_child_relations(model):
        if relation.get_accessor_name() not in LEFT_OUT:
            yield relation.related_model


@pytest.mark.parametrize("model", PAGES, ids=str)
def test_rows_lose_their_parent_and_no_field_of_their_own(model: Any) -> None:
    for row in rows(model):
        parents = {field.name for field in row._meta.get_fields() if isinstance(field, ParentalKey)}
        assert parents <= LEFT_OUT_OF_ROWS
        named = {field.name for field in row._meta.concrete_fields if not isinstance(field, ParentalKey)}
        assert named & LEFT_OUT_OF_ROWS <= {"sort_order"}


@pytest.mark.parametrize("model", PAGES, ids=str)
def test_nothing_that_editors_write_is_left_out_of_a_page(model: Any) -> None:
    own = {field.name for field in model._meta.local_fields} | {
        relation.get_accessor_name() for relation in get_all_child_relations(model)
    }
    assert own & LEFT_OUT <= {COMMENTS_RELATION_NAME}
