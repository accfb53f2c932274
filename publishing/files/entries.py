"""What the search ledger knows of a file: who may find it, which pages it belongs to, and what those lend it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Prefetch
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model

from publishing import access
from publishing.extraction.readers.parts import Kind
from publishing.models.file_texts import FileText
from publishing.models.file_uses import FileUse
from publishing.references import page_key
from search import ledger
from search.access import MEMBERS_PERMISSION, unpack
from search.contract import WITHDRAWN, Fact, Passage, Term, filled_in
from search.models import SearchEntry

__all__ = ["Surroundings", "file_key", "record", "surroundings_of"]

_CHUNK = 50


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the pages around a file say of it.

    ``access``: the tokens of which a visitor needs one. ``page``: the ledger's entry of the first page that everybody
    who may have the file may see as well, so that what it lends (date, agency, topics) tells nobody of a page that is
    hidden from them; None where there is no such page. One that is in force comes before those that were ``withdrawn``,
    and the file is withdrawn with them where there is none.
    """

    access: frozenset[str] = frozenset()
    page: SearchEntry | None = None
    withdrawn: bool = False
    topics: tuple[Term, ...] = ()
    text: FileText | None = None

    def facts(self, extension: str) -> Iterator[Fact]:
        """The page that it belongs to, its format, and how many pages it has."""
        if self.page:
            yield Fact(_("Part of"), self.page.title, self.page.url)
        if extension:
            yield Fact("", extension.upper())
        if self.text and self.text.pages:
            count = self.text.pages
            yield Fact("", filled_in(ngettext_lazy("%(count)d page", "%(count)d pages", count), count=count))

    def passages(self, extension: str) -> Iterator[Passage]:
        """The parts of the file as search takes them; a browser opens a PDF at a page."""
        for kind, number, name, words in self.text.parts if self.text else ():
            anchor = f"page={number}" if extension.lower() == "pdf" else ""
            yield Passage(_label(kind, number, name), anchor, words, heading=name)


def _label(kind: str, number: int, name: str) -> str:
    """What a reader calls a part of a file."""
    if kind == Kind.PAGE:
        return gettext("Page %(number)d") % {"number": number}
    if kind == Kind.SLIDE:
        return gettext("Slide %(number)d") % {"number": number}
    if kind == Kind.SHEET:
        return gettext("Sheet %(name)s") % {"name": name}
    return name


def file_key(pk: int | None) -> str:
    """The key of a file in the search ledger."""
    return f"file:{pk}"


def record(keys: Iterable[int]) -> None:
    """Bring the ledger's entries of these files up to date, in the caller's transaction."""
    every = sorted(keys)
    documents = get_document_model().objects.prefetch_related(Prefetch("uses", FileUse.objects.order_by("pk")))
    for start in range(0, len(every), _CHUNK):
        chunk = every[start : start + _CHUNK]
        found = list(documents.filter(pk__in=chunk))
        for document, surroundings in zip(found, surroundings_of(found), strict=True):
            document.surroundings = surroundings
        ledger.record_many(found)
        gone = set(chunk) - {document.pk for document in found}
        if gone:
            ledger.forget(map(file_key, sorted(gone)))


def surroundings_of(documents: Collection[Any]) -> list[Surroundings]:
    """The surroundings of each file, in a few queries for all of them."""
    keys = {page_key(use.page_id) for document in documents for use in document.uses.all()}
    pages = SearchEntry.objects.filter(deleted=False).prefetch_related("topics").in_bulk(list(keys)) if keys else {}
    used = {document.content_digest for document in documents if document.uses.all()}
    texts = FileText.objects.in_bulk(list(used)) if used else {}
    groups = _MemberGroups()
    return [
        replace(_surroundings(document.uses.all(), pages, groups), text=texts.get(document.content_digest))
        for document in documents
    ]


class _MemberGroups:
    """The tokens of the groups whose people are members of the task force; asked for when first needed."""

    def __init__(self) -> None:
        self._tokens: frozenset[str] | None = None

    def __call__(self) -> frozenset[str]:
        if self._tokens is None:
            app, codename = MEMBERS_PERMISSION.split(".")
            groups = Group.objects.filter(permissions__codename=codename, permissions__content_type__app_label=app)
            self._tokens = frozenset(f"group:{pk}" for pk in groups.values_list("pk", flat=True))
        return self._tokens


def _surroundings(uses: Iterable[FileUse], pages: dict[str, SearchEntry], groups: _MemberGroups) -> Surroundings:
    found: list[tuple[FileUse, frozenset[str]]] = []
    for use in uses:
        tokens = unpack(use.access)
        found.append((use, access.for_members(tokens, groups) if use.members_only else tokens))
    together = frozenset[str]().union(*(tokens for _, tokens in found))
    keys = [page_key(use.page_id) for use, tokens in found if tokens]
    candidates = [pages[key] for key in keys if key in pages]
    covering = [page for page in candidates if access.covers(unpack(page.access), together)]
    in_force = [page for page in covering or candidates if page.status != WITHDRAWN.value]
    page = next((page for page in covering if page in in_force), covering[0] if covering else None)
    topics = tuple(Term(topic.value, topic.label) for topic in page.topics.all()) if page else ()
    return Surroundings(together, page, withdrawn=bool(candidates) and not in_force, topics=topics)
