"""Hashes a file while it comes in, and keeps nothing of it: neither in memory nor on the disk."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

__all__ = ["FIELD", "HashedFile", "hashed_file", "is_far_too_large"]

FIELD = "berkas"


class HashedFile(UploadedFile):  # type: ignore[type-arg]
    """What is known of a file that was sent: its SHA-256 and its size, up to one byte more than is allowed."""

    def __init__(self, digest: str, size: int) -> None:
        # Without the name that the visitor's device gave it: nobody needs to know that.
        super().__init__(ContentFile(b""), FIELD, "application/octet-stream", size)
        self.digest = digest

    @property
    def is_too_large(self) -> bool:
        """Whether it has more bytes than a file of the portal can have; its digest is then that of a part."""
        return bool(self.size and self.size > settings.MAX_UPLOAD_BYTES)


class _Hashing(FileUploadHandler):
    """Django's door for uploads: gets a file in pieces. Only the first file of the field counts."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._done = False

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(field_name, *args, **kwargs)
        if self._done or field_name != FIELD:
            raise SkipFile
        self._done = True
        self._hash = hashlib.sha256()
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece, given on to nobody. Of what is too large the rest is read past, so that the visitor gets an answer."""
        if self._size > settings.MAX_UPLOAD_BYTES:
            return
        self._size += len(raw_data)
        self._hash.update(raw_data)

    def file_complete(self, file_size: int) -> HashedFile:
        """The end of the file."""
        return HashedFile(self._hash.hexdigest(), self._size)


def is_far_too_large(request: HttpRequest) -> bool:
    """Whether so much was announced that it is not worth being read to its end."""
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return False
    return announced > 2 * settings.MAX_UPLOAD_BYTES + 1024 * 1024


def hashed_file(request: HttpRequest) -> HashedFile | None:
    """The file that was sent, or None where none was.

    Must be called before anything else reads the request's body. Raises what Django raises for a body that can't be read.
    """
    request.upload_handlers = [_Hashing(request)]
    found = request.FILES.get(FIELD)
    return found if isinstance(found, HashedFile) else None
