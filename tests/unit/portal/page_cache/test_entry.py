"""Stored pages: encodings, tags, and their form on disk."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.page_cache.entry import DamagedError, build, dump, load, unchanged

HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", "default-src 'self'")]
BODY = b"<p>Rapat koordinasi Gugus Tugas</p>" * 100


def test_each_encoding_holds_the_same_page() -> None:
    entry = build(HEADERS, BODY, 1.0)
    bodies = {name: one.body for name, one in entry.representations.items()}
    assert bodies["identity"] == BODY
    assert brotli.decompress(bodies["br"]) == BODY
    assert gzip.decompress(bodies["gzip"]) == BODY


def test_each_encoding_has_a_strong_tag_of_its_own() -> None:
    tags = [one.etag for one in build(HEADERS, BODY, 1.0).representations.values()]
    assert len(set(tags)) == 3
    assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)


def test_the_same_page_keeps_its_tag_over_generations() -> None:
    first, second = build(HEADERS, BODY, 1.0), build(HEADERS, BODY, 2.0)
    assert first.representations["br"].etag == second.representations["br"].etag


def test_an_encoding_that_saves_nothing_is_left_out() -> None:
    assert set(build(HEADERS, b"x", 1.0).representations) == {"identity"}


def test_what_is_compressed_already_is_left_alone() -> None:
    assert set(build([("Content-Type", "application/pdf")], BODY, 1.0).representations) == {"identity"}


def test_headers_of_the_view_are_kept_and_describe_the_body() -> None:
    headers = dict(build(HEADERS, BODY, 1.0).representations["br"].headers)
    assert headers["Content-Security-Policy"] == "default-src 'self'"
    assert headers["Content-Encoding"] == "br"
    assert headers["Vary"] == "Accept-Encoding, Cookie"
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_304_repeats_the_policy_but_does_not_describe_a_body() -> None:
    names = {name for name, _ in build(HEADERS, BODY, 1.0).representations["br"].not_modified}
    assert {"Content-Security-Policy", "ETag", "Vary", "Cache-Control"} <= names
    assert not names & {"Content-Type", "Content-Length", "Content-Encoding"}


@given(st.binary(max_size=3000), st.floats(min_value=0, max_value=1e11))
def test_an_entry_comes_back_from_disk_as_it_was(body: bytes, expires: float) -> None:
    entry = build(HEADERS, body, expires)
    assert load(dump(entry, HEADERS, "name"), "name") == entry


@given(st.data())
def test_a_damaged_entry_is_recognised(data: st.DataObject) -> None:
    whole = dump(build(HEADERS, BODY, 1.0), HEADERS, "name")
    cut = data.draw(st.integers(min_value=0, max_value=len(whole) - 1))
    with pytest.raises(DamagedError):
        load(whole[:cut], "name")
    flipped = bytearray(whole)
    flipped[cut] ^= data.draw(st.integers(min_value=1, max_value=255))
    with pytest.raises(DamagedError):
        load(bytes(flipped), "name")


@given(st.binary(max_size=200))
def test_any_other_file_is_recognised(content: bytes) -> None:
    with pytest.raises(DamagedError):
        load(content, "name")


def test_an_entry_under_another_name_is_recognised() -> None:
    with pytest.raises(DamagedError):
        load(dump(build(HEADERS, BODY, 1.0), HEADERS, "name"), "other")


@pytest.mark.parametrize(
    ("header", "same"),
    [
        ('"a-br"', True),
        ('W/"a-br"', True),
        ('"x", "a-br"', True),
        ("*", True),
        ('"a-gzip"', False),
        ("a-br", False),
        ("", False),
    ],
)
def test_if_none_match(header: str, same: bool) -> None:
    assert unchanged(header, '"a-br"') is same
