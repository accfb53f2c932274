"""The files of an edition as they were: addresses that always give out that version, and what differs between two."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from publishing.files.versions import versions_with
from publishing.models.editions import Edition, EditionFile

__all__ = ["FileDifference", "FileThen", "compare_files", "files_of", "hidden_today", "lead_to_versions"]

_FILE_LINK = re.compile(r"""href="[^"]*/dokumen/(?P<document>[0-9]+)/(?!versi/)[^"]*\"""", re.ASCII)


@dataclass(frozen=True, slots=True)
class FileThen:
    """A file as an edition had it; ``url`` is empty where that version is not kept any more.

    ``hidden``: whoever is no member does not see it.
    """

    document: int
    title: str
    name: str
    digest: str
    url: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class FileDifference:
    """A file of one or both editions: ``state`` is same, out, in, changed (other content) or renamed."""

    state: str
    old: FileThen | None
    new: FileThen | None

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return self.state != "same"


def files_of(editions: Iterable[Edition], *, members: bool, hidden: Iterable[int] = ()) -> list[list[FileThen]]:
    """The files that a reader may see, for each of these editions; two queries.

    ``hidden``: the documents that the page keeps from the public today.
    """
    wanted = list(editions)
    rows = EditionFile.objects.filter(edition__in=wanted).order_by("document_id")
    secret = frozenset(hidden)
    shown = [row for row in rows if members or not (row.members_only or row.document_id in secret)]
    versions = versions_with((row.document_id, row.digest) for row in shown)
    found: dict[int, list[FileThen]] = {edition.pk: [] for edition in wanted}
    for row in shown:
        version = versions.get((row.document_id, row.digest))
        # The file of a deleted document is kept, but no longer given out.
        url = version.url if version and version.document_id else ""
        hides = row.members_only or row.document_id in secret
        found[row.edition_id].append(FileThen(row.document_id, row.title, row.file_name, row.digest, url, hides))
    return [found[edition.pk] for edition in wanted]


def compare_files(old: Sequence[FileThen], new: Sequence[FileThen]) -> list[FileDifference]:
    """The files of two editions, by document, the newer order first."""
    before = {file.document: file for file in old}
    found = []
    for file in new:
        other = before.pop(file.document, None)
        if other is None:
            state = "in"
        elif other.digest != file.digest:
            state = "changed"
        else:
            state = "same" if other.title == file.title else "renamed"
        found.append(FileDifference(state, other, file))
    return found + [FileDifference("out", file, None) for file in before.values()]


def lead_to_versions(html: str, files: Iterable[FileThen]) -> str:
    """A rendered page, its links to documents leading to the versions that the edition had.

    A link to a document whose version is not kept leads to the list of the edition's files, which says so. Links in
    rows, texts and blocks are made in many places; here they are all the same.
    """
    known = {file.document: file for file in files}

    def link(found: re.Match[str]) -> str:
        file = known.get(int(found["document"]))
        return found[0] if file is None else f'href="{escape(file.url or "#berkas-edisi")}"'

    return _FILE_LINK.sub(link, html)


def hidden_today(page: Any, shown: Any) -> frozenset[int]:
    """The documents that the page hides today, or that it would have hidden then by the rows that it hides today."""
    return frozenset(getattr(page, "members_only_documents", ())) | frozenset(
        getattr(shown, "members_only_documents", ())
    )
