"""Working copies in the admin: started, found, edited, previewed, brought back and abandoned by whoever may edit the page."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from wagtail.admin.models import EditingSession
from wagtail.models import Page, PageLogEntry, get_default_page_content_type
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.models import InformationPage
from publishing.copies import acts
from publishing.models import WorkingCopy
from publishing.tasks import refresh_indexes
from tests.factories import home
from tests.integration.publishing.copies.test_acts import body, draft_of, fresh, texts
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> User:
    user = person("penyunting", "Editor")
    client.force_login(user)
    return user


@pytest.fixture
def page() -> InformationPage:
    page = home.information_page(live=False, title="Tanda bahaya", slug="tanda-bahaya", summary="Ringkas")
    page.body = body(("a", "Satu"), ("b", "Dua"))
    page.sources.create(title="UU 21/2007")
    return home.publish(page)


@pytest.fixture
def working(editor: User, page: InformationPage) -> WorkingCopy:
    return acts.start(page, editor, "Edisi 2027")


def edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def check_in(working: WorkingCopy) -> str:
    return reverse("check_in_copy", args=[working.pk])


def abandon(working: WorkingCopy) -> str:
    return reverse("abandon_copy", args=[working.pk])


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def form_of(page: Any, **changed: str) -> dict[str, str]:
    """The editor's form as a browser sends it back: with keys for the paragraphs, which the editor has made."""
    shown = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    blocks = [("paragraph", rich_text(block.value.source)) for block in shown.body]
    rows = [{"id": row.pk, "title": row.title, "url": row.url, "note": row.note} for row in shown.sources.all()]
    data = nested_form_data(
        {
            **{name: getattr(shown, name) for name in ("title", "slug", "summary", "audience", "information_class")},
            "body": streamfield(blocks),
            "sources": inline_formset(rows, initial=len(rows)),
            "comments": inline_formset([]),
            "change_note": "",
            "effective_from": "",
        }
    )
    return data | {f"body-{place}-id": block.id for place, block in enumerate(shown.body)} | changed


def test_a_copy_is_started_from_the_menu_of_the_page(client: Client, editor: User, page: InformationPage) -> None:
    address = reverse("working_copies", args=[page.pk])
    assert address in html(client, edit(page))
    assert "source" not in client.get(address).context["form"].fields
    assert client.post(address, {"title": ""}).context["form"].errors
    response = client.post(address, {"title": "Edisi 2027"})
    working = WorkingCopy.objects.get()
    assert (response.status_code, response.url) == (302, edit(working))
    for where in (address, edit(page), edit(working)):
        shown = html(client, where)
        assert "Edisi 2027" in shown
        assert "penyunting" in shown
    assert edit(working) in html(client, edit(page))
    assert check_in(working) in html(client, edit(working))


def test_it_can_start_from_the_draft_that_waits(client: Client, editor: User, page: InformationPage) -> None:
    page.title = "Judul baru"
    page.save_revision()
    address = reverse("working_copies", args=[page.pk])
    assert client.post(address, {"title": "Edisi 2027", "source": "apa saja"}).context["form"].errors
    client.post(address, {"title": "Edisi 2027", "source": "draft"})
    assert draft_of(WorkingCopy.objects.get()).title == "Judul baru"


def test_it_is_edited_with_the_form_of_the_page(client: Client, page: InformationPage, working: WorkingCopy) -> None:
    form = client.get(edit(working)).context["form"]
    assert "change_kind" in form.fields
    assert "go_live_at" not in form.fields
    data = form_of(working, title="Judul baru", slug="lain", change_kind="major", change_note="Edisi 2027")
    assert client.post(edit(working), data).status_code == 302
    copy = draft_of(working)
    assert (copy.title, copy.next_edition.note) == ("Judul baru", "Edisi 2027")
    assert copy.slug == fresh(copy).slug != "lain"
    assert [row.title for row in copy.sources.all()] == ["UU 21/2007"]
    shown = html(client, edit(working))
    for action in ("action-publish", "action-submit", "action-unpublish"):
        assert action not in shown
    for act in ("move", "copy", "delete", "unpublish"):
        assert reverse(f"wagtailadmin_pages:{act}", args=[working.pk]) not in shown
    assert reverse("follow_page", args=[working.pk]) not in shown
    # The editor has given its paragraphs keys; that is no change, so nothing is to be decided.
    assert client.post(edit(page), form_of(page, summary="Lain")).status_code == 302
    comparison = acts.compare(working)
    assert not comparison.merged.conflicts
    assert (comparison.draft.title, comparison.draft.summary) == ("Judul baru", "Lain")


def test_its_preview_is_that_of_the_page(client: Client, page: InformationPage, working: WorkingCopy) -> None:
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[working.pk])
    data = form_of(working, title="Judul baru")
    assert client.post(address, data).json()["is_valid"]
    shown = html(client, address)
    assert "Judul baru" in shown
    assert "~copy" not in shown
    assert "(salinan kerja)" not in shown
    assert "Judul baru" not in html(client, reverse("wagtailadmin_pages:view_draft", args=[working.pk]))


