"""The question that an editor answers before a page is published: what changes for the reader?"""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput
from wagtail.models import Revision

from publishing.editions.canonical import NEXT_EDITION
from publishing.editions.change import LONGEST_NOTE, MISSING_NOTE, Change
from publishing.models.editions import MAJOR, MINOR, Edition
from publishing.reserved import check_slug

__all__ = ["PortalPageForm", "change_panel", "kind_field", "note_field", "require_kind"]


_KIND = gettext_lazy(
    "E.g. spelling, a link, the layout are a small correction; another deadline is a change of the content."
)
_NOTE = gettext_lazy(
    "For the public list of editions, in a reader's words, e.g. Batas waktu rujukan menjadi 24 jam. Needed for a change"
    " of the content. Name nobody."
)
_DAY = gettext_lazy("Only where it is another day than that of the publication, e.g. 2026-02-01.")


def kind_field() -> forms.ChoiceField:
    """Small correction, or change of the content."""
    return forms.ChoiceField(
        label=gettext_lazy("Kind of change"),
        choices=[(kind, Edition.ChangeKind(kind).label) for kind in (MINOR, MAJOR)],
        widget=forms.RadioSelect,
        required=False,
        help_text=_KIND,
    )


def note_field() -> forms.CharField:
    """What has changed."""
    return forms.CharField(
        label=gettext_lazy("What has changed"),
        max_length=LONGEST_NOTE,
        widget=AdminAutoHeightTextInput,
        required=False,
        help_text=_NOTE,
    )


def require_kind(form: Any) -> None:
    """Put an error at ``change_kind`` where a form with the question was sent without an answer.

    A program that sends the form without these fields was not asked; what it publishes is a small correction.
    """
    asked = form.add_prefix("change_note") in form.data
    if asked and not form.cleaned_data.get("change_kind") and "change_kind" not in form.errors:
        form.add_error("change_kind", ValidationError(_("Choose one."), code="required"))


def change_panel() -> MultiFieldPanel:
    """The panel of the fields of ``PortalPageForm``."""
    return MultiFieldPanel(
        [
            FieldPanel("change_kind", help_text=_KIND, disable_comments=True),
            FieldPanel("change_note", help_text=_NOTE, disable_comments=True),
            FieldPanel("effective_from", help_text=_DAY, disable_comments=True),
        ],
        heading=gettext_lazy("What changes for the reader"),
        help_text=gettext_lazy(
            "Asked once for each edition, before it is reviewed or published. A draft can do without."
        ),
    )


class PortalPageForm(WagtailAdminPageForm):
    """The editor's form of every page: Wagtail's, with what the editor says about the next edition.

    The answer is kept with the draft (``Versioned.next_edition``) and is needed as soon as the draft is to be reviewed or
    published. The first edition changes nothing, so that nothing is asked about it.
    """

    change_kind = kind_field()
    change_note = note_field()
    effective_from = forms.DateField(
        label=gettext_lazy("In force from"),
        widget=AdminDateInput,
        required=False,
        help_text=_DAY,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        change = self._waiting()
        self.initial |= {
            "change_kind": change.kind,
            "change_note": change.note,
            "effective_from": change.effective_from,
        }
        if self.last_edition is None:
            del self.fields["change_kind"]
        if self.instance.is_copy:
            self._leave_to_the_page()

    def _leave_to_the_page(self) -> None:
        """Address and schedule are matters of the page, not of its working copy. Wagtail's script for the title wants a slug."""
        for name in ("go_live_at", "expire_at"):
            self.fields.pop(name, None)
        self.fields["slug"] = forms.CharField(disabled=True, required=False, widget=forms.HiddenInput)

    @cached_property
    def last_edition(self) -> Edition | None:
        """The page's last edition, for a working copy that of its page; None before it was published for the first time."""
        if self.instance.pk is None:
            return None
        if self.instance.is_copy:
            return Edition.objects.filter(page__working_copies=self.instance.pk).order_by("-number").first()
        return Edition.objects.filter(page_id=self.instance.pk).order_by("-number").first()

    def _waiting(self) -> Change:
        """What the latest draft says about the change. A draft that was published has said it already."""
        if not self.instance.latest_revision_id or not self.instance.has_unpublished_changes:
            return Change()
        drafts = Revision.objects.filter(pk=self.instance.latest_revision_id)
        waiting = drafts.exclude(Exists(Edition.objects.filter(revision_id=OuterRef("pk"))))
        return Change.from_json(waiting.values_list(f"content__{NEXT_EDITION}", flat=True).first()) or Change()

    def clean(self) -> dict[str, Any]:
        """Wagtail's checks; and unless only a draft is saved, that the question is answered."""
        cleaned: dict[str, Any] = super().clean()
        if self.parent_page is not None:
            try:
                check_slug(cleaned.get("slug") or "", self.parent_page.path)
            except ValidationError as error:
                self.add_error(None, error)
        if not self.is_deferred_validation and self.last_edition is not None:
            self._check_answer(cleaned, self.last_edition)
        return cleaned

    def _check_answer(self, cleaned: dict[str, Any], last: Edition) -> None:
        kind, day = cleaned.get("change_kind"), cleaned.get("effective_from")
        require_kind(self)
        if kind == MAJOR and "change_note" not in self.errors and not cleaned.get("change_note"):
            self.add_error("change_note", ValidationError(MISSING_NOTE, code="required"))
        earliest = min(last.effective_from, timezone.localdate())
        if day and day < earliest:
            text = _("The edition before is in force since %(day)s; this one can't come before it.")
            self.add_error("effective_from", text % {"day": date_format(earliest, "j F Y")})

    def save(self, commit: bool = True) -> Any:
        """See Wagtail; the page carries the answer."""
        change = Change(
            self.cleaned_data.get("change_kind") or "",
            self.cleaned_data.get("change_note") or "",
            self.cleaned_data.get("effective_from"),
        )
        self.instance.next_edition = None if change == Change() else change
        return super().save(commit=commit)
