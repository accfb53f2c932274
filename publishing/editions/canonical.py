"""What of a publication is hashed, and how: the canonical JSON of ``docs/editions.md``. Knows no database."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

__all__ = [
    "FORMAT",
    "LEFT_OUT",
    "LEFT_OUT_OF_ROWS",
    "NEXT_EDITION",
    "File",
    "canonical_json",
    "content_digest",
    "content_of",
    "digest_of",
    "envelope_of",
]

FORMAT = 1
"""Part of every digest; another way of hashing gets another number."""

NEXT_EDITION = "next_edition"
"""Under this name a revision carries what its editor said about the change (``publishing.editions.change``)."""

LEFT_OUT = frozenset(
    {
        # Where the page stands, and what it is called there: moving is no edition.
        *(
            "pk",
            "path",
            "depth",
            "numchild",
            "slug",
            "url_path",
            "locale",
            "translation_key",
            "content_type",
            "alias_of",
        ),
        # The state of the page and of its draft.
        *("live", "expired", "has_unpublished_changes", "draft_title", "owner", "locked", "locked_at", "locked_by"),
        *("latest_revision", "latest_revision_created_at", "live_revision", "first_published_at", "last_published_at"),
        *("go_live_at", "expire_at"),
        # What editors tell each other, and what stands in the envelope.
        *("wagtail_admin_comments", "comments", NEXT_EDITION),
    }
)
"""What a revision holds and an edition does not."""

LEFT_OUT_OF_ROWS = frozenset({"pk", "page", "meeting", "sort_order"})
"""The key of a row, the page that it belongs to, and its place, which the order of the list says."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as an edition has it; ``digest`` is the SHA-256 of its bytes, empty where it was not known."""

    document: int
    title: str
    name: str
    digest: str
    members_only: bool

    @classmethod
    def of(cls, row: Any) -> "File":
        """The file of a row of ``EditionFile``."""
        return cls(row.document_id, row.title, row.file_name, row.digest, row.members_only)

    @classmethod
    def of_document(cls, document: Any, *, members_only: bool) -> "File":
        """The file that a document has now."""
        return cls(document.pk, document.title, document.filename, document.content_digest, members_only)


def canonical_json(value: Any) -> bytes:
    """UTF-8, keys sorted by code point, no space between tokens, whole numbers without a fraction.

    Dates and times are written as Django stores them in a revision. Raises ``TypeError`` or ``ValueError`` for what
    JSON can't say.
    """
    text = json.dumps(
        _plain(value), cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def _plain(value: Any) -> Any:
    """PostgreSQL writes 2.0e1 as 20.0 or 20, so that only the value of a number may count."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def content_of(revision: Mapping[str, Any]) -> dict[str, Any]:
    """What a reader gets of the content of a revision: without ``LEFT_OUT``; rows by their order, choices sorted."""
    return {name: _part(value) for name, value in revision.items() if name not in LEFT_OUT}


def _part(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    if all(isinstance(item, dict) for item in value):
        return [_row(row) for row in value]
    if all(isinstance(item, int) for item in value):
        return sorted(value)
    return value


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _part(value) for name, value in row.items() if name not in LEFT_OUT_OF_ROWS}


def content_digest(revision: Mapping[str, Any]) -> str:
    """The SHA-256 of the content of a revision, in hexadecimal."""
    return hashlib.sha256(canonical_json(content_of(revision))).hexdigest()


def digest_of(edition: Any, files: Iterable[File]) -> str:
    """The SHA-256 of an edition (anything with its attributes) and its files, in hexadecimal."""
    return hashlib.sha256(canonical_json(envelope_of(edition, files))).hexdigest()


def envelope_of(edition: Any, files: Iterable[File]) -> dict[str, Any]:
    """All that the digest of an edition is made of."""
    return {
        "format": FORMAT,
        "page": edition.page_id,
        "number": edition.number,
        "content": edition.content_digest,
        "change_kind": edition.change_kind,
        "change_note": edition.change_note,
        "published_at": edition.published_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "effective_from": edition.effective_from.isoformat(),
        "files": [
            {
                "document": file.document,
                "title": file.title,
                "name": file.name,
                "sha256": file.digest,
                "members_only": file.members_only,
            }
            for file in sorted(files, key=lambda file: file.document)
        ],
        "previous": edition.previous_digest,
    }