def test_nobody_finds_it_on_the_site_or_in_the_admin_s_lists(client: Client, working: WorkingCopy) -> None:
    copy = draft_of(working)
    copy.title = "Rahasia edisi 2027"
    copy.save_revision()
    copy.save()
    refresh_indexes.func([copy.pk])
    boss = User.objects.create_superuser("kepala", "", "x")
    client.force_login(boss)
    page = working.page.specific
    assert client.get(f"{page.address}{copy.slug}/").status_code == 404
    for address in (
        reverse("wagtailadmin_pages:search") + "?q=rahasia",
        reverse("wagtailadmin_choose_page") + "?q=rahasia",
        reverse("wagtailadmin_choose_page_child", args=[page.pk]),
        reverse("information_pages:index"),
        "/sitemap.xml",
    ):
        assert "Rahasia edisi" not in client.get(address).content.decode()
    assert "Rahasia edisi 2027 (salinan kerja)" in html(client, reverse("wagtailadmin_explore", args=[page.pk]))


def test_it_is_brought_back_after_both_sides_were_shown(
    client: Client, editor: User, page: InformationPage, working: WorkingCopy
) -> None:
    copy = draft_of(working)
    copy.title, copy.body = "Dari salinan", body(("a", "Satu salinan"), ("b", "Dua"))
    copy.save_revision()
    page.title, page.body = "Dari halaman", body(("a", "Satu halaman"), ("b", "Dua"))
    home.publish(page)
    shown = html(client, check_in(working))
    for text in ("Dari salinan", "Dari halaman", "halaman", "Judul"):
        assert text in shown
    state = client.get(check_in(working)).context["form"].initial["state"]
    undecided = client.post(check_in(working), {"state": state, "choice-0": "copy", "choice-1": "siapa"})
    assert undecided.status_code == 200
    assert undecided.context["form"].errors
    response = client.post(check_in(working), {"state": state, "choice-0": "copy", "choice-1": "page"})
    assert (response.status_code, response.url) == (302, edit(page))
    draft = fresh(page).get_latest_revision_as_object()
    assert (draft.title, texts(draft)) == ("Dari salinan", ["<p>Satu halaman</p>", "<p>Dua</p>"])
    assert fresh(page).title == "Dari halaman"
    history = html(client, reverse("wagtailadmin_pages:history", args=[page.pk]))
    assert history.count("Edisi 2027") == 3


def test_what_was_decided_about_another_state_does_not_count(
    client: Client, page: InformationPage, working: WorkingCopy
) -> None:
    state = client.get(check_in(working)).context["form"].initial["state"]
    page.title = "Lain"
    page.save_revision()
    for sent in (state, "", "x" * 5000):
        response = client.post(check_in(working), {"state": sent})
        assert (response.status_code, response.url) == (302, check_in(working))
    assert WorkingCopy.objects.exists()


def test_rows_that_one_side_changed_and_the_other_deleted_are_shown(
    client: Client, editor: User, page: InformationPage, working: WorkingCopy
) -> None:
    copy = draft_of(working)
    copy.sources.set([])
    copy.save_revision()
    page.sources.all()[0].title = "UU 21 Tahun 2007"
    page.sources.set([*page.sources.all()])
    row = page.sources.get()
    row.title = "UU 21 Tahun 2007"
    row.save()
    home.publish(fresh(page))
    response = client.get(check_in(working))
    (question,) = response.context["form"].questions
    assert (question.copy_gone, question.page_gone) == (True, False)
    assert "UU 21 Tahun 2007" in response.content.decode() or "Tahun" in response.content.decode()
    state = response.context["form"].initial["state"]
    client.post(check_in(working), {"state": state, "choice-0": "page"})
    draft = fresh(page).get_latest_revision_as_object()
    assert [(row.pk, row.title) for row in draft.sources.all()] == [(row.pk, "UU 21 Tahun 2007")]


def test_abandoning_asks_and_leads_to_what_was_kept(
    client: Client, editor: User, page: InformationPage, working: WorkingCopy
) -> None:
    copy = draft_of(working)
    copy.title = "Tidak jadi"
    copy.save_revision()
    assert "Edisi 2027" in html(client, abandon(working))
    assert WorkingCopy.objects.exists()
    response = client.post(abandon(working))
    history = reverse("wagtailadmin_pages:history", args=[page.pk])
    assert response.url == history
    kept = PageLogEntry.objects.get(action=acts.ABANDONED).revision_id
    view = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, kept])
    assert view in html(client, history)
    assert "Tidak jadi" in html(client, view)


def test_who_comes_too_late_is_told_who_was_faster(
    client: Client, editor: User, page: InformationPage, working: WorkingCopy
) -> None:
    other = person("sekretaris", "Sekretariat")
    acts.check_in(working.pk, other, {}, acts.compare(working).state)
    for address in (check_in(working), abandon(working), edit(working)):
        response = client.get(address, follow=True)
        assert response.redirect_chain[-1][0] == edit(page)
        assert "sekretaris" in "".join(str(message) for message in response.context["messages"])
    assert client.post(check_in(working), {}).status_code == 302
    assert client.get(reverse("wagtailadmin_pages:edit", args=[999999])).status_code == 404
    stranger = Client()
    stranger.force_login(person("anggota", "Anggota Gugus Tugas"))
    for address in (check_in(working), edit(working)):
        response = stranger.get(address, follow=True)
        assert "Edisi 2027" not in response.content.decode()
    assert client.get(reverse("check_in_copy", args=[999999])).status_code == 404


