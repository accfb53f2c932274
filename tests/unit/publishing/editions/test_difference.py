"""What differs between two texts and lists of rows: nothing lost, nothing made up, and never endless work."""

import time

from hypothesis import given
from hypothesis import strategies as st

from publishing.editions.difference import Gap, Line, Row, Rows, Text, difference, match_rows, only_changes

lines = st.lists(st.text(alphabet="ab .", min_size=1, max_size=12).filter(str.strip), max_size=12)


def text(*found: str) -> Text:
    return Text("body", "Teks", found)


def side(found: list[Line], other: str) -> list[str]:
    """The lines of one side; ``other`` is the kind of piece that is not on it."""
    kept = [[piece for piece in line.pieces if piece.kind != other] for line in found]
    return ["".join(piece.text for piece in pieces) for pieces in kept if pieces]


def row(key: int | None, content: str, place: int = 1) -> Row:
    return Row(key, place, (Text("text", "Teks", (content,)),))


@given(lines, lines)
def test_both_texts_can_be_read_from_their_difference(old: list[str], new: list[str]) -> None:
    (part,) = difference([text(*old)], [text(*new)])
    assert side(list(part.lines), "in") == old
    assert side(list(part.lines), "out") == new
    assert part.changed is (old != new)


@given(lines, lines)
def test_what_is_left_out_is_counted_and_never_a_change(old: list[str], new: list[str]) -> None:
    (part,) = difference([text(*old)], [text(*new)])
    short = only_changes(part.lines)
    assert sum(line.count if isinstance(line, Gap) else 1 for line in short) == len(part.lines)
    shown = [line for line in short if isinstance(line, Line)]
    assert [line for line in shown if line.changed] == [line for line in part.lines if line.changed]


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(1, 6)), st.sampled_from("abcdef")), max_size=8), st.data())
def test_every_row_of_both_editions_is_told_of_once(drawn: list[tuple[int | None, str]], data: st.DataObject) -> None:
    old = tuple(row(key, content, place) for place, (key, content) in enumerate(dict(drawn).items(), start=1))
    new = tuple(data.draw(st.permutations(old)))[: data.draw(st.integers(0, len(old)))]
    new = tuple(row(each.key, each.text, place) for place, each in enumerate(new, start=1))
    (part,) = difference([Rows("rows", "Baris", "Baris", old)], [Rows("rows", "Baris", "Baris", new)])
    assert [found.place for found in part.rows if found.place] == [each.place for each in new]
    assert sorted(found.was for found in part.rows if found.was) == [each.place for each in old]


def test_a_changed_word_is_shown_within_its_line() -> None:
    (part,) = difference([text("Batas waktu rujukan 3 hari kerja.")], [text("Batas waktu rujukan 24 jam.")])
    (line,) = part.lines
    assert [(piece.kind, piece.text) for piece in line.pieces] == [
        ("same", "Batas waktu rujukan "),
        ("out", "3 hari kerja"),
        ("in", "24 jam"),
        ("same", "."),
    ]


def test_rows_are_known_by_their_key_wherever_they_stand() -> None:
    old = (row(1, "Menerima", 1), row(2, "Memeriksa", 2), row(3, "Mencatat", 3))
    new = (row(4, "Menyapa", 1), row(1, "Menerima laporan", 2), row(3, "Mencatat", 3), row(2, "Memeriksa", 4))
    (part,) = difference([Rows("steps", "", "", old)], [Rows("steps", "", "", new)])
    states = [found.state for found in part.rows]
    assert states[:2] == ["in", "changed"]
    assert sorted(states[2:]) == ["moved", "same"]


def test_a_row_without_a_key_is_known_by_its_text_or_a_similar_one() -> None:
    old = [row(None, "Menerima laporan dari warga"), row(None, "Mencatat")]
    new = [row(7, "Mencatat"), row(8, "Menerima laporan dari siapa saja")]
    assert match_rows(old, new) == {0: 1, 1: 0}


def test_huge_texts_are_compared_in_bounded_time() -> None:
    old = text(*(f"baris {number} " + "a b " * 400 for number in range(3000)))
    new = text(*(f"lain {number} " + "b a " * 400 for number in range(3000)))
    begun = time.perf_counter()
    (part,) = difference([old], [new])
    assert part.changed
    assert time.perf_counter() - begun < 20
