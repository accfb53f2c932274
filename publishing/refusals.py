"""A publication that the rules of the content refuse: who approves reads why, and nothing is lost.

The draft may have been in order when it was written: since then another document was published with its number. So a
publication can be refused long after the last form was checked: at an approval, in a bulk action, at the scheduled
minute, in an import. All of them meet ``PublicationRefusedError`` with the same sentences.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.models import Page

__all__ = ["PublicationRefusedError", "announce", "answer", "linked"]


class PublicationRefusedError(ValidationError):
    """A ``revision`` of ``page`` can't be published as it is; the errors are those of its validation."""

    def __init__(self, page: Any, revision: Any, error: ValidationError) -> None:
        super().__init__(error.error_dict if hasattr(error, "error_dict") else error.error_list)
        self.page = page
        self.revision = revision

    @property
    def reasons(self) -> list[str]:
        """Each reason as a sentence, after the name of its field where it has one."""
        if not hasattr(self, "error_dict"):
            return list(self.messages)
        return [
            f"{label}: {message}" if (label := self._label(field)) else message
            for field, found in self.message_dict.items()
            for message in found
        ]

    @property
    def in_the_way(self) -> list[Page]:
        """The pages that stand in the way, as far as the errors name them (parameter ``page``)."""
        keys = {key for error in self._errors() if (key := (error.params or {}).get("page"))}
        return list(Page.objects.filter(pk__in=keys).order_by("pk"))

    def __str__(self) -> str:
        return "; ".join(self.reasons)

    def _errors(self) -> Iterator[ValidationError]:
        for errors in self.error_dict.values() if hasattr(self, "error_dict") else [self.error_list]:
            yield from errors

    def _label(self, field: str) -> str:
        if field == NON_FIELD_ERRORS:
            return ""
        try:
            return str(capfirst(str(self.page._meta.get_field(field).verbose_name)))
        except FieldDoesNotExist:
            return ""


def linked(error: ValidationError) -> ValidationError:
    """The same error for a form of the admin: where it names a page (parameter ``page``), a link to it follows."""
    if hasattr(error, "error_dict"):
        return ValidationError({field: [linked(item) for item in found] for field, found in error.error_dict.items()})
    key = (error.params or {}).get("page")
    if not key:
        return error
    [text] = error.messages
    url = reverse("wagtailadmin_pages:edit", args=[key])
    return ValidationError(format_html('{} <a href="{}">{}</a>', text, url, _("Open it")), code=error.code)


def announce(request: HttpRequest, refusal: PublicationRefusedError) -> None:
    """Tell the editor what was not published, why, and where the page is that stands in the way."""
    text = _("“%(title)s” was not published. %(reasons)s") % {
        "title": refusal.page.title,
        "reasons": " ".join(refusal.reasons),
    }
    buttons = [
        messages.button(reverse("wagtailadmin_pages:edit", args=[other.pk]), _("Open “%(title)s”") % {"title": other})
        for other in refusal.in_the_way
        if other.specific.permissions_for_user(request.user).can_edit()
    ]
    messages.error(request, text, buttons=buttons)


def answer(request: HttpRequest, refusal: PublicationRefusedError) -> HttpResponse:
    """The admin's answer to a refused publication, after everything else of the request was rolled back.

    The editor finds the message on the page's form; the draft and its workflow are as they were.
    """
    announce(request, refusal)
    target = reverse("wagtailadmin_pages:edit", args=[refusal.page.pk])
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        response: HttpResponse = render_modal_workflow(
            request, "", None, {}, json_data={"step": "success", "redirect": target}
        )
        return response
    return redirect(target)
