"""Words that mean the same: the list of the repository, and groups that are added while the portal runs."""

from collections.abc import Iterator

import pytest

from search import synonyms
from search.analysis import Token, phrase_stems, tokens
from search.engines import Plan
from search.engines.tantivy import TantivyEngine
from search.planning import understand
from search.synonyms import Synonyms, split_group
from search.vocabulary import Vocabulary
from search.words import lines
from tests.unit.search.indexing import PUBLIC, document, put


@pytest.fixture
def archive(engine: TantivyEngine) -> TantivyEngine:
    put(
        engine,
        [
            document("written out", "Pencegahan perdagangan orang"),
            document("short", "Rapat TPPO"),
            document("parts", "Orang tua di pasar perdagangan"),
            document("migrant", "Pelindungan buruh migran"),
            document("letter", "Surat keputusan pembentukan tim"),
            document("sk", "Sk dan nama lain"),
        ],
    )
    return engine


@pytest.fixture
def added() -> Iterator[list[tuple[str, ...]]]:
    groups: list[tuple[str, ...]] = []

    def source() -> tuple[tuple[str, ...], ...]:
        return tuple(groups)

    synonyms.add_source(source)
    yield groups
    synonyms._sources.remove(source)


def found(engine: TantivyEngine, text: str) -> list[str]:
    known = understand(text, Vocabulary(engine))
    plan = Plan(terms=known.terms, alternatives=known.alternatives, wordings=known.wordings)
    return list(engine.search(plan, PUBLIC).keys)


def test_what_is_called_otherwise_is_found_after_what_holds_the_word(archive: TantivyEngine) -> None:
    assert found(archive, "TPPO")[:2] == ["short", "written out"]
    assert found(archive, "tppo")[:2] == ["short", "written out"]
    assert found(archive, "perdagangan orang")[0] == "written out"
    assert "short" in found(archive, "perdagangan orang")
    assert found(archive, "human trafficking")[:2] in (["short", "written out"], ["written out", "short"])
    assert found(archive, "pekerja migran")[0] == "migrant"
    assert found(archive, "PMI") == ["migrant"]


def test_a_phrase_counts_only_where_it_stands_together(archive: TantivyEngine) -> None:
    assert "parts" not in found(archive, "TPPO")


def test_two_letters_are_expanded_in_capitals_or_alone_only(archive: TantivyEngine) -> None:
    assert "letter" in found(archive, "SK tim")
    assert "letter" in found(archive, "sk")
    assert understand("sk lain", Vocabulary(archive)).alternatives == ()


def test_a_word_of_the_list_is_not_taken_for_a_slip(archive: TantivyEngine) -> None:
    put(archive, [document(f"t{n}", "Shelters") for n in range(5)], 2)
    assert understand("shelter", Vocabulary(archive)).changes == ()


def test_a_group_that_is_added_works_at_once_and_so_does_taking_it_away(
    archive: TantivyEngine, added: list[tuple[str, ...]]
) -> None:
    assert found(archive, "pahlawan devisa") == []
    added.append(("pahlawan devisa", "buruh migran"))
    assert found(archive, "pahlawan devisa") == ["migrant"]
    added.clear()
    assert found(archive, "pahlawan devisa") == []


def test_adding_a_source_twice_is_adding_it_once() -> None:
    def source() -> tuple[tuple[str, ...], ...]:
        return ()

    synonyms.add_source(source)
    synonyms.add_source(source)
    assert synonyms._sources.count(source) == 1
    synonyms._sources.remove(source)


def said(text: str) -> list[Token]:
    return list(tokens(text))


def test_a_word_is_known_as_it_is_written_and_a_phrase_by_its_stems() -> None:
    known = Synonyms([("Pelaku", "tersangka"), ("perdagangan orang", "TPPO")])
    assert known.of(said("pelaku")) == (phrase_stems("tersangka"),)
    assert known.of(said("dilakukan")) == ()
    assert known.of(said("memperdagangkan orang")) == (("tppo",),)
    assert known.has(said("tppo")[0])


def test_a_group_of_one_and_members_without_a_word_say_nothing() -> None:
    known = Synonyms([("sendiri",), ("?", "!"), ()])
    assert known.of(said("sendiri")) == ()


def test_a_line_is_split_at_its_signs_and_cleaned() -> None:
    assert split_group(" TPPO =  perdagangan   orang = = TPPO ") == ("TPPO", "perdagangan orang")


def test_the_list_of_the_repository_is_clean() -> None:
    groups = [split_group(line) for line in lines("synonyms")]
    assert all(len(group) > 1 for group in groups)
    stems = [phrase_stems(member) for group in groups for member in set(group)]
    assert all(stems)
    # Trafficking and its Indonesian spelling may share a stem; no other member stands twice.
    assert len(stems) - len(set(stems)) <= 1