def test_a_deleted_page_and_lost_permissions_are_said(
    client: Client, editor: User, page: InformationPage, working: WorkingCopy
) -> None:
    fresh(page).delete()
    response = client.get(check_in(working), follow=True)
    assert "Halaman terhapus" in "".join(str(message) for message in response.context["messages"])
    assert WorkingCopy.objects.exists()
    client.force_login(person("anggota", "Anggota Gugus Tugas"))
    for address in (check_in(working), abandon(working), reverse("working_copies", args=[page.pk])):
        assert client.post(address, {"title": "x"}).status_code in {302, 403}
    assert WorkingCopy.objects.count() == 1


def test_a_copied_page_leaves_its_working_copies_behind(
    client: Client, page: InformationPage, working: WorkingCopy
) -> None:
    client.force_login(User.objects.create_superuser("kepala", "", "x"))
    data = {
        "new_title": "Lain",
        "new_slug": "lain",
        "new_parent_page": str(page.get_parent().pk),
        "copy_subpages": "on",
    }
    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)
    copied = Page.objects.get(slug="lain")
    assert (copied.numchild, copied.get_children().count()) == (0, 0)
    assert WorkingCopy.objects.count() == 1


# --- Who has it -------------------------------------------------------------------------------------------------------


def open_page(page: Any, user: User, *, writing: bool = False, seconds: int = 5) -> None:
    EditingSession.objects.create(
        user=user,
        content_type=get_default_page_content_type(),
        object_id=str(page.pk),
        last_seen_at=timezone.now() - timezone.timedelta(seconds=seconds),
        is_editing=writing,
    )


def test_lists_say_who_has_locked_a_page_and_since_when(
    client: Client, editor: User, page: InformationPage, django_assert_max_num_queries: Any
) -> None:
    secretary = person("sekretaris", "Sekretariat")
    shelf = page.get_parent()
    for _ in range(6):
        home.information_page(shelf, locked=True, locked_by=secretary, locked_at=timezone.now())
    own = home.information_page(shelf, locked=True, locked_by=editor, locked_at=timezone.now())
    home.information_page(shelf, locked=True)
    open_page(own, secretary, writing=True)
    open_page(page, secretary)
    address = reverse("wagtailadmin_explore", args=[shelf.pk])
    client.get(address)
    with django_assert_max_num_queries(62):
        shown = html(client, address)
    assert shown.count("Dikunci sekretaris sejak") == 6
    assert shown.count("Dikunci oleh Anda sejak") == 1
    assert shown.count("Sedang dibuka sekretaris") == 1
    assert shown.count("sekretaris sedang menulis di sini") == 1


def test_who_has_gone_is_not_there(client: Client, editor: User, page: InformationPage) -> None:
    open_page(page, person("sekretaris", "Sekretariat"), seconds=120)
    open_page(page, editor)
    assert "Sedang dibuka" not in html(client, reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


def test_a_copy_in_which_somebody_writes_is_not_ended(
    client: Client, editor: User, page: InformationPage, working: WorkingCopy
) -> None:
    secretary = person("sekretaris", "Sekretariat")
    open_page(working, secretary, writing=True)
    assert escape("sekretaris sedang menulis dalam salinan kerja ini") in html(client, check_in(working))
    state = client.get(check_in(working)).context["form"].initial["state"]
    for address in (check_in(working), abandon(working)):
        assert client.post(address, {"state": state}).context["form"].non_field_errors()
    assert WorkingCopy.objects.exists()
    shown = html(client, reverse("working_copies", args=[page.pk]))
    assert "sekretaris sedang menulis di sini" in shown
    EditingSession.objects.update(is_editing=False)
    assert client.post(abandon(working)).status_code == 302


def test_who_has_the_page_open_is_named_before_a_copy_is_brought_back(
    client: Client, editor: User, page: InformationPage, working: WorkingCopy
) -> None:
    assert "sedang membuka halaman" not in html(client, check_in(working))
    open_page(page, person("sekretaris", "Sekretariat"))
    assert "sekretaris sedang membuka halaman" in html(client, check_in(working))


def test_a_lock_is_named(client: Client, editor: User, page: InformationPage, working: WorkingCopy) -> None:
    secretary = person("sekretaris", "Sekretariat")
    client.force_login(secretary)
    assert client.post(reverse("wagtailadmin_pages:lock", args=[working.pk])).status_code == 302
    client.force_login(editor)
    for address in (check_in(working), edit(working), reverse("working_copies", args=[page.pk])):
        assert "sekretaris" in html(client, address)
    assert "page_act" not in html(client, check_in(working))
    assert client.post(abandon(working)).context["form"].non_field_errors()
