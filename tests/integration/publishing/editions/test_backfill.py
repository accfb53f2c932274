"""Pages from before there were editions get their first one, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from home.models import HomePage, StandardPage
from publishing.editions import Checked, backfill, check_chains, edition, editions_of, page_as_of, record_existing
from publishing.models import Edition
from tests.factories import files, home
from tests.integration.publishing import filing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _complete() -> None:
    record_existing()


def before_editions(page: Any) -> Any:
    Edition.objects.filter(page=page).delete()
    return type(page).objects.get(pk=page.pk)


def test_a_page_says_what_it_was_published_from() -> None:
    page = before_editions(home.publish(home.standard_page(live=False, title="Lama")))
    page.title = "Konsep"
    page.save_revision()
    published = timezone.now() - timedelta(days=300)
    Page.objects.filter(pk=page.pk).update(last_published_at=published)
    assert record_existing() == 1
    first = edition(page, 1)
    assert first is not None
    assert page_as_of(first).title == "Lama"
    assert (first.published_at, first.effective_from) == (published, timezone.localdate(published))
    assert (first.change_kind, first.publisher) == ("major", None)
    assert first.change_note
    assert list(check_chains(Checked())) == []
    page.get_latest_revision().publish()
    assert editions_of(page).count() == 2


def test_a_page_without_a_revision_gets_one() -> None:
    page = home.standard_page(title="Tanpa revisi")
    before_editions(page)
    page.revisions.all().delete()
    Page.objects.filter(pk=page.pk).update(live_revision=None, latest_revision=None)
    assert record_existing() == 1
    first = edition(page, 1)
    assert first is not None
    assert page_as_of(first).title == "Tanpa revisi"
    assert list(check_chains(Checked())) == []


def test_the_home_page_that_a_migration_makes_has_a_first_edition() -> None:
    assert edition(HomePage.objects.get(), 1) is not None


def test_files_are_those_that_the_page_uses() -> None:
    document = filing.upload("lampiran.pdf", files.pdf("Satu"), "Lampiran")
    page = before_editions(filing.publish(document, title="Perbup"))
    record_existing()
    (held,) = edition(page, 1).files.all()  # type: ignore[union-attr]
    assert (held.document_id, held.digest) == (document.pk, document.content_digest)
    assert list(check_chains(Checked())) == []


def test_a_run_is_taken_up_again_and_the_second_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [before_editions(home.publish(home.standard_page(live=False))) for _number in range(5)]
    monkeypatch.setattr(backfill, "_CHUNK", 2)
    real, calls = backfill._record, []

    def stopped(chunk: Any) -> int:
        calls.append(chunk)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(chunk)

    monkeypatch.setattr(backfill, "_record", stopped)
    with pytest.raises(KeyboardInterrupt):
        record_existing()
    assert [editions_of(page).count() for page in pages] == [1, 1, 0, 0, 0]
    assert record_existing() == 3
    assert record_existing() == 0
    assert [editions_of(page).count() for page in pages] == [1] * 5


def test_drafts_and_aliases_get_none() -> None:
    draft = home.standard_page(live=False)
    original = home.publish(home.standard_page(live=False))
    alias = original.create_alias(update_slug="alias")
    assert record_existing() == 0
    assert not Edition.objects.filter(page__in=[draft.pk, alias.pk]).exists()


def test_memory_and_queries_do_not_grow_with_every_page(django_assert_max_num_queries: Any) -> None:
    for _number in range(6):
        before_editions(home.publish(home.standard_page(live=False)))
    with django_assert_max_num_queries(16):
        assert record_existing() == 6


def test_prepare_does_it(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    page = before_editions(home.publish(home.standard_page(live=False)))
    monkeypatch.setattr("portal.management.commands.prepare.static_files_changed", lambda: False)
    call_command("prepare")
    assert "first edition of 1 pages" in capsys.readouterr().out
    assert isinstance(page, StandardPage)
    assert editions_of(page).count() == 1
