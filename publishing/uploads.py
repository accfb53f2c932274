"""What may be uploaded: not too large, and really what its name says."""

import zipfile
from typing import IO, Any

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["check_upload"]

# The content types (by magic number) that each extension may have.
_OFFICE_ZIP = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
_TEXT = {"txt", "csv"}


def check_upload(file: IO[bytes] | Any, name: str) -> None:
    """Raise ``ValidationError`` for a file that is empty, too large, or whose content does not match its name.

    ``file`` is an open, seekable binary file, left at its start; ``name`` gives the extension. The size limit is
    ``MAX_UPLOAD_BYTES`` of the settings, in bytes.
    """
    size = _size(file)
    if size == 0:
        raise ValidationError({"file": _("The file is empty. Choose another one.")})
    if size > settings.MAX_UPLOAD_BYTES:
        raise ValidationError(
            {
                "file": _("The file has %(size)d MB; at most %(limit)d MB are possible. Make it smaller or split it.")
                % {"size": -(-size // 1024**2), "limit": settings.MAX_UPLOAD_BYTES // 1024**2}
            }
        )
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if not _fits(file, extension):
        raise ValidationError(
            {
                "file": _(
                    "The content of the file is not what its name says (.%(extension)s). Save it in the right format."
                )
                % {"extension": extension or "?"}
            }
        )


def _size(file: Any) -> int:
    file.seek(0, 2)
    size: int = file.tell()
    file.seek(0)
    return size


def _fits(file: Any, extension: str) -> bool:
    """Whether the content can be what the extension says."""
    head = file.read(8192)
    file.seek(0)
    if extension in _TEXT:
        return b"\0" not in head and filetype.guess(head) is None
    if extension == "pdf":
        # Some scanners write a few bytes before the header; readers accept it within the first kilobyte.
        return b"%PDF-" in head[:1024]
    if extension in _OFFICE_ZIP or extension in _OPEN_DOCUMENT or extension == "zip":
        return _zip_fits(file, extension)
    return False


def _zip_fits(file: Any, extension: str) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if extension in _OFFICE_ZIP:
                return any(name.startswith(_OFFICE_ZIP[extension]) for name in names)
            if extension in _OPEN_DOCUMENT:
                return "mimetype" in names and archive.open("mimetype").read(100) == _OPEN_DOCUMENT[extension]
            return True
    except (zipfile.BadZipFile, EOFError, OSError, KeyError, RuntimeError, NotImplementedError):
        return False
    finally:
        file.seek(0)
