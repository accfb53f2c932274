"""Whatever editors do in whatever order: the chain is valid, and every edition says what it said when it was published."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from publishing.editions import Change, Checked, check_chains, editions_of, page_as_of, restore
from publishing.editions.canonical import content_digest
from resources.models import LegalDocumentPage, LegalFile
from tests.factories import files, resources
from tests.integration.publishing import filing

pytestmark = pytest.mark.django_db

WORDS = st.sampled_from(["Rujukan", "Pemulangan", "Pelaporan", "Penampungan"])
Step = Callable[["Story"], None]


class Story:
    """A page with a file, and what its editions said when they were made."""

    def __init__(self) -> None:
        self.user = User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("kepala", "", "x")
        self.document = filing.upload("lampiran.pdf", files.pdf("Isi awal"), "Lampiran")
        self.shelves = [resources.index_page(), resources.index_page()]
        page = resources.regulation(self.shelves[0], live=False, title="Awal")
        page.files = [LegalFile(document=self.document)]
        self.key = page.pk
        page.save_revision()
        self.said: dict[int, Any] = {}

    @property
    def page(self) -> LegalDocumentPage:
        """The page as the database has it."""
        return LegalDocumentPage.objects.get(pk=self.key)

    @property
    def draft(self) -> LegalDocumentPage:
        """The page as the editor opens it."""
        draft: LegalDocumentPage = self.page.get_latest_revision_as_object()
        return draft

    def look(self) -> None:
        """What is true after every step."""
        for edition in editions_of(self.page):
            now = told(edition)
            assert self.said.setdefault(edition.number, now) == now
        assert sorted(self.said) == list(range(1, len(self.said) + 1))
        live = self.page
        if live.live:
            assert editions_of(live)[0].content_digest == content_digest(live.serializable_data())


def told(edition: Any) -> Any:
    shown = page_as_of(edition)
    held = [(file.title, file.digest) for file in edition.files.order_by("document_id")]
    return edition.digest, shown.title, shown.summary, [row.document_id for row in shown.files.all()], held


def publish(title: str, note: str) -> Step:
    def step(story: Story) -> None:
        draft = story.draft
        draft.title = title
        draft.next_edition = Change("major" if note else "minor", note)
        draft.save_revision(user=story.user).publish(user=story.user)

    return step


def write(title: str) -> Step:
    def step(story: Story) -> None:
        draft = story.draft
        draft.title = title
        latest = story.page.latest_revision
        own = latest is not None and latest.user_id == story.user.pk
        # As autosave does it.
        draft.save_revision(user=story.user, overwrite_revision=latest if own else None)

    return step


def publish_latest(story: Story) -> None:
    story.page.get_latest_revision().publish(user=story.user)


def unpublish(story: Story) -> None:
    if story.page.live:
        story.page.unpublish(user=story.user)


def save_live(summary: str) -> Step:
    def step(story: Story) -> None:
        page = story.page
        page.summary = summary
        page.save()

    return step


def move(place: int) -> Step:
    def step(story: Story) -> None:
        shelf = Page.objects.get(pk=story.shelves[place].pk)
        if not story.page.is_child_of(shelf):
            Page.objects.get(pk=story.key).move(shelf, pos="last-child")

    return step


def replace_file(text: str) -> Step:
    def step(story: Story) -> None:
        story.document.file = ContentFile(files.pdf(text), name="lampiran.pdf")
        story.document.save()

    return step


def leave_out_file(story: Story) -> None:
    draft = story.draft
    draft.files = []
    draft.save_revision(user=story.user).publish(user=story.user)


def go_back(which: int) -> Step:
    def step(story: Story) -> None:
        editions = list(editions_of(story.page))
        if editions:
            restore(editions[which % len(editions)], story.user)

    return step


STEPS = st.one_of(
    st.builds(publish, WORDS, st.sampled_from(["", "Catatan"])),
    st.builds(write, WORDS),
    st.builds(save_live, WORDS),
    st.builds(replace_file, WORDS),
    st.builds(move, st.integers(0, 1)),
    st.builds(go_back, st.integers(0, 9)),
    st.just(publish_latest),
    st.just(unpublish),
    st.just(leave_out_file),
)


@settings(max_examples=12)
@given(st.lists(STEPS, min_size=3, max_size=9))
def test_the_memory_holds(steps: list[Step]) -> None:
    story = Story()
    for step in [publish("Awal", ""), *steps]:
        step(story)
        story.look()
    assert list(check_chains(Checked(), page=story.key)) == []
