"""What an editor meets on every type: a form that explains itself, a preview, a listing; and the roles behind it."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Page, Workflow, get_page_models

from home.models import Agency, HelpLine
from publishing.models import PortalPage
from tests.factories import home, meetings, resources

pytestmark = pytest.mark.django_db

TYPES = [model for model in get_page_models() if issubclass(model, PortalPage)]
# What Wagtail asks of every page, with its own words: address, menu, schedule, comments.
WAGTAILS_OWN = {
    "title",
    "slug",
    "seo_title",
    "search_description",
    "show_in_menus",
    "go_live_at",
    "expire_at",
    "comments",
}
MAKERS = {
    "HomePage": home.site,
    "InformationIndexPage": home.information_index,
    "InformationPage": home.information_page,
    "DirectoryPage": home.directory_page,
    "HelpLinesPage": home.help_lines_page,
    "StandardPage": home.standard_page,
    "MeetingIndexPage": meetings.index,
    "MeetingPage": meetings.minutes,
    "ResourceIndexPage": resources.index_page,
    "LegalDocumentPage": resources.full_decree,
    "SopPage": resources.full_sop,
    "LegalGuidancePage": resources.full_guidance,
    "TrainingModulePage": resources.full_training,
}


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("kepala", "kepala@example.org", "x"))
    return client


def field_panels(panel: Any) -> Iterator[FieldPanel]:
    """The panels of fields in a bound panel, those of inline rows included."""
    if isinstance(panel, InlinePanel):
        yield from field_panels(panel.child_edit_handler)
    elif isinstance(panel, FieldPanel):
        yield panel
    for child in getattr(panel, "children", ()):
        yield from field_panels(child)


def edit_handlers() -> list[tuple[str, Any]]:
    pages = [(model.__name__, model.get_edit_handler()) for model in TYPES]
    from wagtail.admin.panels import get_edit_handler

    return [*pages, *((model.__name__, get_edit_handler(model)) for model in (Agency, HelpLine))]


def test_every_field_explains_itself_with_an_example() -> None:
    silent = []
    with override("en"):
        for name, handler in edit_handlers():
            for panel in field_panels(handler):
                text = str(panel.help_text or panel.db_field.help_text)
                if panel.field_name not in WAGTAILS_OWN and not ("e.g." in text.lower() or "example" in text.lower()):
                    silent.append(f"{name}.{panel.model.__name__}.{panel.field_name}: {text!r}")
    # Three cards below the search box, named one by one.
    assert sorted(set(silent) - {line for line in silent if ".ways:" in line}) == []


def test_every_field_can_be_edited() -> None:
    """No field is left that a type has and its form does not show."""
    kept_by_the_portal = {"identity_key", "first_published_at", "last_published_at"}
    missing = []
    for model in TYPES:
        shown = {panel.field_name for panel in field_panels(model.get_edit_handler())}
        own = {field.name for field in model._meta.get_fields() if field.concrete and not field.auto_created}
        own -= {field.name for field in Page._meta.get_fields()} | kept_by_the_portal
        missing += [f"{model.__name__}.{name}" for name in own - shown if not name.endswith("_ptr")]
    assert missing == []


def test_all_types_have_a_maker() -> None:
    assert {model.__name__ for model in TYPES} == MAKERS.keys()


@pytest.mark.parametrize("name", MAKERS)
def test_every_type_opens_in_the_editor_and_in_the_preview(admin: Client, name: str) -> None:
    page = MAKERS[name]()
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'lang="id"' in html
    draft = page.save_revision().as_object()
    response = draft.make_preview_request(preview_mode=draft.default_preview_mode)
    assert response.status_code == 200
    assert page.title in response.content.decode()


@pytest.mark.parametrize("name", [model.__name__ for model in TYPES if model.max_count is None])
def test_every_type_can_be_made(admin: Client, name: str) -> None:
    page = MAKERS[name]()
    model = type(page)
    parent = Page.objects.get(path=page.path[: -Page.steplen])
    url = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])
    assert admin.get(url).status_code == 200


@pytest.mark.parametrize("name", ["information_pages", "standard_pages", "meetings", "legal_documents", "sops"])
def test_listings_show_their_pages(admin: Client, name: str) -> None:
    pages = [
        MAKERS[maker]() for maker in ("InformationPage", "StandardPage", "MeetingPage", "LegalDocumentPage", "SopPage")
    ]
    html = admin.get(reverse(f"{name}:index")).content.decode()
    assert sum(page.title in html for page in pages) >= 1


def roles() -> set[str]:
    return set(Group.objects.values_list("name", flat=True))


def test_groups_and_workflow_are_made_and_taken_back() -> None:
    migration = import_module("publishing.migrations.0002_groups_and_workflow")
    ours = {"Editor", "Sekretariat", "Pimpinan", "Anggota Gugus Tugas"}
    root = Page.get_first_root_node()
    assert roles() == ours
    migration.backwards(apps, None)
    assert roles() == {"Editors", "Moderators"}
    assert not Workflow.objects.filter(name=migration.WORKFLOW).exists()
    migration.forwards(apps, None)
    assert roles() == ours
    workflow = Workflow.objects.get(name=migration.WORKFLOW)
    assert [str(task) for task in workflow.tasks] == ["Tinjauan sekretariat", "Persetujuan pimpinan"]
    assert root.get_workflow() == workflow
