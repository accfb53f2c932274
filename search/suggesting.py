"""While somebody types: words that the archive has, and documents that are called so. From public text alone.

Whoever asks gets the same answer: suggestions are those of an anonymous visitor, so that nothing private ever shows
among them, and no word that only a private text holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from search import engines, kinds
from search.access import ANONYMOUS_TOKENS
from search.analysis import Token, fold, normalise, tokens
from search.catalogue import entries
from search.citations import key_spans
from search.engines import Engine, Plan
from search.models import SearchEntry
from search.vocabulary import Vocabulary

SHORTEST = 2
LONGEST = 100
"""Less says nothing, and more is not typed but pasted: neither is completed."""
MOST_WORDS = 3
MOST_TITLES = 6
_ENDINGS = 40
"""As many words as the one being typed may still become are looked for in titles: the most frequent ones."""
_CANDIDATES = 24
_ANY_YEAR = "2000"
_WORDS_LOOKED_AT = 8


@dataclass(frozen=True, slots=True)
class Completion:
    """What somebody may want to go to: a question (``kind`` is empty) or a document, with its address.

    ``note`` says more about a document (its kind and number).
    """

    text: str
    href: str
    kind: str = ""
    note: str = ""


def suggest(typed: str, engine: Engine | None = None) -> tuple[Completion, ...]:
    """How the question may go on, then documents by that name; empty where too little or too much was typed.

    Addresses are in the reader's language. Raises EngineError.
    """
    text = normalise(typed).lstrip()[: LONGEST + 1]
    said = list(tokens(text))
    if not said or len(text) > LONGEST or len("".join(token.word for token in said)) < SHORTEST:
        return ()
    engine = engine or engines.current()
    return (*_questions(text, said, engine), *_documents(text, said, engine))


def _questions(text: str, said: list[Token], engine: Engine) -> list[Completion]:
    """The text with its last word completed, only so that something is found by it."""
    last = said[-1]
    if text[-1:].isspace() or text[last.end :].strip() or not last.word.isalpha() or len(last.word) < SHORTEST:
        return []
    before = text[: last.start]
    found = [word for word, _ in Vocabulary(engine).with_prefix(last.word, _WORDS_LOOKED_AT) if word.isalpha()]
    words = [word for word in found if word != last.word]
    words = _one_of_each_stem(words)
    if len(said) > 1:
        known = tuple((token.stem,) for token in said[:-1])
        totals = {word: _total(engine, (*known, (_stem(word),))) for word in words}
        words = sorted((word for word in words if totals[word]), key=lambda word: -totals[word])
    return [_question(before + word) for word in words[:MOST_WORDS]]


def _one_of_each_stem(words: list[str]) -> list[str]:
    """The words without those that are only another form of one before: they would find the same."""
    seen: dict[str, str] = {}
    for word in words:
        seen.setdefault(_stem(word), word)
    return list(seen.values())


def _question(text: str) -> Completion:
    return Completion(text, f"{reverse('search:results')}?{urlencode({'q': text})}")


def _total(engine: Engine, stems: tuple[tuple[str, ...], ...]) -> int:
    """How many public documents hold all of the stems."""
    return engine.search(Plan(phrases=stems, limit=1, facets=False), ANONYMOUS_TOKENS).total


def _stem(word: str) -> str:
    return next(tokens(word)).stem


def _documents(text: str, said: list[Token], engine: Engine) -> list[Completion]:
    """Public documents whose title or number holds the words; those that begin with them come first."""
    groups = [tuple(dict.fromkeys((token.word, _bare(token.word)))) for token in said]
    if not text[-1:].isspace():
        groups[-1] = _endings(said[-1].word, engine)
    cited = _cited(text, engine)
    keys = _keys(engine, (cited,)) if cited else ()
    keys = keys or _keys(engine, tuple(groups))
    fields = ("key", "url", "tree_path", "kind", "kind_label", "title", "number")
    offered = entries(ANONYMOUS_TOKENS, withdrawn=False).only(*fields).in_bulk(list(keys))
    beginning = fold(text.strip())
    found = sorted(
        (offered[key] for key in keys if key in offered),
        key=lambda entry: not (fold(entry.title).startswith(beginning) or fold(entry.number).startswith(beginning)),
    )
    return [_document(entry) for entry in found[:MOST_TITLES]]


def _keys(engine: Engine, groups: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    plan = Plan(named=groups, limit=_CANDIDATES, facets=False)
    return engine.search(plan, ANONYMOUS_TOKENS).keys


def _cited(text: str, engine: Engine) -> tuple[str, ...]:
    """The keys that a citation may become ("uu 21" those of all laws with this number); empty where it is none."""
    folded = fold(text.strip())
    for whole in (folded, f"{folded}/{_ANY_YEAR}"):
        for span in key_spans(whole):
            if (span.start, span.end) == (0, len(whole)):
                key = span.keys[0] if whole == folded else span.keys[0].removesuffix(_ANY_YEAR)
                return tuple(found for found, _ in engine.beginning("number", key, _ENDINGS))
    return ()


def _endings(word: str, engine: Engine) -> tuple[str, ...]:
    """The word, and what it may become: in titles, and without leading zeros in numbers."""
    bare = _bare(word)
    longer = [found for found, _ in engine.beginning("word", word, _ENDINGS)]
    if bare[0].isdigit():
        longer += [found for found, _ in engine.beginning("number", bare, _ENDINGS)]
    return tuple(dict.fromkeys((word, bare, *longer)))


def _bare(word: str) -> str:
    """A word as the field of numbers has it."""
    return word.lstrip("0") or word


def _document(entry: SearchEntry) -> Completion:
    kind = kinds.label(entry.kind, entry.kind_label)
    note = " · ".join(part for part in (kind, entry.number) if part)
    return Completion(entry.title, entry.href, entry.kind, note)
