"""What the tests of files share: upload, publish, read, search."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from wagtail.models import Collection

from publishing.files import reading
from publishing.models import DocumentVersion, FileText, PortalDocument
from resources.models import LegalDocumentPage, LegalFile
from search.finding import find
from search.follower import catch_up_now
from search.hits import Hit
from search.query import SearchQuery
from tests.factories import home, resources

__all__ = ["MEMBER", "PUBLIC", "from_before", "publish", "read_all", "search", "text_of", "upload"]

PUBLIC = frozenset({"public"})
MEMBER = frozenset({"public", "login", "members"})


def upload(name: str, data: bytes, title: str = "") -> PortalDocument:
    # A test that empties the database takes the root of the collections with it.
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    content = ContentFile(data, name=name)
    document = PortalDocument(title=title or name, file=content, file_size=len(data), collection=root)
    document.save()
    return document


def from_before(name: str, data: bytes) -> PortalDocument:
    """A document as it was stored when files had no versions."""
    document = upload(name, data)
    DocumentVersion.objects.filter(document=document)._raw_delete("default")  # type: ignore[attr-defined]
    location = document.file.storage.location
    path = FileSystemStorage(location=location).save(f"documents/2024/{name}", ContentFile(data))
    document.file.storage.discard(document.file.name)
    PortalDocument.objects.filter(pk=document.pk).update(file=path, file_name="", content_digest="")
    return PortalDocument.objects.get(pk=document.pk)


def publish(*documents: PortalDocument, **fields: Any) -> LegalDocumentPage:
    page = resources.regulation(**fields)
    page.files = [LegalFile(document=document, sort_order=place) for place, document in enumerate(documents)]
    return home.publish(page)


def read_all() -> None:
    while reading.read_next():
        pass


def text_of(document: PortalDocument) -> FileText:
    return FileText.objects.get(digest=PortalDocument.objects.get(pk=document.pk).content_digest)


def search(words: str, tokens: frozenset[str] = PUBLIC) -> list[Hit]:
    catch_up_now()
    return list(find(SearchQuery(text=words), tokens).hits)
