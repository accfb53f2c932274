"""Readers called in this process, for what they find; ``test_child`` calls them as the worker does."""

from publishing.extraction.readers.archives import Archive
from publishing.extraction.readers.parts import EnoughError, Limits, Out, Part, RefusedError

__all__ = ["archive", "collected"]


def archive(data: bytes, unpacked: int = 10_000_000) -> Archive:
    """An office file."""
    return Archive(data, unpacked=unpacked)


class collected(list[Part]):  # noqa: N801 - reads like a function.
    """What a reader gives: ``collected(word.read, archive(data))``.

    ``cut`` says why it ended early, ``refused`` why it gave up, if it did.
    """

    def __init__(self, reader, source, limits: Limits | None = None) -> None:  # type: ignore[no-untyped-def]
        super().__init__()
        self.out = Out(self.append, limits or Limits())
        self.cut = self.refused = ""
        try:
            reader(source, self.out)
        except EnoughError as enough:
            self.cut = enough.cut
        except RefusedError as refused:
            self.refused = refused.reason

    @property
    def texts(self) -> list[str]:
        return [part.text for part in self]

    @property
    def names(self) -> list[str]:
        return [part.name for part in self]
