"""What the tests of files share: upload, publish, read, search."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection

from publishing.files import reading
from publishing.models import DocumentVersion, FileText, PortalDocument
from publishing.models.document_versions import private_storage
from publishing.tasks import discard_files
from resources.models import LegalDocumentPage, LegalFile
from search.finding import find
from search.follower import catch_up_now
from search.hits import Hit
from search.query import SearchQuery
from tests.factories import files, home, resources

__all__ = [
    "MEMBER",
    "ONE",
    "PUBLIC",
    "TWO",
    "again",
    "from_before",
    "numbers",
    "publish",
    "read_all",
    "replace",
    "run_tasks",
    "search",
    "sha",
    "stored",
    "text_of",
    "upload",
]

PUBLIC = frozenset({"public"})
MEMBER = frozenset({"public", "login", "members"})

ONE, TWO = files.pdf("Satu"), files.pdf("Dua", "Halaman kedua")
"""Two files."""


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


def stored() -> set[str]:
    """The names of all files in the storage."""
    return {file.name for file in private_storage().walk()}


def again(document: PortalDocument) -> PortalDocument:
    """The document as it is stored."""
    return PortalDocument.objects.get(pk=document.pk)


def replace(document: PortalDocument, data: bytes, name: str = "baru.pdf") -> PortalDocument:
    document = again(document)
    document.file = ContentFile(data, name=name)
    document.save()
    return document


def numbers(document: PortalDocument) -> list[int]:
    return sorted(document.versions.values_list("number", flat=True))


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def run_tasks() -> None:
    """Do what was queued in the test's transaction: delete files."""
    for result in DBTaskResult.objects.filter(task_path=discard_files.module_path).order_by("enqueued_at"):
        discard_files.call(*result.args_kwargs["args"])
        result.delete()
