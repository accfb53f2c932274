"""What the migrations leave above the first page."""

import pytest
from wagtail.models import Collection, Page

pytestmark = pytest.mark.django_db


def test_the_roots_that_every_editor_sees_have_indonesian_names() -> None:
    root = Page.get_first_root_node()
    collection = Collection.get_first_root_node()
    assert root is not None
    assert (root.title, root.draft_title) == ("Semua halaman", "Semua halaman")
    assert collection is not None
    assert collection.name == "Semua koleksi"
