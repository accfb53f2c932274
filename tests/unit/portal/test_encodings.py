"""What a client takes, and what is worth compressing."""

import gzip

import brotli
import pytest

from portal.encodings import compress, is_compressible, preferred

BODY = b"<p>Rapat koordinasi Gugus Tugas</p>" * 100


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("", "identity"),
        ("deflate", "identity"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.000, gzip;q=0", "identity"),
        ("*", "br"),
        ("*, br;q=0", "gzip"),
        ("BR", "br"),
        ("br;q=nonsense", "br"),
        (";;;,,,", "identity"),
    ],
)
def test_the_encoding_is_one_that_the_client_takes(header: str, chosen: str) -> None:
    assert preferred(header)[0] == chosen


@pytest.mark.parametrize("thorough", [True, False])
def test_what_is_compressed_can_be_read_again(thorough: bool) -> None:
    assert brotli.decompress(compress(BODY, "br", thorough=thorough)) == BODY
    assert gzip.decompress(compress(BODY, "gzip", thorough=thorough)) == BODY
    assert compress(BODY, "identity", thorough=thorough) == BODY


def test_the_same_body_is_always_the_same_bytes() -> None:
    assert compress(BODY, "gzip", thorough=True) == compress(BODY, "gzip", thorough=True)


@pytest.mark.parametrize(
    ("content_type", "worth_it"),
    [
        ("text/html; charset=utf-8", True),
        ("application/json", True),
        ("Application/Atom+XML", True),
        ("image/svg+xml", True),
        ("image/webp", False),
        ("application/pdf", False),
        ("application/zip", False),
        ("", False),
    ],
)
def test_only_text_is_compressed(content_type: str, worth_it: bool) -> None:
    assert is_compressible(content_type) is worth_it
