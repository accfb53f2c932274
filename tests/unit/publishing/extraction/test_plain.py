"""Plain text and CSV in whatever encoding."""

import pytest

from publishing.extraction.readers import plain
from publishing.extraction.readers.parts import Refusal
from tests.unit.publishing.extraction.reading import collected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_whatever_its_encoding(encoding: str) -> None:
    assert collected(plain.read_text, "Café é Sinjai\r\nBaris dua".encode(encoding)).texts == [
        "Café é Sinjai\nBaris dua"
    ]


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_table_is_read_whatever_stands_between_its_cells(between: str) -> None:
    rows = [["Nama instansi", "Jumlah"], ["DP3AP2KB", "3"], ["Polres Sinjai", "2"]]
    data = "\r\n".join(between.join(row) for row in rows).encode()
    assert collected(plain.read_table, data).texts == ["Nama instansi | Jumlah\nDP3AP2KB | 3\nPolres Sinjai | 2"]


def test_quoted_cells_and_a_single_column_are_read() -> None:
    assert collected(plain.read_table, b'"a, b",c\n').texts == ["a, b | c"]
    assert collected(plain.read_table, b"satu\ndua\n").texts == ["satu\ndua"]


def test_what_is_no_text_is_refused() -> None:
    assert collected(plain.read_text, b"MZ\0\0\1").refused is Refusal.BROKEN


def test_an_empty_file_has_no_parts() -> None:
    assert collected(plain.read_text, b"") == []
    assert collected(plain.read_table, b"") == []
