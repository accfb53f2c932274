"""Help lines: numbers that somebody in danger calls, shown only while they are known to be right."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from home.phones import dialled_number
from publishing.generation import bump_on_commit
from publishing.models.remembered import Remembered

HELP_LINE_FRESH_DAYS = 365
"""How long a check of a number counts. After that it is shown to editors only, until somebody has called it again."""

# Numbers are written as one dials them in Indonesia; WhatsApp's addresses want the country's code instead of the 0.
_COUNTRY_CODE = "62"


def oldest_valid_check(today: date | None = None) -> date:
    """The earliest "checked on" that still counts on ``today`` (default: the portal's present day)."""
    return (today or timezone.localdate()) - timedelta(days=HELP_LINE_FRESH_DAYS)


class HelpLineQuerySet(models.QuerySet["HelpLine"]):
    """Help lines, in the order that the secretariat gave them."""

    def public(self, today: date | None = None) -> "HelpLineQuerySet":
        """Those that visitors may see: with a number, and checked within the last HELP_LINE_FRESH_DAYS days."""
        return self.exclude(number="").filter(checked_on__gte=oldest_valid_check(today))

    def to_check(self, today: date | None = None) -> "HelpLineQuerySet":
        """Those that visitors do not see: never checked, checked too long ago, or without a number."""
        return self.filter(
            models.Q(number="") | models.Q(checked_on=None) | models.Q(checked_on__lt=oldest_valid_check(today))
        )


class HelpLine(index.Indexed, Remembered):
    """A way to get help: a phone number, a WhatsApp number, a mailbox or a website."""

    class Channel(models.TextChoices):
        PHONE = "phone", _("Phone")
        WHATSAPP = "whatsapp", "WhatsApp"
        EMAIL = "email", _("E-mail")
        WEBSITE = "website", _("Website")

    name = models.CharField(_("name"), max_length=120, help_text=_("Who answers, e.g. SAPA 129 – Kementerian PPPA"))
    channel = models.CharField(
        _("channel"),
        max_length=10,
        choices=Channel.choices,
        default=Channel.PHONE,
        help_text=_("How one gets in touch. Make one entry for each, e.g. one for the phone and one for WhatsApp."),
    )
    number = models.CharField(
        _("number or address"),
        max_length=200,
        blank=True,
        help_text=_(
            "As it should be read, e.g. 0811-8080-141, +62 21 29244800 or https://www.example.go.id. Leave it blank"
            " while it is not known for sure; the public does not see it then."
        ),
    )
    hours = models.CharField(
        _("hours"), max_length=120, blank=True, help_text=_("E.g. 24 jam, atau Senin–Jumat 08.00–16.00")
    )
    note = models.CharField(
        _("note"),
        max_length=250,
        blank=True,
        help_text=_(
            "What one can ask there, in one sentence, e.g. Gratis; untuk korban kekerasan dan yang melihatnya."
        ),
    )
    abroad = models.BooleanField(
        _("for people abroad"), default=False, help_text=_("Tick it for a line that is called from another country.")
    )
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody tried the number and it was right, e.g. 2026-01-15."),
    )
    checked_by = models.CharField(
        _("checked by"), max_length=120, blank=True, help_text=_("Position or unit, e.g. Sekretariat gugus tugas")
    )
    sort_order = models.IntegerField(null=True, blank=True, editable=False)

    objects = HelpLineQuerySet.as_manager()

    sort_order_field = "sort_order"
    not_remembered = frozenset({"sort_order"})
    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("channel"), FieldPanel("number")]),
                FieldPanel(
                    "abroad",
                    help_text=_("Tick it for a line that is called from another country, e.g. KBRI Kuala Lumpur."),
                ),
            ],
            heading=_("The line"),
        ),
        MultiFieldPanel([FieldPanel("hours"), FieldPanel("note")], heading=_("What a caller needs to know")),
        FieldRowPanel([FieldPanel("checked_on"), FieldPanel("checked_by")], heading=_("Last check")),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.SearchField("number"),
        index.SearchField("note"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.number}" if self.number else self.name

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, a new line at the end of the list; the page of help lines follows in search."""
        if self.sort_order is None:
            last = HelpLine.objects.aggregate(last=models.Max("sort_order"))["last"]
            self.sort_order = 0 if last is None else last + 1
        super().save(*args, **kwargs)
        self._lists_changed()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete; the page of help lines follows in search."""
        deleted = super().delete(*args, **kwargs)
        self._lists_changed()
        return deleted

    @staticmethod
    def _lists_changed() -> None:
        from home import following
        from home.models.help_page import HelpLinesPage

        following.lists_changed(HelpLinesPage)
        bump_on_commit()

    def clean(self) -> None:
        """Refuse a number that can't be dialled and a check in the future; raises ``ValidationError``."""
        super().clean()
        self.number = self.number.strip()
        if self.number and not self.href:
            raise ValidationError({"number": self._number_error()})
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError({"checked_on": _("This day is still to come. Enter the day on which it was tried.")})

    def _number_error(self) -> object:
        if self.channel == self.Channel.EMAIL:
            return _("This is not an e-mail address, e.g. pengaduan@example.go.id.")
        if self.channel == self.Channel.WEBSITE:
            return _("This is not a web address. It begins with https://, e.g. https://www.example.go.id.")
        return _("This can't be dialled. Enter one number with digits only, spaces or dashes, e.g. 0811-8080-141.")

    @property
    def href(self) -> str:
        """The address that a tap opens (``tel:``, ``https://wa.me/``, ``mailto:``, ``https:``); "" for what is none."""
        if self.channel == self.Channel.EMAIL:
            return f"mailto:{self.number}" if _is_valid(validate_email, self.number) else ""
        if self.channel == self.Channel.WEBSITE:
            return self.number if _is_valid(URLValidator(schemes=["http", "https"]), self.number) else ""
        dialled = dialled_number(self.number)
        if not dialled or self.channel == self.Channel.PHONE:
            return dialled and f"tel:{dialled}"
        digits = dialled.removeprefix("+")
        return f"https://wa.me/{_COUNTRY_CODE}{digits[1:]}" if digits.startswith("0") else f"https://wa.me/{digits}"

    @property
    def is_fresh(self) -> bool:
        """Whether the last check is recent enough to count."""
        return self.checked_on is not None and self.checked_on >= oldest_valid_check()

    @property
    def is_public(self) -> bool:
        """Whether visitors see it."""
        return self.is_fresh and bool(self.number)

    @property
    def state_label(self) -> object:
        """For editors: whether the public sees it, and if not, what is missing."""
        if not self.number:
            return _("Not shown: number missing")
        if self.checked_on is None:
            return _("Not shown: never checked")
        return _("Shown") if self.is_fresh else _("Not shown: check it again")


def _is_valid(validate: Any, value: str) -> bool:
    try:
        validate(value)
    except ValidationError:
        return False
    return True
