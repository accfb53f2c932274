"""The ledger's tables: what may be found, and by whom; and at the end the counts of what is asked.

Only ``search.ledger`` writes the ledger, in the transaction that publishes, unpublishes, moves, restricts or deletes.
``search.counting`` writes the counts.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from search.contract import Fact


class LedgerCounter(models.Model):
    """The single row that stamps come from.

    ``identity`` names this ledger: an index that was filled from another one (another database, a restored backup)
    starts anew instead of trusting a cursor that means nothing here. ``layout`` is that of the entries
    (``search.refilling``).
    """

    ROW = 1

    number = models.PositiveBigIntegerField(default=0)
    identity = models.UUIDField()
    layout = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("ledger counter")
        verbose_name_plural = _("ledger counters")

    def __str__(self) -> str:
        return str(self.number)


class SearchEntry(models.Model):
    """One object that can be found.

    ``access`` holds its tokens as ``|login|group:3|``, empty when nobody may see it; ``public`` repeats the common
    case in a form that an index can serve. ``listed_on`` is the date, or the first day of the year or of the calendar where there is
    none: a column without NULL sorts the same way, and by index, on every database. ``facts`` has, for every language of
    the interface, lists of label, value and address. ``recorded_at`` is when its content last changed. A deleted entry
    stays as a tombstone without any content, so that every follower learns of the deletion.
    """

    key = models.CharField(max_length=120, primary_key=True)
    object_id = models.PositiveBigIntegerField()
    tree_path = models.CharField(max_length=255, blank=True)
    url = models.TextField(blank=True)
    kind = models.CharField(max_length=50)
    kind_label = models.TextField(blank=True)
    title = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    number = models.TextField(blank=True)
    date = models.DateField(null=True)
    listed_on = models.DateField()
    year = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=100, blank=True)
    status_label = models.TextField(blank=True)
    audience = models.CharField(max_length=100, blank=True)
    audience_label = models.TextField(blank=True)
    agency = models.CharField(max_length=120, blank=True)
    agency_label = models.TextField(blank=True)
    access = models.TextField(blank=True)
    public = models.BooleanField(default=False)
    content_digest = models.CharField(max_length=64)
    topics_digest = models.CharField(max_length=64, blank=True)
    passages_digest = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    stamp = models.PositiveBigIntegerField(unique=True)
    deleted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        permissions = [("view_members_content", _("Can read what is for members of the task force only"))]
        indexes = [
            models.Index(
                "kind",
                models.F("listed_on").desc(),
                "key",
                condition=models.Q(deleted=False),
                name="search_kind_date",
            ),
            models.Index(models.F("listed_on").desc(), "key", condition=models.Q(deleted=False), name="search_date"),
            models.Index(fields=["year"], condition=models.Q(deleted=False), name="search_year"),
            models.Index(fields=["agency"], condition=models.Q(deleted=False), name="search_agency"),
            models.Index(fields=["public"], condition=models.Q(deleted=False), name="search_public"),
            models.Index(fields=["tree_path"], condition=models.Q(deleted=False), name="search_tree"),
            # For lists in the order of the tree, which else are sorted whole for each of their pages.
            models.Index(fields=["kind", "tree_path"], condition=models.Q(deleted=False), name="search_kind_tree"),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    @property
    def slug(self) -> str:
        """The last segment of the address."""
        return self.url.rstrip("/").rpartition("/")[2]

    @property
    def href(self) -> str:
        """The address in the reader's language: pages (not files) have a prefix in all but the site's own."""
        return _prefixed(self.url) if self.tree_path else self.url

    @property
    def known_facts(self) -> tuple[Fact, ...]:
        """The facts in the reader's language, with addresses that keep to it."""
        language = get_language() or settings.LANGUAGE_CODE
        stored = self.facts.get(language) or self.facts.get(settings.LANGUAGE_CODE) or ()
        return tuple(Fact(label, value, _prefixed(url)) for label, value, url in stored)


def _prefixed(url: str) -> str:
    """The address of a page in the reader's language."""
    language = get_language() or settings.LANGUAGE_CODE
    return url if not url or language == settings.LANGUAGE_CODE else f"/{language}{url}"


class SearchPassage(models.Model):
    """A part of an entry. ``access`` is empty when the passage is as visible as its entry, ``heading`` where it has none."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="passages")
    order = models.PositiveIntegerField()
    label = models.TextField(blank=True)
    anchor = models.TextField(blank=True)
    text = models.TextField()
    access = models.TextField(blank=True)
    heading = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("search passage")
        verbose_name_plural = _("search passages")
        ordering = ["entry", "order"]
        constraints = [models.UniqueConstraint(fields=["entry", "order"], name="search_passage_order")]

    def __str__(self) -> str:
        return self.label or f"{self.entry_id} #{self.order}"


class SearchTopic(models.Model):
    """A topic that an entry is filed under."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="topics")
    value = models.CharField(max_length=100)
    label = models.TextField(blank=True)

    class Meta:
        verbose_name = _("search topic")
        verbose_name_plural = _("search topics")
        constraints = [models.UniqueConstraint(fields=["value", "entry"], name="search_topic_once")]

    def __str__(self) -> str:
        return self.label or self.value


class SearchedWord(models.Model):
    """How often the public asked with a word in a month (its first day), and how often nothing was found by the question.

    ``repeated`` says that the word was asked on several days; others stand here because the public index held them.
    There is no number of the row: it would tell which words came together.
    """

    pk = models.CompositePrimaryKey("word", "month")
    word = models.CharField(_("word"), max_length=40)
    month = models.DateField(_("month"))
    asked = models.PositiveIntegerField(_("asked"))
    unanswered = models.PositiveIntegerField(_("without result"))
    repeated = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("searched word")
        verbose_name_plural = _("searched words")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["month"], name="search_word_month")]

    def __str__(self) -> str:
        return self.word


class UnknownWord(models.Model):
    """That a word which no public text holds was asked on a day: a keyed hash of it, and nothing else."""

    pk = models.CompositePrimaryKey("mark", "day")
    mark = models.CharField(max_length=32)
    day = models.DateField()

    class Meta:
        verbose_name = _("mark of an unknown word")
        verbose_name_plural = _("marks of unknown words")
        default_permissions = ()
        indexes = [models.Index(fields=["day"], name="search_unknown_day")]

    def __str__(self) -> str:
        return self.mark
