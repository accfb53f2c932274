"""Whatever is done to a page and to its copy: what comes back holds the changes of both, and nothing else."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from home.models import InformationPage
from publishing.copies import acts
from publishing.copies.merge import Side
from publishing.editions import Checked, check_chains
from publishing.models import WorkingCopy
from tests.factories import home
from tests.integration.publishing.copies.test_acts import body, draft_of

pytestmark = pytest.mark.django_db

BLOCKS = ("a", "b", "c")
ROWS = ("UU 21/2007", "Perpres 69/2008", "Perda 2/2023")
edits = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["", "Baru", "Lain"]),
        "blocks": st.lists(st.sampled_from(["same", "same", "gone", "Baru", "Lain"]), min_size=3, max_size=3),
        "rows": st.lists(st.sampled_from(["same", "same", "gone", "Baru", "Lain"]), min_size=3, max_size=3),
        "added": st.sampled_from(["", "", "Perbup"]),
    }
)


def write(page: Any, edit: Any, side: str) -> Any:
    """Make the edits; which row was which is told by its address."""
    page.title = edit["title"] or page.title
    said = zip(BLOCKS, edit["blocks"], strict=True)
    page.body = body(*((key, key if new == "same" else f"{key} {new}") for key, new in said if new != "gone"))
    rows = []
    for row, new in zip(page.sources.all(), edit["rows"], strict=True):
        if new != "gone":
            row.title = row.title if new == "same" else f"{new} {row.url}"
            rows.append(row)
    if edit["added"]:
        rows.append(page.sources.model(title=f"{edit['added']} {side}", url=f"https://example.go.id/{side}"))
    for place, row in enumerate(rows):
        row.sort_order = place
    page.sources.set(rows)
    return page.save_revision()


def merged(base: str, page: str, copy: str, side: Side) -> str:
    """What one thing says in the end."""
    if page == copy or copy == base:
        return page
    return copy if page == base or side is Side.COPY else page


@settings(max_examples=20)
@given(edits, edits, st.sampled_from(Side), st.booleans())
def test_any_edits_come_together(on_page: Any, on_copy: Any, side: Side, publish: bool) -> None:
    boss = User.objects.filter(username="kepala").first() or User.objects.create_superuser("kepala", "", "x")
    page = home.information_page(live=False, title="Awal", body=body(*((key, key) for key in BLOCKS)))
    for place, title in enumerate(ROWS):
        page.sources.create(title=title, url=f"https://example.go.id/{place}")
    page = home.publish(page)
    keys = [row.pk for row in page.sources.all()]
    working = acts.start(page, boss, "Edisi 2027")
    write(draft_of(working), on_copy, "copy")
    revision = write(InformationPage.objects.get(pk=page.pk), on_page, "page")
    if publish:
        revision.publish(user=boss)
    comparison = acts.compare(working)
    decided = {conflict.name: side for conflict in comparison.merged.conflicts}
    draft = acts.check_in(working.pk, boss, decided, comparison.state).as_object()

    assert draft.title == merged("Awal", on_page["title"] or "Awal", on_copy["title"] or "Awal", side)
    pairs = list(zip(on_page["blocks"], on_copy["blocks"], strict=True))
    wanted = {key: merged("same", ours, theirs, side) for key, (ours, theirs) in zip(BLOCKS, pairs, strict=True)}
    assert {block.id: block.value.source for block in draft.body} == {
        key: f"<p>{key}</p>" if new == "same" else f"<p>{key} {new}</p>" for key, new in wanted.items() if new != "gone"
    }
    found = {row.url.rpartition("/")[2]: row for row in draft.sources.all()}
    assert len(found) == draft.sources.count()
    for place, (ours, theirs) in enumerate(zip(on_page["rows"], on_copy["rows"], strict=True)):
        new = merged("same", ours, theirs, side)
        assert (str(place) in found) == (new != "gone")
        if new != "gone":
            row = found[str(place)]
            assert (row.pk, row.title) == (keys[place], ROWS[place] if new == "same" else f"{new} {row.url}")
    assert {name for name in ("page", "copy") if name in found} == {
        name for name, edit in (("page", on_page), ("copy", on_copy)) if edit["added"]
    }
    assert not WorkingCopy.objects.exists()
    assert not Page.objects.filter(slug__startswith="~").exists()
    draft.latest_revision.publish(user=boss)
    assert list(check_chains(Checked(), page=page.pk)) == []
