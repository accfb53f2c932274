"""What a publication writes and asks: only what has changed, and nothing twice."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Comment, CommentReply, PageLogEntry

from home.models import Agency, StandardPage
from meetings.models import ActionItem, AgendaItem, MeetingPage
from search.models import SearchEntry
from tests.factories import home
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db


def published_minutes() -> MeetingPage:
    page = make.meeting(title="Rapat", slug="rapat-uji")
    agency = home.agency()
    page.agenda_items = [AgendaItem(title=f"Butir {number}") for number in range(8)]
    page.action_items = [ActionItem(text=f"Tugas {number}", agency=agency) for number in range(8)]
    return home.publish(page)


def writes_to(table: str, queries: CaptureQueriesContext) -> list[str]:
    return [
        query["sql"]
        for query in queries.captured_queries
        if not query["sql"].startswith("SELECT") and f'"{table}"' in query["sql"]
    ]


def test_an_edit_with_publication_takes_at_most_forty_queries(django_assert_max_num_queries: Any) -> None:
    agency = home.agency()
    page = home.publish(home.standard_page(title="Privasi", owner_agency=agency))
    page = StandardPage.objects.get(pk=page.pk)
    page.title = "Privasi dan data"
    with django_assert_max_num_queries(40), transaction.atomic():
        page.save_revision().publish()


def test_the_number_of_rows_does_not_matter(django_assert_max_num_queries: Any) -> None:
    page = MeetingPage.objects.get(pk=published_minutes().pk)
    page.title = "Rapat koordinasi"
    with django_assert_max_num_queries(60), transaction.atomic():
        page.save_revision().publish()


def test_rows_that_did_not_change_are_not_written() -> None:
    page = MeetingPage.objects.get(pk=published_minutes().pk)
    items = list(page.agenda_items.all())
    items[2].title = "Butir yang lain"
    page.agenda_items = [*items[:5], *items[6:], AgendaItem(title="Butir baru")]
    with CaptureQueriesContext(connection) as queries:
        page.save_revision().publish()
    written = writes_to("meetings_agendaitem", queries)
    assert sorted(sql.split()[0] for sql in written) == ["DELETE", "INSERT", "UPDATE"]
    titles = list(AgendaItem.objects.filter(meeting=page).order_by("pk").values_list("title", flat=True))
    assert titles == ["Butir 0", "Butir 1", "Butir yang lain", "Butir 3", "Butir 4", "Butir 6", "Butir 7", "Butir baru"]


def test_rows_that_were_made_by_code_keep_their_order() -> None:
    page = published_minutes()
    assert list(page.agenda_items.values_list("sort_order", "title")) == [(n, f"Butir {n}") for n in range(8)]
    page.agenda_items.add(AgendaItem(title="Butir 8"), AgendaItem(title="Butir 9"))
    told = page.save_revision().content["agenda_items"]
    assert [(row["sort_order"], row["title"]) for row in told] == [(n, f"Butir {n}") for n in range(10)]


def test_rows_in_an_order_of_their_own_keep_it() -> None:
    page = make.meeting()
    page.agenda_items = [AgendaItem(title="Dua", sort_order=7), AgendaItem(title="Satu", sort_order=3)]
    page = home.publish(page)
    assert list(page.agenda_items.values_list("sort_order", "title")) == [(3, "Satu"), (7, "Dua")]


def test_a_page_reads_its_rows_from_the_database_after_it_was_saved() -> None:
    page = published_minutes()
    AgendaItem.objects.filter(meeting=page, title="Butir 3").update(title="Diubah dari luar")
    assert "Diubah dari luar" in {item.title for item in page.agenda_items.all()}


def test_what_was_deleted_since_the_draft_leaves_no_dangling_reference() -> None:
    page = MeetingPage.objects.get(pk=published_minutes().pk)
    agency = page.action_items.first().agency
    page.owner_agency = agency
    revision = page.save_revision()
    MeetingPage.objects.filter(pk=page.pk).update(owner_agency=None)
    ActionItem.objects.filter(meeting=page).update(agency=None)
    Agency.objects.filter(pk=agency.pk).delete()
    revision.refresh_from_db()
    restored = revision.as_object()
    assert restored.owner_agency_id is None
    assert [item.agency_id for item in restored.action_items.all()] == [None] * 8


def test_the_answers_to_a_comment_are_kept() -> None:
    page = published_minutes()
    author = make.member()
    comment = Comment(page=page, user=author, text="Tanggalnya?", contentpath="start", position="")
    comment.save()
    CommentReply.objects.create(comment=comment, user=author, text="Sudah benar.")
    page = MeetingPage.objects.get(pk=page.pk)
    page.save_revision().publish()
    assert [reply.text for reply in Comment.objects.get(pk=comment.pk).replies.all()] == ["Sudah benar."]


def test_the_log_stands_in_wagtails_table() -> None:
    page = published_minutes()
    actions = set(PageLogEntry.objects.filter(page=page).values_list("action", flat=True))
    assert {"wagtail.create", "wagtail.publish"} <= actions


def test_a_page_with_a_wrong_field_leaves_the_transaction_usable() -> None:
    page = home.publish(home.standard_page(title="Privasi"))
    page.title = ""
    with transaction.atomic():
        with pytest.raises(ValidationError):
            page.save()
        assert StandardPage.objects.get(pk=page.pk).title == "Privasi"


def test_a_changed_slug_changes_the_address_of_what_is_below() -> None:
    parent = home.publish(home.information_index(slug="lama"))
    child = home.publish(home.information_page(parent=parent, slug="anak"))
    parent.slug = "baru"
    parent.save_revision().publish()
    child.refresh_from_db()
    assert "/baru/anak/" in child.url_path
    assert SearchEntry.objects.filter(url__contains="/baru/anak/").exists()


def test_a_slug_can_not_stand_twice_beside_each_other() -> None:
    first = home.publish(home.information_page(slug="satu"))
    second = home.publish(home.information_page(slug="dua"))
    assert first.get_parent() == second.get_parent()
    second.slug = "satu"
    with pytest.raises(ValidationError) as caught:
        second.save()
    assert "slug" in caught.value.message_dict


def test_a_new_title_is_logged_with_the_old_one() -> None:
    page = home.publish(home.information_page(title="Lama"))
    page = page.specific_class.objects.get(pk=page.pk)
    page.title = "Baru"
    page.save_revision().publish()
    entry = PageLogEntry.objects.get(page=page, action="wagtail.rename")
    assert entry.data["title"] == {"old": "Lama", "new": "Baru"}


def test_what_is_newer_than_the_published_revision_stays_waiting() -> None:
    page = home.publish(home.information_page(title="Satu"))
    page.title = "Dua"
    second = page.save_revision()
    page.title = "Tiga"
    page.save_revision()
    second.publish()
    page = page.specific_class.objects.get(pk=page.pk)
    assert (page.title, page.has_unpublished_changes, page.live_revision_id) == ("Dua", True, second.pk)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert (page.title, page.has_unpublished_changes) == ("Tiga", False)
