"""What is hashed of an edition, and what makes no difference."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.editions.canonical import (
    LEFT_OUT,
    LEFT_OUT_OF_ROWS,
    File,
    canonical_json,
    content_digest,
    content_of,
    digest_of,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


def edition(**fields: Any) -> SimpleNamespace:
    values = {
        "page_id": 7,
        "number": 2,
        "content_digest": "a" * 64,
        "change_kind": "major",
        "change_note": "Batas waktu menjadi 24 jam.",
        "published_at": datetime(2026, 1, 2, 3, 4, 5, 678901, UTC),
        "effective_from": date(2026, 2, 1),
        "previous_digest": "b" * 64,
    }
    return SimpleNamespace(**{**values, **fields})


FILE = File(document=3, title="Lampiran", name="lampiran.pdf", digest="c" * 64, members_only=False)


@given(JSON)
def test_canonical_json_says_the_value_in_one_way(value: Any) -> None:
    text = canonical_json(value)
    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text


@given(st.dictionaries(WORDS, JSON, max_size=6))
def test_the_order_of_keys_makes_no_difference(value: Mapping[str, Any]) -> None:
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)


def test_canonical_json_as_it_is_documented() -> None:
    assert (
        canonical_json({"b": "é “x”\n", "a": [1, 2.0, None, True]}) == '{"a":[1,2,null,true],"b":"é “x”\\n"}'.encode()
    )
    assert canonical_json({"hari": date(2026, 1, 2), "jam": datetime(2026, 1, 2, 3, 4, tzinfo=UTC)}) == (
        b'{"hari":"2026-01-02","jam":"2026-01-02T03:04:00Z"}'
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object()])
def test_what_json_can_not_say_is_refused(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical_json({"x": value})


@pytest.mark.parametrize("name", sorted(LEFT_OUT))
def test_the_place_and_the_state_of_a_page_are_not_its_content(name: str) -> None:
    assert content_of({"title": "SOP", name: "x"}) == {"title": "SOP"}


@pytest.mark.parametrize("name", sorted(LEFT_OUT_OF_ROWS))
def test_a_row_is_what_it_says_and_where_it_stands(name: str) -> None:
    rows = [{"text": "satu", name: 1}, {"text": "dua", name: 2}]
    assert content_of({"steps": rows}) == {"steps": [{"text": "satu"}, {"text": "dua"}]}
    assert content_digest({"steps": rows}) != content_digest({"steps": rows[::-1]})


def test_chosen_topics_have_no_order() -> None:
    assert content_digest({"topics": [3, 1, 2]}) == content_digest({"topics": [1, 2, 3]})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page_id", 8),
        ("number", 3),
        ("content_digest", "d" * 64),
        ("change_kind", "minor"),
        ("change_note", "Lain"),
        ("published_at", datetime(2026, 1, 2, 3, 4, 5, 678902, UTC)),
        ("effective_from", date(2026, 2, 2)),
        ("previous_digest", ""),
    ],
)
def test_every_part_of_an_edition_is_in_its_digest(name: str, value: Any) -> None:
    assert digest_of(edition(**{name: value}), [FILE]) != digest_of(edition(), [FILE])


@pytest.mark.parametrize(
    "other",
    [
        File(4, "Lampiran", "lampiran.pdf", "c" * 64, False),
        File(3, "Lain", "lampiran.pdf", "c" * 64, False),
        File(3, "Lampiran", "lain.pdf", "c" * 64, False),
        File(3, "Lampiran", "lampiran.pdf", "d" * 64, False),
        File(3, "Lampiran", "lampiran.pdf", "c" * 64, True),
    ],
)
def test_every_part_of_a_file_is_in_the_digest(other: File) -> None:
    assert digest_of(edition(), [other]) != digest_of(edition(), [FILE])
    last = File(9, "Lain", "lain.pdf", "e" * 64, False)
    assert digest_of(edition(), [other, last]) == digest_of(edition(), [last, other])


def test_the_time_zone_of_the_reader_makes_no_difference() -> None:
    there = edition().published_at.astimezone(timezone(timedelta(hours=8)))
    assert digest_of(edition(published_at=there), []) == digest_of(edition(), [])


def test_the_digest_as_it_is_documented() -> None:
    text = (
        '{"change_kind":"major","change_note":"Batas waktu menjadi 24 jam.","content":"' + "a" * 64 + '",'
        '"effective_from":"2026-02-01","files":[{"document":3,"members_only":false,"name":"lampiran.pdf","sha256":"'
        + "c" * 64
        + '","title":"Lampiran"}],"format":1,"number":2,"page":7,"previous":"'
        + "b" * 64
        + '","published_at":"2026-01-02T03:04:05.678901+00:00"}'
    )
    assert digest_of(edition(), [FILE]) == hashlib.sha256(text.encode()).hexdigest()
