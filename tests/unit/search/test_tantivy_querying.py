"""Conditions as tantivy gets them, against a plain count over documents with every choice of a few words."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
import tantivy
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import query_terms
from search.clauses import AllOf, AnyClause, AnyOf, Best, Boosted, Fixed, Phrase, Somewhere, Word
from search.contract import WITHDRAWN
from search.engines import Alternative, Batch, Cursor, Plan
from search.engines.fields import SEARCHED
from search.engines.tantivy import TantivyEngine
from search.engines.tantivy.querying import to_query
from search.engines.tantivy.schema import open_index
from search.engines.tantivy.writing import Writing
from search.weighing import said_in
from tests.unit.search.indexing import MEMBER, PUBLIC, ask, document, put

WORDS = ("hak", "saksi", "korban", "dana", "kota", "laut", "desa")


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tantivy.Searcher]:
    """Documents that hold every set of the words, in the order above: their key is the words."""
    folder: Path = tmp_path_factory.mktemp("index")
    writing = Writing(folder)
    sets = [chosen for size in range(len(WORDS) + 1) for chosen in combinations(WORDS, size)]
    writing.apply(Batch(tuple(document(" ".join(chosen), body=" ".join(chosen)) for chosen in sets), (), Cursor()))
    yield open_index(folder).searcher()
    writing.close()


def holds(key: str, clause: AnyClause) -> bool:
    """What a clause means."""
    words = key.split()
    match clause:
        case Word(field, term) if field.endswith("_shingle"):
            return term.replace("_", " ") in key
        case Word(_, term) | Somewhere(_, term):
            return term in words
        case Phrase(_, places):
            return " ".join(term for _, term in places) in key
        case AnyOf(clauses, at_least, including):
            enough = sum(holds(key, each) for each in clauses) >= at_least
            return enough and (not including or any(holds(key, each) for each in including))
        case Best(clauses):
            return any(holds(key, each) for each in clauses)
        case AllOf(clauses, without):
            return all(holds(key, each) for each in clauses) and not any(holds(key, each) for each in without)
        case Boosted(inner, _) | Fixed(inner, _):
            return holds(key, inner)
    raise AssertionError(clause)


words = st.sampled_from(WORDS)
phrases = st.tuples(words, words).map(lambda pair: Phrase("body", tuple(enumerate(pair)))) | st.lists(
    words, min_size=2, max_size=4
).map(lambda said: said_in("body", said))
leaves: st.SearchStrategy[AnyClause] = words.map(lambda word: Somewhere(SEARCHED, word)) | words.map(
    lambda word: Word("body", word)
)
said: st.SearchStrategy[AnyClause] = (
    leaves
    | st.lists(leaves | phrases.map(lambda phrase: Boosted(phrase, 0.5)), min_size=1, max_size=3).map(tuple).map(Best)
    | st.lists(leaves | phrases, min_size=1, max_size=3).map(lambda some: AnyOf(tuple(some)))
)
enough = st.builds(
    lambda some, number, telling: AnyOf(tuple(some), number, tuple(some[:telling])),
    st.lists(said, max_size=8),
    st.integers(1, 8),
    st.integers(0, 4),
)


@given(enough, st.lists(enough, max_size=2))
def test_what_a_hit_need_not_answer_changes_no_hit_and_adds_to_its_score(
    searcher: tantivy.Searcher, clause: AnyOf, preferring: list[AnyOf]
) -> None:
    def scores(asked: AnyClause) -> dict[str, float]:
        return {
            str(searcher.doc(address)["key"][0]): score for score, address in searcher.search(to_query(asked), 200).hits
        }

    plain = scores(AllOf((Fixed(clause),)))
    some = (Boosted(Word("body", "hak"), 2.0), Fixed(Word("body", "kota"), 3.0))
    preferred = scores(AllOf((Fixed(clause),), preferring=(*some, *(Fixed(each, 1.5) for each in preferring))))
    assert preferred.keys() == plain.keys()
    word = scores(Boosted(Word("body", "hak"), 2.0))
    for key, score in preferred.items():
        expected = (
            word.get(key, 0.0) + 3.0 * ("kota" in key.split()) + 1.5 * sum(holds(key, each) for each in preferring)
        )
        assert score == pytest.approx(expected, abs=1e-4)


@given(enough, st.lists(said, max_size=2))
def test_so_many_of_the_clauses_are_what_they_say(
    searcher: tantivy.Searcher, clause: AnyOf, without: list[AnyClause]
) -> None:
    whole = AllOf((Fixed(clause), Fixed(Word("access", "public"))), without=tuple(without))
    hits = searcher.search(to_query(whole), 200).hits
    found = {str(searcher.doc(address)["key"][0]) for _, address in hits}
    every = {" ".join(chosen) for size in range(len(WORDS) + 1) for chosen in combinations(WORDS, size)}
    expected = {key for key in every if holds(key, AllOf((clause,), tuple(without)))}
    assert found == expected


def test_words_of_what_is_not_for_everybody_are_found_by_whom_it_is_for_and_known_to_nobody(
    engine: TantivyEngine,
) -> None:
    put(
        engine,
        [
            document("login", "Rapat rahasia", "Anggaran.", access=("login",)),
            document("over", "Rapat lama", "Anggaran.", status=WITHDRAWN),
            document("members", "Rapat", "Terbuka.", members="Anggaran rahasia."),
        ],
    )
    assert ask(engine, "anggaran") == []
    assert set(ask(engine, "anggaran", MEMBER)) == {"login", "members"}
    assert ask(engine, "anggaran", PUBLIC, withdrawn=True) == ["over"]
    assert engine.counts("stem", ["rapat", "buka", "anggaran", "rahasia", "lama"]) == [1, 1, 0, 0, 0]


def test_a_phrase_said_for_a_word_counts_as_the_word(engine: TantivyEngine) -> None:
    # So many that two of the three words are asked for.
    put(
        engine,
        [
            *(document(f"said{number}", "Dana", "Gaji pegawai negeri sipil.") for number in range(6)),
            *(document(f"short{number}", "Dana", "Gaji PNS.") for number in range(6)),
            document("apart", "Dana", "Pegawai kota yang sipil di negeri."),
        ],
    )
    plan = Plan(
        query_terms("gaji pns kota"), alternatives=(Alternative("pns", ("pegawai", "negeri", "sipil"), 2.0),), limit=20
    )
    found = engine.search(plan, PUBLIC)
    assert (found.total, len(found.keys)) == (12, 12)
    assert all(key.startswith("said") for key in found.keys[:6]), "The phrase is scored where it stands."
