"""Hostile and damaged office files are refused, whatever is wrong with them."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.extraction.readers import word
from publishing.extraction.readers.parts import Refusal
from tests.factories import files
from tests.unit.publishing.extraction.reading import archive, collected

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
_OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def body(text: str, before: str = "") -> bytes:
    return files.zipped(
        {"word/document.xml": f"{before}<w:document {_WORD}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>"}
    )


def refusal(data: bytes, unpacked: int = 10_000_000) -> str:
    return collected(lambda given, out: word.read(archive(given, unpacked), out), data).refused


@pytest.mark.parametrize("doctype", [_ENTITIES, _OUTSIDE])
def test_entities_are_refused(doctype: str) -> None:
    assert refusal(body("&c;" if doctype is _ENTITIES else "&a;", doctype)) is Refusal.BROKEN


def test_what_swells_when_it_is_unpacked_is_refused() -> None:
    assert refusal(body("a" * 2_000_000), unpacked=1_000_000) is Refusal.TOO_LARGE


def test_the_size_that_an_archive_tells_is_not_believed() -> None:
    data = bytearray(body("a" * 2_000_000))
    (info,) = zipfile.ZipFile(io.BytesIO(data)).infolist()
    size = info.file_size.to_bytes(4, "little")
    data = bytearray(bytes(data).replace(size, (10).to_bytes(4, "little")))
    assert refusal(bytes(data), unpacked=1_000_000) in {Refusal.TOO_LARGE, Refusal.BROKEN}


def test_a_password_of_word_and_one_of_zip_are_told_apart_from_damage() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) is Refusal.PASSWORD
    data = bytearray(body("x"))
    data[6] |= 1  # The flag in the header of the part, and below that in the directory.
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)) is Refusal.PASSWORD


def test_xml_without_an_end_is_refused() -> None:
    assert refusal(files.zipped({"word/document.xml": f"<w:document {_WORD}><w:p>"})) is Refusal.BROKEN


@given(st.integers(min_value=0, max_value=2000), st.binary(max_size=30))
def test_damage_anywhere_is_refused_or_read_and_nothing_else(place: int, noise: bytes) -> None:
    data = bytearray(body("Rapat koordinasi gugus tugas."))
    data[place : place + len(noise)] = noise
    assert refusal(bytes(data)) in {"", Refusal.BROKEN, Refusal.PASSWORD}
