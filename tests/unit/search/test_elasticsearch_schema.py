"""The mapping, and what a document, a tombstone and the cursor become."""

from search.contract import Term
from search.engines import Cursor
from search.engines.elasticsearch.schema import (
    from_cursor,
    index_definition,
    properties,
    to_cursor,
    to_source,
    tombstone,
)
from search.engines.fields import FIELDS, LOCAL, Holds
from tests.unit.search.indexing import document


def test_the_mapping_is_strict_and_has_the_fields_of_every_engine() -> None:
    definition = index_definition("x", shards=3, replicas=1, refresh="-1")
    assert definition["mappings"]["dynamic"] == "strict"
    assert definition["settings"]["number_of_shards"] == 3
    assert definition["settings"]["number_of_replicas"] == 1
    for name, holds in FIELDS.items():
        if name in LOCAL:
            assert name not in properties()
        else:
            assert properties()[name]["analyzer"] == "whitespace"
            options = {Holds.TEXT: None, Holds.WORDS: "freqs", Holds.VALUES: "docs"}
            assert properties()[name].get("index_options") == options[holds]


def test_no_text_is_kept_in_a_readable_form() -> None:
    kept = index_definition("x", shards=1, replicas=0, refresh="1s")["mappings"]["_source"]["includes"]
    assert not set(kept) & (set(FIELDS) | {"access"})


def test_a_document_is_written_with_its_terms_values_and_stamp() -> None:
    source = to_source(
        document("a", "Penanganan korban", year=2021, day=7, agency=Term("1", "Dinas"), topics=(Term("t", "Topik"),)), 5
    )
    expected = {
        "key": "a",
        "stamp": 5,
        "deleted": False,
        "access": ["public"],
        "title_word": "penanganan korban",
        "kind": "sop",
        "year": 2021,
        "day": 7,
        "agency": ["1"],
        "agency_shown": ["1\x1fDinas"],
        "topic": ["t"],
        "topic_shown": ["t\x1fTopik"],
    }
    assert expected.items() <= source.items()
    # What is empty is left out.
    assert not {"body", "members", "status", "audience_shown"} & set(source)
    assert set(source) <= set(properties())


def test_a_label_of_any_length_can_be_counted() -> None:
    source = to_source(document("a", agency=Term("1", "x" * 100_000)), 1)
    assert len(source["agency_shown"][0]) < 1000


def test_a_tombstone_says_nothing_but_that_it_is_one() -> None:
    assert tombstone("a", 9) == {"key": "a", "stamp": 9, "deleted": True}


def test_the_cursor_is_read_as_it_was_written() -> None:
    cursor, rejected = Cursor(7, "ledger"), {"a:1": "mapper", "b:2": "other"}
    assert from_cursor(to_cursor(cursor, rejected)) == (cursor, rejected)
    assert set(to_cursor(cursor, rejected)) <= set(properties())
