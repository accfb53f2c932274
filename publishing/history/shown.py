"""What the banner of an old edition says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from publishing.history.files import FileThen
from publishing.models.editions import Edition

__all__ = ["EditionShown"]


@dataclass(frozen=True, slots=True)
class EditionShown:
    """An edition that is shown in place of the current page.

    ``newest`` is the number of the latest one, ``address`` that of the current page, ``files`` as they were, ``per`` the
    day that was asked for.
    """

    edition: Edition
    newest: int
    address: str
    files: Sequence[FileThen]
    per: date | None = None

    @property
    def is_newest(self) -> bool:
        """Whether no later one was published."""
        return self.edition.number == self.newest
