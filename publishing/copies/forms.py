"""The forms with which a working copy is started, brought back and abandoned."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.copies.merge import Side
from publishing.copies.showing import Question

__all__ = ["CheckInForm", "StartForm"]

_PUBLISHED, _DRAFT = "published", "draft"


class StartForm(forms.Form):
    """What the copy is for, and where a draft waits: whether it starts from that."""

    title = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=120,
        help_text=gettext_lazy("Tells colleagues what is being prepared, e.g. Rancangan edisi 2027."),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Start from"),
        choices=[
            (_PUBLISHED, gettext_lazy("what is published")),
            (_DRAFT, gettext_lazy("the draft that waits to be published")),
        ],
        widget=forms.RadioSelect,
        initial=_PUBLISHED,
        help_text=gettext_lazy("The draft itself stays as it is."),
    )

    def __init__(self, *args: Any, waiting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = _("Draft of the next edition")
        if not waiting:
            del self.fields["source"]

    @property
    def from_draft(self) -> bool:
        """Whether the waiting draft was chosen."""
        return bool(self.cleaned_data.get("source") == _DRAFT)


class CheckInForm(forms.Form):
    """One choice for each conflict, and the state about which it is made."""

    state = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, questions: Iterable[Question], state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["state"] = state
        self.questions = list(questions)
        for place, question in enumerate(self.questions):
            self.fields[f"choice-{place}"] = forms.ChoiceField(
                label=question.label,
                choices=[(Side.COPY.value, _("Take the working copy's")), (Side.PAGE.value, _("Take the page's"))],
                widget=forms.RadioSelect,
                # What was decided about an older state is told by the act, in one sentence.
                required=False,
            )

    @property
    def decided(self) -> dict[str, Side]:
        """The choices by the names of the conflicts."""
        chosen = ((question.name, self.cleaned_data.get(f"choice-{n}")) for n, question in enumerate(self.questions))
        return {name: Side(side) for name, side in chosen if side}

    @property
    def asked(self) -> list[tuple[Question, Any]]:
        """Each conflict with its field."""
        return [(question, self[f"choice-{place}"]) for place, question in enumerate(self.questions)]
