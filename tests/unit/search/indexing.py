"""An index without a database: documents to put into it, and questions to ask."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from search.acronyms import explained
from search.analysis import number_of, own_keys, query_terms, terms
from search.definitions import defined_terms
from search.engines import Batch, Cursor, Document, Engine, Plan, Target

PUBLIC = frozenset({"public"})
MEMBER = frozenset({"public", "login", "members"})


def document(
    key: str, title: str = "", body: str = "", members: str = "", *, heading: str = "", **values: Any
) -> Document:
    base = Document(
        key=key,
        title=terms(title),
        about=terms(""),
        heading=terms(heading),
        body=terms(body),
        members=terms(members),
        members_heading=terms(""),
        own_keys=own_keys(title, ""),
        number=number_of(title, ""),
        defines=defined_terms(body),
        acronyms=explained(body),
        kind="sop",
        year=None,
        day=0,
        agency=None,
        topics=(),
        status=None,
        audience=None,
        access=("public",),
    )
    return replace(base, **values)


def put(engine: Target, documents: Iterable[Document], stamp: int = 1, deleted: Iterable[str] = ()) -> None:
    engine.apply(Batch(tuple(documents), tuple(deleted), Cursor(stamp, "ledger")))


def ask(engine: Engine, text: str = "", tokens: frozenset[str] = PUBLIC, **plan: Any) -> list[str]:
    return list(engine.search(Plan(query_terms(text), **plan), tokens).keys)
