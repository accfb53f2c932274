"""Labels that Wagtail leaves to be made from the English name of a field, where no catalogue can reach them.

The classes are Wagtail's own and stay in use; each gets the label that its neighbours give in their declarations. What
a new version has renamed raises ``KeyError`` where the editor is loaded, and a test says which labels it needs.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.forms import Form, ModelForm
    from django.utils.functional import _StrPromise

__all__ = ["give_labels"]

_LINK_TEXT = _("Link text")


def give_labels() -> None:
    """Label what has no label."""
    from wagtail.admin.views.pages.search import SearchView
    from wagtail.models import PAGE_PERMISSION_TYPES, Page
    from wagtail.sites.views import IndexView
    from wagtail.users.forms import GroupPagePermissionFormSet

    for form, labels in _forms().items():
        for name, label in labels.items():
            form.base_fields[name].label = label
    # A permission's own name is kept in the database, in English; a screen reader reads it at every box.
    permissions = {codename: label for codename, _short, label in PAGE_PERMISSION_TYPES}
    boxes = GroupPagePermissionFormSet.form.base_fields["permissions"]
    boxes.label_from_instance = lambda permission: permissions.get(permission.codename, permission.name)
    columns = {column.name: column for column in IndexView.columns}
    columns["site_name"].label = _("Site name")
    columns["root_page"].label = _("Root page")
    # Without it the search of all pages says "1-20 of 52 None".
    SearchView.verbose_name_plural = Page._meta.verbose_name_plural


def _forms() -> "dict[type[Form | ModelForm[Any]], dict[str, _StrPromise]]":
    """The labels by form and field."""
    from wagtail.admin.forms import auth, choosers, workflows
    from wagtail.contrib.redirects.forms import ConfirmImportForm
    from wagtail.contrib.search_promotions.forms import SearchPromotionForm
    from wagtail.users.forms import GroupPagePermissionFormSet
    from wagtail.users.views.bulk_actions.assign_role import RoleForm

    return {
        auth.LoginForm: {"password": _("Password")},
        choosers.ExternalLinkChooserForm: {"link_text": _LINK_TEXT},
        choosers.AnchorLinkChooserForm: {"link_text": _LINK_TEXT},
        choosers.EmailLinkChooserForm: {
            "email_address": _("E-mail address"),
            "link_text": _LINK_TEXT,
            "subject": pgettext_lazy("e-mail", "Subject"),
            "body": pgettext_lazy("e-mail", "Body"),
        },
        choosers.PhoneLinkChooserForm: {"phone_number": _("Phone number"), "link_text": _LINK_TEXT},
        workflows.WorkflowPageForm: {"page": _("Page")},
        GroupPagePermissionFormSet.form: {"page": _("Page")},
        ConfirmImportForm: {"permanent": _("Permanent")},
        SearchPromotionForm: {"sort_order": _("Order")},
        RoleForm: {"role": _("Role")},
    }
