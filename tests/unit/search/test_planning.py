"""What the archive makes of a question, over a real index."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import terms
from search.engines import Alternative, Plan
from search.engines.tantivy import TantivyEngine
from search.planning import Understanding, understand
from search.vocabulary import Vocabulary
from tests.unit.search.indexing import MEMBER, PUBLIC, document, put

MEMBERS_ONLY: dict[str, Any] = {"access": ("members", "superuser")}


@pytest.fixture
def archive(engine: TantivyEngine) -> TantivyEngine:
    put(
        engine,
        [
            *(document(f"k{n}", "Koordinasi perlindungan korban", "Gugus tugas daerah.") for n in range(4)),
            document("leave", "Cuti pegawai negeri sipil", "Cuti diberikan atasan."),
            document(
                "service", "Manajemen aparatur", "Pegawai Negeri Sipil (PNS) adalah pegawai. PNS PNS cuti cuti. " * 3
            ),
            document("terms", "Ketentuan umum", "1. Rumah Aman adalah tempat tinggal sementara bagi korban."),
            document("house", "Rumah aman bagi korban", "Rumah aman, rumah aman, rumah aman."),
        ],
    )
    return engine


def understood(engine: TantivyEngine, text: str) -> Understanding:
    return understand(text, Vocabulary(engine))


def found(engine: TantivyEngine, text: str, tokens: frozenset[str] = PUBLIC) -> list[str]:
    known = understood(engine, text)
    plan = Plan(
        terms=known.terms,
        alternatives=known.alternatives,
        wordings=known.wordings,
        meaning=known.meaning,
        asks_meaning=known.asks_meaning,
    )
    return list(engine.search(plan, tokens).keys)


@pytest.mark.parametrize("slip", ["kordinasi", "koordinsai", "koordinassi", "koordenasi", "kOORDINAI"])
def test_a_word_that_the_archive_lacks_finds_what_was_meant(archive: TantivyEngine, slip: str) -> None:
    known = understood(archive, f"{slip} korban")
    assert known.corrected(f"{slip} korban") == "koordinasi korban"
    assert not known.all_changed
    assert set(found(archive, f"{slip} korban")[:4]) == {"k0", "k1", "k2", "k3"}
    assert set(found(archive, slip)) == {"k0", "k1", "k2", "k3"}
    assert understood(archive, slip).all_changed


@pytest.mark.parametrize("word", ["korban", "perlindungannya", "melindungi", "xyzzyq", "cutu", "uu", "21"])
def test_known_short_and_rare_words_are_not_corrected(archive: TantivyEngine, word: str) -> None:
    # "cutu" is near "cuti", but two documents are too few to be sure that it is a word.
    assert understood(archive, word).corrected(word) == ""


def test_a_forgotten_blank_is_found(archive: TantivyEngine) -> None:
    known = understood(archive, "gugustugas")
    assert known.corrected("gugustugas") == "gugus tugas"
    assert "k0" in found(archive, "gugustugas")


def test_a_citation_is_not_corrected(archive: TantivyEngine) -> None:
    assert understood(archive, "UU 21/2007 koordinasi").changes == ()


def test_an_acronym_finds_its_expansion_and_the_other_way_round(archive: TantivyEngine) -> None:
    assert found(archive, "cuti PNS")[0] == "leave"
    assert Alternative("pns", ("pegawai", "negeri", "sipil"), 1.0) in understood(archive, "cuti PNS").alternatives
    assert {other.terms for other in understood(archive, "pegawai negeri sipil").alternatives} == {("pns",)}


def test_the_document_that_defines_a_term_comes_first_when_its_meaning_is_asked(archive: TantivyEngine) -> None:
    assert found(archive, "rumah aman")[0] == "house"
    for question in ("apa itu rumah aman", "Pengertian rumah aman?", "rumah aman itu apa", "definisi dari rumah aman"):
        known = understood(archive, question)
        assert known.asks_meaning
        assert known.meaning == "rumah_aman"
        assert found(archive, question)[0] == "terms"


def test_the_vocabulary_holds_public_words_only(engine: TantivyEngine) -> None:
    secret = "Badan Rahasia Negara (BRN) adalah rahasia."
    put(
        engine,
        [
            *(document(f"m{n}", "Zamrud", secret, **MEMBERS_ONLY) for n in range(5)),
            *(document(f"p{n}", "Rapat", "Pembukaan.", members="Safir dibahas.") for n in range(5)),
        ],
    )
    vocabulary = Vocabulary(engine)
    for word in ("zamrud", "rahasia", "safir"):
        assert vocabulary.frequency(word) == 0
        assert vocabulary.with_prefix(word[:3], 9) == []
        assert vocabulary.corrections(f"{word}a") == []
    assert vocabulary.expansions("brn") == []
    assert vocabulary.acronyms("badan_rahasia_negara") == []
    assert vocabulary.frequency("rapat") == 5
    assert found(engine, "zamrut", MEMBER) == []


def test_words_leave_with_their_documents(engine: TantivyEngine) -> None:
    text = "Pegawai Negeri Sipil (PNS) adalah pegawai."
    kept = [document(f"k{n}", "Rapat") for n in range(9)]
    put(engine, [*kept, *(document(f"d{n}", "Zamrud", text) for n in range(6))])
    vocabulary = Vocabulary(engine)
    assert vocabulary.with_prefix("zam", 9) == [("zamrud", 6)]
    assert vocabulary.expansions("pns")
    hidden = [document(f"d{n}", "Zamrud", text, **MEMBERS_ONLY) for n in range(3)]
    put(engine, hidden, 2, deleted=[f"d{n}" for n in range(3, 6)])
    assert vocabulary.frequency("zamrud") == 0
    assert vocabulary.with_prefix("zam", 9) == []
    assert vocabulary.corrections("zamrut") == []
    assert vocabulary.expansions("pns") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.text(max_size=80) | st.text(st.sampled_from("apitu kobrnsde-'21/\"UPNS"), max_size=60))
def test_any_question_is_understood(archive: TantivyEngine, text: str) -> None:
    known = understood(archive, text)
    assert all(other.of in known.terms.stems for other in known.alternatives)
    assert all(len(other.terms) >= 1 for other in known.alternatives)
    found(archive, text)


def test_terms_hold_what_alternatives_stand_for(archive: TantivyEngine) -> None:
    known = understood(archive, "kordinasi")
    assert known.terms.stems == terms("koordinasi").stems
    assert "koordinasi" in known.terms.shown


def test_words_that_many_documents_have_are_known_as_such(engine: TantivyEngine) -> None:
    put(
        engine,
        [
            *(document(f"m{n}", "Menteri", "Menteri berlaku.") for n in range(60)),
            *(document(f"k{n}", "Ketua", "Ketua berlaku.") for n in range(50)),
            *(document(f"s{n}", "Rahasia", "Zamrud rahasia.", **MEMBERS_ONLY) for n in range(150)),
            document("village", "Desa"),
        ],
    )
    vocabulary = Vocabulary(engine)
    stems = terms("menteri berlaku ketua desa").stems
    assert vocabulary.common(stems, 0.5, 10) == set(terms("menteri berlaku").stems)
    assert vocabulary.common(stems, 0.5, 80) == set(terms("berlaku").stems), "In a small archive no word is common."
    # What is not for everybody counts for nothing.
    assert vocabulary.common(terms("zamrud desa").stems, 0.1, 10) == frozenset()
    assert understood(engine, "menteri berlaku ketua").common == set(terms("berlaku").stems)
    assert understood(engine, "apa itu desa").common == frozenset()


def test_a_question_is_a_phrase_as_it_was_written_and_with_what_an_acronym_stands_for(archive: TantivyEngine) -> None:
    assert understood(archive, "cuti").wordings == ()
    assert understood(archive, "gugus tugas").wordings == (terms("gugus tugas").stems,)
    assert understood(archive, "korban dan cuti untuk").wordings == (
        terms("korban dan cuti").stems,
        terms("korban dan cuti untuk").stems,
    )
    assert terms("cuti pegawai negeri sipil").stems in understood(archive, "cuti PNS").wordings
    assert understood(archive, "satu dua tiga empat lima").wordings == (), "A long sentence is no name."


def test_words_on_a_root_that_no_list_knows_find_each_other(engine: TantivyEngine) -> None:
    put(
        engine,
        [
            *(document(f"noun{n}", "Sablon kaus", "Pelatihan sablon bagi penyintas.") for n in range(3)),
            document("act", "Penyablonan", "Tempat penyablonan kaus."),
            document("other", "Menyanyi", "Pelatihan menyanyi."),
        ],
    )
    assert set(found(engine, "menyablon")) == {"noun0", "noun1", "noun2", "act"}
    assert set(found(engine, "penyablonan")) == {"noun0", "noun1", "noun2", "act"}
    assert found(engine, "penyablonan")[0] == "act"
    assert set(found(engine, "sablon")) == {"noun0", "noun1", "noun2", "act"}
    assert not understood(engine, "menyablon").changes


def test_a_family_of_members_words_is_not_told(engine: TantivyEngine) -> None:
    put(engine, [document(f"m{n}", "Sablon", "sablon", **MEMBERS_ONLY) for n in range(3)])
    assert understood(engine, "menyablon").alternatives == ()
    assert understood(engine, "sablon").alternatives == ()
