"""The backend that ``WAGTAILSEARCH_BACKENDS`` names."""

from typing import Any

from modelsearch.backends.base import BaseSearchBackend

from publishing.admin_search.dialects import Dialect
from publishing.admin_search.indexing import WordIndex, WordRebuilder
from publishing.admin_search.querying import WordQuery, WordResults

__all__ = ["AdminSearchBackend"]


class AdminSearchBackend(BaseSearchBackend):
    """Search over the words of the index entries; whole words and beginnings alike."""

    query_compiler_class = WordQuery
    autocomplete_query_compiler_class = WordQuery
    index_class = WordIndex
    results_class = WordResults
    rebuilder_class = WordRebuilder

    def __init__(self, params: dict[str, Any], dialect: Dialect) -> None:
        super().__init__(params)
        self.dialect = dialect
