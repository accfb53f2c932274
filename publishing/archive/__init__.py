"""Archive import: one JSON object a line → pages, validated whole before anything is written.

- ``record``: the form of a line (``ArchiveRecord``) and its validation, pure.
- ``registry``: which content type builds which kind; content apps call ``register_kind`` when they are ready.
- ``importer``: writes records below a parent, in steps that can be interrupted and repeated.
"""

from publishing.archive.record import ArchiveRecord, LineError, parse_line, validate_lines
from publishing.archive.registry import ArchiveContext, KindBuilder, register_kind, registered_kinds

__all__ = [
    "ArchiveContext",
    "ArchiveRecord",
    "KindBuilder",
    "LineError",
    "parse_line",
    "register_kind",
    "registered_kinds",
    "validate_lines",
]
