"""Whatever is changed, taken out or put elsewhere in the chain of editions is found."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from wagtail.models import Page, Revision

from home.models import StandardPage
from publishing.editions import Checked, Fault, check_chains, edition
from publishing.models import Edition, EditionFile
from tests.factories import files, home
from tests.factories.editions import publish_change
from tests.integration.publishing import filing

pytestmark = pytest.mark.django_db


def faults(page: Any) -> set[tuple[int, str]]:
    return {(problem.number, problem.fault) for problem in check_chains(Checked()) if problem.page == page.pk}


@pytest.fixture
def page() -> StandardPage:
    page = home.publish(home.standard_page(live=False, title="Satu"))
    for title in ("Dua", "Tiga", "Empat"):
        page.title = title
        page = publish_change(page, f"Menjadi {title}")
    return page


def row(page: Any, number: int) -> Edition:
    found = edition(page, number)
    assert found is not None
    return found


def test_an_untouched_chain_is_in_order(page: StandardPage) -> None:
    checked = Checked()
    assert [problem for problem in check_chains(checked) if problem.page == page.pk] == []
    assert checked.editions >= 4


def test_a_single_page_can_be_checked(page: StandardPage) -> None:
    checked = Checked()
    assert list(check_chains(checked, page=page.pk)) == []
    assert (checked.pages, checked.editions) == (1, 4)


def tamper_content(page: Any) -> None:
    revision = row(page, 2).revision
    revision.content["title"] = "Palsu"
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def tamper_note(page: Any) -> None:
    Edition.objects.filter(page=page, number=2).update(change_note="Palsu")


def delete_between(page: Any) -> None:
    row(page, 2).delete()


def delete_first(page: Any) -> None:
    row(page, 1).delete()


def delete_last(page: Any) -> None:
    row(page, 4).delete()


def swap_numbers(page: Any) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        Edition.objects.filter(page=page, number=old).update(number=new)


def swap_revisions(page: Any) -> None:
    second, third = row(page, 2), row(page, 3)
    Edition.objects.filter(pk=second.pk).update(revision=third.revision)


def foreign_revision(page: Any) -> None:
    other = home.publish(home.standard_page(live=False, title="Dua"))
    Edition.objects.filter(page=page, number=2).update(revision=other.live_revision)


def new_digest(page: Any) -> None:
    Edition.objects.filter(page=page, number=2).update(digest="0" * 64)


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (tamper_content, {(2, Fault.CONTENT)}),
        (tamper_note, {(2, Fault.ENVELOPE)}),
        (delete_between, {(3, Fault.GAP)}),
        (delete_first, {(2, Fault.GAP)}),
        (delete_last, {(3, Fault.HEAD)}),
        (
            swap_numbers,
            {(2, Fault.CHAIN), (2, Fault.ENVELOPE), (3, Fault.CHAIN), (3, Fault.ENVELOPE), (4, Fault.CHAIN)},
        ),
        (swap_revisions, {(2, Fault.CONTENT)}),
        (foreign_revision, {(2, Fault.REVISION)}),
        (new_digest, {(2, Fault.ENVELOPE), (3, Fault.CHAIN)}),
    ],
)
def test_what_was_tampered_with_is_found(
    page: StandardPage, tamper: Callable[[Any], None], found: set[tuple[int, str]]
) -> None:
    tamper(page)
    assert faults(page) == found


def test_a_live_page_without_editions_is_found(page: StandardPage) -> None:
    Edition.objects.filter(page=page).delete()
    assert faults(page) == {(0, Fault.NONE)}
    Page.objects.filter(pk=page.pk).update(live=False)
    assert faults(page) == set()


def test_a_lost_revision_is_found(page: StandardPage) -> None:
    revision = row(page, 2).revision_id
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Inside of a transaction only the check at its end can be put off.
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute("DELETE FROM wagtailcore_revision WHERE id = %s", [revision])
    assert (2, Fault.REVISION) in faults(page)
    Edition.objects.filter(page=page, number=2).delete()


def test_a_file_that_nobody_knows_is_found() -> None:
    document = filing.upload("lampiran.pdf", files.pdf("Satu"))
    page = filing.publish(document, title="Perbup")
    assert faults(page) == set()
    EditionFile.objects.filter(edition__page=page).update(digest="0" * 64)
    assert faults(page) == {(2, Fault.FILE), (2, Fault.ENVELOPE)}


def test_a_replaced_file_is_still_known() -> None:
    document = filing.upload("lampiran.pdf", files.pdf("Satu"), "Lampiran")
    page = filing.publish(document, title="Perbup")
    document.file = ContentFile(files.pdf("Dua"), name="lampiran.pdf")
    document.save()
    home.publish(page)
    assert faults(page) == set()
