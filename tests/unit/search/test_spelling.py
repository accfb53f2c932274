"""Slips of the pen."""

from hypothesis import given
from hypothesis import strategies as st

from search.spelling import correctable, neighbours, splits

words = st.text(st.sampled_from("abcdefgh"), min_size=5, max_size=12)


@given(words, st.data())
def test_every_slip_is_undone_by_a_neighbour(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("xyz"))
    for slip in (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    ):
        assert slip == word or word in neighbours(slip)


@given(words)
def test_a_word_is_no_neighbour_of_itself_and_none_comes_twice(word: str) -> None:
    near = neighbours(word)
    assert word not in near
    assert len(set(near)) == len(near) < 1000


def test_short_words_and_codes_are_left_alone() -> None:
    assert correctable("korban")
    assert not correctable("uu")
    assert not correctable("dp3ap2kb")
    assert not correctable("2007")


def test_a_forgotten_blank_is_looked_for_between_two_real_parts() -> None:
    assert splits("gugustugas")[0] == ("gug", "ustugas")
    assert ("gugus", "tugas") in splits("gugustugas")
    assert splits("kata") == []
