"""A text of a law as the portal's ledger takes it."""

from bench.laws import chapters
from search.contract import PUBLIC, Passage, Searchable, Term

__all__ = ["EVERYBODY", "LawDocument"]

EVERYBODY = frozenset({PUBLIC})
"""What a visitor holds; ``search.access`` says the same, but only once Django is set up."""


class LawDocument(Searchable):
    """A text of a law as the ledger takes it, without a page behind it. ``key`` is ``<family>:<name>``."""

    def __init__(self, key: str, number: int, title: str, text: str) -> None:
        self.key = key
        self.number = number
        self.title = title
        self.text = text

    def search_key(self) -> str:
        return self.key

    def search_object_id(self) -> int:
        return self.number

    def search_tree_path(self) -> str:
        return ""

    def search_url(self) -> str:
        return f"/uji/{self.key.partition(':')[2]}/"

    def search_kind(self) -> Term:
        return Term("regulation", "Peraturan")

    def search_title(self) -> str:
        return self.title

    def search_passages(self) -> list[Passage]:
        return [Passage(heading, "", text, heading=heading) for heading, text in chapters(self.text)]

    def search_access(self) -> frozenset[str]:
        return EVERYBODY
