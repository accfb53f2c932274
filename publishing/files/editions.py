"""What the editions of pages say of files. The only place of ``publishing.files`` that looks there."""

from collections.abc import Iterable

from publishing.models.editions import EditionFile

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

    The answer is that of the history itself (``publishing.history.visible``): of the page as it is today, without what was
    members' then or is hidden since.
    """
    from publishing.history.visible import newest_with_file, open_pages

    return bool(open_pages(newest_with_file(document_id, digest, tokens), tokens))
