"""A file is found by, and given to, exactly those who may see a public page that uses it; from one moment to the next."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from home.models import InformationPage
from meetings.models import AgendaItem, MeetingFile
from publishing import scheduling
from publishing.downloads import may_download
from publishing.models import FileUse, PortalDocument
from resources.models import LegalDocumentPage, LegalFile
from search.models import SearchEntry
from tests.factories import home, meetings, resources
from tests.support.crashing import publish_and_crash

pytestmark = pytest.mark.django_db


def entry(document: PortalDocument) -> SearchEntry | None:
    return SearchEntry.objects.filter(key=f"file:{document.pk}", deleted=False).first()


def access(document: PortalDocument) -> set[str]:
    found = entry(document)
    return set(found.access.strip("|").split("|")) if found else set()


def is_public(document: PortalDocument) -> bool:
    """Whether the public finds the file and gets it; both or neither."""
    served = Client().get(document.url).status_code == 200
    assert served == ("public" in access(document))
    return served


def gets(user: User, document: PortalDocument) -> bool:
    request = HttpRequest()
    request.user = User.objects.get(pk=user.pk)
    return may_download(document, request)


def decree(*documents: PortalDocument, **fields: Any) -> LegalDocumentPage:
    page = resources.regulation(**fields)
    page.files = [LegalFile(document=document, sort_order=place) for place, document in enumerate(documents)]
    return home.publish(page)


# --- Which files a page uses ------------------------------------------------------------------------------------------


def test_a_file_is_public_with_the_publication_that_attaches_it() -> None:
    document = resources.document()
    assert not is_public(document)
    decree(document)
    ReferenceIndex.objects.all().delete()  # Whatever the worker does later is not needed.
    assert is_public(document)


def test_drafts_make_nothing_public_and_take_nothing_back() -> None:
    first, second = resources.document(), resources.document()
    page = decree(first)
    page.files = [LegalFile(document=second)]
    page.save_revision()
    assert is_public(first)
    assert not is_public(second)


def test_a_file_that_the_next_publication_leaves_out_is_public_only_where_another_page_uses_it() -> None:
    replaced, shared, new = (resources.document() for _ in range(3))
    page = decree(replaced, shared)
    decree(shared)
    page.files = [LegalFile(document=new)]
    home.publish(page)
    assert [is_public(document) for document in (replaced, shared, new)] == [False, True, True]


@pytest.mark.parametrize(
    "body",
    [
        lambda pk: [("document", {"document": PortalDocument.objects.get(pk=pk), "label": "Formulir"})],
        lambda pk: [("paragraph", f'<p>Lihat <a linktype="document" id="{pk}">formulir</a>.</p>')],
        lambda pk: [
            ("callout", {"kind": "info", "title": "", "text": f'<p><a linktype="document" id="{pk}">formulir</a></p>'})
        ],
    ],
)
def test_links_and_blocks_of_a_text_count(body: Any) -> None:
    document = resources.document()
    page = home.publish(home.standard_page(body=body(document.pk)))
    assert is_public(document)
    page.body = []
    home.publish(page)
    assert not is_public(document)


def test_a_list_that_is_itself_never_found_makes_its_files_public() -> None:
    document = resources.document()
    index = resources.index_page(intro=f'<p><a linktype="document" id="{document.pk}">Katalog</a></p>')
    assert not SearchEntry.objects.filter(key=f"page:{index.pk}").exists()
    assert is_public(document)


def test_a_link_to_a_deleted_file_does_not_stop_a_publication() -> None:
    document = resources.document()
    page = home.standard_page(body=[("paragraph", f'<p><a linktype="document" id="{document.pk}">formulir</a></p>')])
    document.delete()
    home.publish(page)
    assert not FileUse.objects.exists()


def test_a_page_without_files_asks_one_question_more(django_assert_max_num_queries: Any) -> None:
    page = home.publish(home.standard_page())
    page.title = "Privasi"
    with django_assert_max_num_queries(36), transaction.atomic():
        page.save_revision().publish()


# --- What happens to the pages ----------------------------------------------------------------------------------------


def test_unpublishing_takes_the_file_back_and_publishing_returns_it() -> None:
    document = resources.document()
    page = decree(document)
    page.unpublish()
    assert not is_public(document)
    home.publish(page)
    assert is_public(document)


def test_deleting_the_list_above_takes_the_files_below_back() -> None:
    document = resources.document()
    index = resources.index_page()
    decree(document, parent=index)
    Page.objects.get(pk=index.pk).delete()
    assert not is_public(document)


def test_privacy_of_a_list_reaches_the_files_of_its_pages_and_is_lifted_again() -> None:
    document = resources.document()
    index = resources.index_page()
    decree(document, parent=index)
    restriction = PageViewRestriction.objects.create(page=index, restriction_type="login")
    assert not is_public(document)
    assert access(document) == {"login", "superuser"}
    assert gets(User.objects.create_user("warga"), document)
    restriction.delete()
    assert is_public(document)


def test_moving_a_page_into_a_private_place_takes_its_file_along() -> None:
    document = resources.document()
    open_index, private = resources.index_page(), resources.index_page()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    page = decree(document, parent=open_index)
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=private.pk), pos="last-child")
    assert not is_public(document)
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=open_index.pk), pos="last-child")
    assert is_public(document)


def test_a_file_of_a_private_and_of_a_public_page_is_public() -> None:
    document = resources.document()
    page = decree(document)
    PageViewRestriction.objects.create(page=decree(document), restriction_type="login")
    assert access(document) == {"public", "login", "superuser"}
    page.unpublish()
    assert access(document) == {"login", "superuser"}


@pytest.mark.parametrize("restriction", ["password", "groups"])
def test_a_page_that_nobody_finds_gives_its_file_to_nobody_but_editors(restriction: str) -> None:
    document = resources.document()
    page = decree(document)
    PageViewRestriction.objects.create(page=page, restriction_type=restriction, password="contoh")
    assert not is_public(document)
    assert not gets(User.objects.create_user("warga"), document)
    editor = User.objects.create_user("penyunting")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert gets(editor, document)


def test_excluded_information_keeps_its_files_for_members() -> None:
    document = resources.document()
    decree(document, information_class=InformationPage.InformationClass.EXCLUDED)
    assert access(document) == {"members", "superuser"}
    assert not is_public(document)
    assert gets(meetings.member(), document)


@pytest.mark.parametrize("way", ["worker", "command"])
def test_schedules_are_kept_for_files_too(way: str) -> None:
    now = timezone.now()
    coming, going = resources.document(), resources.document()
    page = resources.regulation(live=False, go_live_at=now + timedelta(hours=1))
    page.files = [LegalFile(document=coming)]
    page.save_revision().publish()
    decree(going, expire_at=now + timedelta(hours=1))
    assert [is_public(coming), is_public(going)] == [False, True]
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        if way == "worker":
            scheduling.publish_due()
        else:
            call_command("publish_scheduled")
    assert [is_public(coming), is_public(going)] == [True, False]


def test_a_publication_that_is_rolled_back_leaves_the_file_private() -> None:
    document = resources.document()
    page = resources.regulation()
    page.files = [LegalFile(document=document)]
    revision = page.save_revision()
    publish_and_crash(revision)
    assert not is_public(document)
    assert not FileUse.objects.exists()


# --- For members only -------------------------------------------------------------------------------------------------


def test_a_members_row_of_a_public_page_keeps_its_file_for_members() -> None:
    document = meetings.document()
    link = f'<p><a linktype="document" id="{document.pk}">daftar</a></p>'
    page = meetings.minutes(files=[], agenda_items=[AgendaItem(title="A", discussion=link, visibility="members")])
    assert access(document) == {"members", "superuser"}
    assert not is_public(document)
    assert gets(meetings.member(), document)
    assert not gets(User.objects.create_user("warga"), document)
    page.agenda_items = [AgendaItem(title="A", discussion=link, visibility="public")]
    home.publish(page)
    assert is_public(document)


def test_what_trainers_notes_link_to_is_for_members() -> None:
    document = resources.document()
    resources.full_training(trainer_notes=f'<p><a linktype="document" id="{document.pk}">Kunci jawaban</a></p>')
    assert access(document) == {"members", "superuser"}
    assert not is_public(document)


def test_a_members_row_of_a_page_for_a_group_is_for_the_members_in_that_group() -> None:
    document = meetings.document()
    page = meetings.minutes(files=[MeetingFile(document=document, visibility="members")])
    group = Group.objects.create(name="Relawan")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(group)
    assert access(document) == {"superuser"}
    member = meetings.member()
    volunteer = User.objects.create_user("relawan")
    volunteer.groups.add(group)
    assert not gets(member, document)
    assert not gets(volunteer, document)
    group.permissions.add(Permission.objects.get(codename="view_members_content"))
    assert access(document) == {f"group:{group.pk}", "superuser"}
    assert gets(volunteer, document)
    group.permissions.clear()
    assert access(document) == {"superuser"}


# --- What the ledger says of a file -----------------------------------------------------------------------------------


def test_a_file_has_an_entry_of_its_own_with_what_its_page_lends_it() -> None:
    document = resources.document("Naskah Peraturan")
    page = decree(
        document,
        owner_agency=home.agency(name="Bagian Hukum", short_name="Bagkum"),
        topics=[resources.topic()],
        number="7",
        year=2023,
    )
    found = entry(document)
    page_entry = SearchEntry.objects.get(key=f"page:{page.pk}")
    assert found is not None
    assert (found.kind, found.title, found.url, found.href) == (
        "file",
        "Naskah Peraturan",
        document.url,
        document.url,
    )
    assert (found.agency_label, found.year, found.status) == ("Bagkum", 2023, page_entry.status)
    assert list(found.topics.values_list("value", flat=True)) == ["pemulangan"]


def test_what_a_file_says_of_itself_follows_the_file_and_its_page() -> None:
    document = resources.document("Lama")
    agency = home.agency(name="Dinas Lama")
    page = decree(document, owner_agency=agency)
    document.title = "Baru"
    document.save()
    agency.name = "Dinas Baru"
    agency.save()
    found = entry(document)
    assert found is not None
    assert (found.title, found.agency_label) == ("Baru", "Dinas Baru")
    page.owner_agency = None
    home.publish(page)
    found = entry(document)
    assert found is not None
    assert found.agency == ""


def test_a_hidden_page_lends_nothing_to_those_who_may_not_see_it() -> None:
    document = resources.document()
    secret = decree(document, owner_agency=home.agency(name="Instansi rahasia"), topics=[resources.topic()])
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    index = resources.index_page(intro=f'<p><a linktype="document" id="{document.pk}">Katalog</a></p>')
    found = entry(document)
    assert found is not None
    assert "public" in found.access
    assert (found.agency, found.status, found.topics.count()) == ("", "", 0)
    index.unpublish()
    found = entry(document)
    assert found is not None
    assert found.agency_label == "Instansi rahasia"


def test_deleting_a_file_forgets_it() -> None:
    one, two, three = (resources.document() for _ in range(3))
    decree(one, two, three)
    one.delete()
    PortalDocument.objects.filter(pk__in=[two.pk, three.pk]).delete()
    assert not SearchEntry.objects.filter(kind="file", deleted=False).exists()
    assert not FileUse.objects.exists()


def test_what_editors_see_as_used_in_is_the_page_alone() -> None:
    document = resources.document()
    decree(document)
    ReferenceIndex.create_or_update_for_object(LegalDocumentPage.objects.get())
    assert document.get_usage().count() == 1
