"""Words that mean the same to search, as the secretariat keeps them."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import RevisionMixin

from search.analysis import FUNCTION_WORDS, normalise
from search.synonyms import LONGEST_MEMBER, MOST_MEMBERS, Group, OneWay, known_groups, same

__all__ = ["SynonymGroup"]

_AMBIGUOUS_LENGTH = 2
_MOST_WORDS = 7


class SynonymGroup(RevisionMixin, models.Model):
    """Words or phrases of which each is searched for when another one is asked for; one line each.

    Search reads them the next time that somebody asks (``publishing.synonyms``); no index is made anew for them.
    """

    words = models.TextField(
        _("words"),
        help_text=_("One word or phrase a line, e.g. calo, below it makelar, below it perekrut."),
    )
    one_way = models.BooleanField(
        _("from the first line only"),
        default=False,
        help_text=_(
            "Whoever asks for the first line finds the others too, but not the other way round, e.g. tetangga → desa."
        ),
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Why, for your colleagues, e.g. Bahasa Bugis untuk calo")
    )

    panels: ClassVar[list[Any]] = [FieldPanel("words"), FieldPanel("one_way"), FieldPanel("note")]

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("groups of synonyms")
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        first, *others = self.members or ("",)
        return f"{first} → {', '.join(others)}" if self.one_way else " = ".join((first, *others))

    @property
    def members(self) -> Group:
        """The words and phrases, in their order."""
        return tuple(filter(None, (" ".join(line.split()) for line in self.words.splitlines())))

    @property
    def for_search(self) -> Group | OneWay:
        """The group as search takes it."""
        return OneWay(self.members) if self.one_way else self.members

    def clean(self) -> None:
        """Bring the lines into their usual form and refuse what search could not use; raises ``ValidationError``."""
        super().clean()
        self.words = "\n".join(normalise(line) for line in self.words.splitlines())
        self.words = "\n".join(self.members)
        problems = [message for check in (_size, _lines, _twice) if (message := check(self.members))]
        if not problems and (known := self._known_elsewhere()):
            problems = [_("These words are in a group already: %(group)s") % {"group": known}]
        if problems:
            raise ValidationError({"words": problems})

    def _known_elsewhere(self) -> str:
        """Another group that says all of this; empty where there is none."""
        mine = set(map(same, self.members))
        others = [group for group in SynonymGroup.objects.exclude(pk=self.pk) if not group.one_way or self.one_way]
        for group in others:
            if mine <= set(map(same, group.members)) and (
                not group.one_way or same(group.members[0]) == same(self.members[0])
            ):
                return str(group)
        return next((" = ".join(group) for group in known_groups() if mine <= set(map(same, group))), "")


def _size(members: Group) -> Any:
    if len(members) < 2:
        return _("Write at least two lines: words that mean the same.")
    if len(members) > MOST_MEMBERS:
        return _("A group has at most %(most)d lines. Make two groups of it.") % {"most": MOST_MEMBERS}
    return ""


def _lines(members: Group) -> Any:
    """What is wrong with a line of its own."""
    for member in members:
        words = member.split()
        if len(member) > LONGEST_MEMBER or len(words) > _MOST_WORDS:
            return _("“%(line)s” is too long: a line has at most %(most)d words.") % {
                "line": f"{member[:40]}…",
                "most": _MOST_WORDS,
            }
        if not same(member) or all(word.lower() in FUNCTION_WORDS for word in words):
            return _("“%(line)s” can't be searched for. Write a word that names something.") % {"line": member}
        if len(member) <= _AMBIGUOUS_LENGTH and not member.isupper():
            return _(
                "“%(line)s”: two letters mean many things. Write them in capitals (%(capitals)s); they are looked up"
                " where somebody writes them so, or asks for nothing else."
            ) % {"line": member, "capitals": member.upper()}
    return ""


def _twice(members: Group) -> Any:
    seen: dict[tuple[str, ...], str] = {}
    for member in members:
        known = same(member)
        if known in seen:
            return _("“%(first)s” and “%(second)s” are the same to search. Leave one out.") % {
                "first": seen[known],
                "second": member,
            }
        seen[known] = member
    return ""
