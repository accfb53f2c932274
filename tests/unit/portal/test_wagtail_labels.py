"""What Wagtail's forms leave without a label has one, in the language of whoever edits."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.forms import BaseForm, HiddenInput
from django.utils import translation
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.forms.choosers import EmailLinkChooserForm, ExternalLinkChooserForm, PhoneLinkChooserForm
from wagtail.admin.views.pages.search import SearchView
from wagtail.sites.views import IndexView
from wagtail.users.forms import GroupPagePermissionFormSet

import portal.urls  # noqa: F401 - loads the editor, as a server does

# The template has words of its own for these.
LABELLED_OTHERWISE = {
    ("CollectionMemberPermissionsForm", "permissions"),
    ("CommentForm", "resolved"),
    ("DefaultPageForm", "include_descendants"),
    ("LoginForm", "remember"),
    ("LoginForm", "username"),
    ("PagePermissionsForm", "permissions"),
    ("SiteSwitchForm", "site"),
    ("WagtailAdminPageForm", "comment_notifications"),
    ("WorkflowContentTypeForm", "content_types"),
}


def unlabelled(form: type[BaseForm]) -> Iterator[tuple[str, str]]:
    for subclass in form.__subclasses__():
        yield from unlabelled(subclass)
        if subclass.__module__.startswith("wagtail."):
            for name, field in getattr(subclass, "base_fields", {}).items():
                if field.label is None and not isinstance(field.widget, HiddenInput):
                    yield subclass.__name__, name


def test_every_field_of_wagtails_forms_has_a_label() -> None:
    found = set(unlabelled(BaseForm)) - LABELLED_OTHERWISE
    assert not found, "Wagtail makes their labels of English names; add them to portal/wagtail_labels.py"


@pytest.mark.parametrize(
    ("form", "name", "indonesian", "english"),
    [
        (LoginForm, "password", "Kata sandi", "Password"),
        (ExternalLinkChooserForm, "link_text", "Teks tautan", "Link text"),
        (EmailLinkChooserForm, "email_address", "Alamat surel", "E-mail address"),
        (EmailLinkChooserForm, "subject", "Perihal", "Subject"),
        (PhoneLinkChooserForm, "phone_number", "Nomor telepon", "Phone number"),
    ],
)
def test_labels_speak_the_language_of_the_editor(
    form: type[BaseForm], name: str, indonesian: str, english: str
) -> None:
    with translation.override("id"):
        assert str(form().fields[name].label) == indonesian
    with translation.override("en"):
        assert str(form().fields[name].label) == english


def test_the_boxes_of_page_permissions_are_named() -> None:
    boxes = GroupPagePermissionFormSet.form().fields["permissions"]
    with translation.override("id"):
        assert str(boxes.label_from_instance(Permission(codename="publish_page"))) == "Terbitkan halaman mana pun"
    assert boxes.label_from_instance(Permission(codename="other", name="Another")) == "Another"


def test_columns_of_the_sites_and_the_count_of_a_search_are_named() -> None:
    with translation.override("id"):
        assert "Nama situs" in [str(column.label) for column in IndexView.columns]
        assert "Halaman akar" in [str(column.label) for column in IndexView.columns]
        assert str(SearchView.verbose_name_plural) == "halaman"
