"""Lines of an archive: what is accepted, what is refused and why."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from publishing.archive import ArchiveRecord, LineError, parse_line, validate_lines

KINDS = {"regulation", "meeting"}


def line(**fields: Any) -> bytes:
    return json.dumps({"id": "uu-21-2007", "kind": "regulation", "title": "UU 21/2007", **fields}).encode()


def test_a_full_line_becomes_a_record() -> None:
    record = parse_line(
        line(
            html="<p>x</p>",
            number=21,
            year="2007",
            date="2007-04-19",
            agency=" DP3AP2KB ",
            topics=["Pencegahan", "Pencegahan", ""],
            files=["uu/21.pdf"],
            draft=True,
        ),
        KINDS,
    )
    assert record == ArchiveRecord(
        id="uu-21-2007",
        kind="regulation",
        title="UU 21/2007",
        html="<p>x</p>",
        number="21",
        year=2007,
        date=date(2007, 4, 19),
        agency="DP3AP2KB",
        topics=("Pencegahan",),
        files=("uu/21.pdf",),
        draft=True,
    )


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"not json", "JSON object"),
        (b"[]", "JSON object"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"id": NaN}', "JSON object"),
        (b"[" * 100_000, "JSON object"),
        (line(id=""), '"id" is missing'),
        (line(id="../etc"), '"id" must be'),
        (line(id="Besar"), '"id" must be'),
        (line(id="a" * 300), '"id" must be'),
        (line(kind="novel"), 'unknown "kind"'),
        (line(title=" "), '"title" is missing'),
        (line(title="x" * 256), '"title" has more'),
        (line(title=5), '"title" must be text'),
        (line(title="a\0b"), "NUL"),
        (line(text="a", html="b"), "not both"),
        (line(text="\ud800"), "surrogate"),
        (line(year=20_071), '"year"'),
        (line(year=True), '"year"'),
        (line(date="2007-02-30"), '"date"'),
        (line(date="2007-W16-4"), '"date"'),
        (line(topics="Pencegahan"), "list of texts"),
        (line(files=["/etc/passwd"]), '"files"'),
        (line(files=["../../rahasia.pdf"]), '"files"'),
        (line(draft="yes"), "true or false"),
        (line(pengarang="x"), "unknown field"),
    ],
)
def test_a_bad_line_says_what_is_wrong(raw: bytes, reason: str) -> None:
    with override("en"), pytest.raises(ValueError, match=r"\w") as caught:
        parse_line(raw, KINDS)
    assert reason in str(caught.value)


def test_a_huge_line_is_refused_before_it_is_parsed() -> None:
    with override("en"), pytest.raises(ValueError, match="8 MB"):
        parse_line(b'"' + b"x" * (8 * 1024 * 1024) + b'"', KINDS)


def test_lines_are_numbered_as_in_the_file_and_an_id_comes_once() -> None:
    lines = [b"\xef\xbb\xbf" + line(), b"\n", line(title="again"), b"broken"]
    with override("en"):
        found = list(validate_lines(lines, KINDS))
        said = str(found[1][1])
    assert [number for number, _ in found] == [1, 3, 4]
    assert isinstance(found[0][1], ArchiveRecord)
    assert said == 'line 3: the "id" uu-21-2007 is already in line 1'
    assert isinstance(found[2][1], LineError)


def test_a_missing_file_is_an_error_and_a_present_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "ada.pdf").write_bytes(b"%PDF-1.7")
    lines = [line(files=["ada.pdf"]), line(id="b", files=["tiada.pdf"])]
    with override("en"):
        found = list(validate_lines(lines, KINDS, tmp_path))
        said = str(found[1][1])
    assert isinstance(found[0][1], ArchiveRecord)
    assert said == "line 2: the file tiada.pdf is not there"


@given(st.binary(max_size=300))
def test_any_bytes_give_a_record_or_a_reason(raw: bytes) -> None:
    for _, found in validate_lines([raw], KINDS):
        assert isinstance(found, ArchiveRecord | LineError)


@given(
    st.dictionaries(
        st.sampled_from(["id", "kind", "title", "text", "html", "year", "date", "topics", "files", "draft", "number"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text() | st.integers()),
    )
)
def test_any_object_gives_a_record_or_a_reason(data: dict[str, Any]) -> None:
    for _, found in validate_lines([json.dumps(data).encode()], KINDS):
        assert isinstance(found, ArchiveRecord | LineError)
