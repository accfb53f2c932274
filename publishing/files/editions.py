"""What the editions of pages say of files. The only place that looks there."""

from collections.abc import Iterable

__all__ = ["open_file", "used_files"]


def used_files(files: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Those of these files (document number, SHA-256) that an edition has used, whoever may see it."""
    return set()


def open_file(document_id: int, digest: str, tokens: frozenset[str]) -> bool:
    """Whether a holder of these access tokens may see an edition that used this file, and may see the file there."""
    return False
