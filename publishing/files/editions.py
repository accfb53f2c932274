"""What the editions of pages say of files. The only place of ``publishing.files`` that looks there."""

from collections.abc import Iterable

from wagtail.models import Page

from publishing import access
from publishing.models.editions import EditionFile
from search.contract import MEMBERS

__all__ = ["open_file", "used_files"]


def used_files(files: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Those of these files (document number, SHA-256) that an edition has used, whoever may see it."""
    wanted = set(files)
    if not wanted:
        return set()
    found = EditionFile.objects.filter(
        document_id__in={key for key, _ in wanted}, digest__in={digest for _, digest in wanted}
    )
    return wanted & set(found.values_list("document_id", "digest"))


def open_file(document_id: int, digest: str, tokens: frozenset[str]) -> bool:
    """Whether a holder of these access tokens may see an edition that used this file, and may see the file there.

    An edition is shown to whom its page is shown today, and not at all where the page is no longer live. A file that the
    page showed to members only is for members.
    """
    used = EditionFile.objects.filter(document_id=document_id, digest=digest)
    if MEMBERS not in tokens:
        used = used.filter(members_only=False)
    pages = Page.objects.filter(pk__in=used.values("edition__page_id"), live=True).specific()
    return any(not tokens.isdisjoint(page.search_access()) for page in access.with_restrictions(pages))
