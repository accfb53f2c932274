"""Whatever two editors do to the same base: nothing is lost, and nobody is asked about what only one of them changed."""

from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.copies.merge import Item, Kind, Merged, Side, merge, same

FIELDS = ("duty", "output")
words = st.sampled_from(["rujukan", "pemulangan", "pelaporan", "penampungan"])


def row(key: int | None, duty: str, output: str = "") -> Item:
    return Item(key, {"duty": duty, "output": output})


def rows_of(merged: Merged) -> list[tuple[int | str | None, str]]:
    return [(item.key, item.values["duty"]) for item in merged.content["steps"]]


def steps(base: Any, page: Any, copy: Any, **decided: Side) -> Merged:
    names = {name.replace("_", "/"): side for name, side in decided.items()}
    return merge({"steps": base}, {"steps": page}, {"steps": copy}, names)


# --- By example -------------------------------------------------------------------------------------------------------


def test_what_one_side_changed_is_taken() -> None:
    base = {"title": "A", "summary": "B", "topics": frozenset({1, 2})}
    page = {"title": "A!", "summary": "B", "topics": frozenset({1, 3})}
    copy = {"title": "A", "summary": "B!", "topics": frozenset({2, 4})}
    merged = merge(base, page, copy)
    assert merged.content == {"title": "A!", "summary": "B!", "topics": frozenset({3, 4})}
    assert not merged.conflicts


def test_what_both_changed_is_asked() -> None:
    base, page, copy = {"title": "A"}, {"title": "B"}, {"title": "C"}
    (conflict,) = merge(base, page, copy).conflicts
    assert (conflict.name, conflict.kind, conflict.base, conflict.page, conflict.copy) == (
        "title",
        "value",
        "A",
        "B",
        "C",
    )
    assert merge(base, page, copy, {"title": Side.PAGE}).content == {"title": "B"}
    assert merge(base, page, copy, {"title": Side.COPY}).content == {"title": "C"}


def test_rows_are_merged_by_value_and_keep_the_keys_of_the_page() -> None:
    base = (row(1, "terima", "lapor"), row(2, "rujuk"), row(3, "tutup"))
    page = (row(1, "terima!", "lapor"), row(2, "rujuk"), row(3, "tutup"), row(7, "arsipkan"))
    copy = (row(None, "sambut"), row(1, "terima", "lapor!"), row(3, "tutup"))
    merged = steps(base, page, copy)
    assert not merged.conflicts
    assert rows_of(merged) == [(None, "sambut"), (1, "terima!"), (3, "tutup"), (7, "arsipkan")]
    assert merged.content["steps"][1].values["output"] == "lapor!"


def test_a_row_changed_here_and_gone_there_is_asked() -> None:
    base, page, copy = (row(1, "terima"),), (row(1, "terima dan catat"),), ()
    (conflict,) = steps(base, page, copy).conflicts
    assert (conflict.kind, conflict.name, conflict.copy) == (Kind.ITEM, "steps/0", None)
    assert rows_of(steps(base, page, copy)) == []
    assert rows_of(steps(base, page, copy, steps_0=Side.PAGE)) == [(1, "terima dan catat")]
    assert rows_of(steps(base, copy, page)) == [(1, "terima dan catat")]


def test_a_block_is_one_piece() -> None:
    def block(text: str) -> Item:
        return Item("b1", {"type": "paragraph", "value": text}, whole=True)

    base, page, copy = (block("satu"),), (block("dua"),), (block("tiga"),)
    (conflict,) = steps(base, page, copy).conflicts
    assert (conflict.kind, conflict.name) == (Kind.ITEM, "steps/0")
    assert same(steps(base, page, copy, steps_0=Side.PAGE).content["steps"], page)


def test_the_order_of_one_side_is_taken_and_that_of_both_is_asked() -> None:
    a, b, c = row(1, "a"), row(2, "b"), row(3, "c")
    assert [key for key, _ in rows_of(steps((a, b, c), (c, a, b), (a, b, c, row(None, "d"))))] == [3, None, 1, 2]
    merged = steps((a, b, c), (c, a, b), (b, a, c))
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.name) == (Kind.ORDER, "steps")
    assert [key for key, _ in rows_of(merged)] == [2, 1, 3]
    assert [key for key, _ in rows_of(steps((a, b, c), (c, a, b), (b, a, c), steps=Side.PAGE))] == [3, 1, 2]


def test_what_both_added_in_the_same_words_is_there_once() -> None:
    merged = steps((), (row(5, "arsipkan"),), (row(None, "arsipkan"), row(None, "arsipkan")))
    assert [key for key, _ in rows_of(merged)] == [5, None]


def test_a_row_that_had_no_key_yet_is_known_again_by_its_words() -> None:
    base, page = (row(-1, "terima laporan"),), (row(9, "terima laporan segera"),)
    copy = (Item(-1, {"duty": "terima laporan", "output": "catatan"}),)
    merged = steps(base, page, copy)
    assert not merged.conflicts
    assert [item.values for item in merged.content["steps"]] == [{"duty": "terima laporan segera", "output": "catatan"}]


@pytest.mark.parametrize(
    ("base", "saved", "other"),
    [
        ("<p>Satu</p>", '<p data-block-key="ab1c2">Satu</p>', '<p data-block-key="x9y8z">Satu</p>'),
        ("Satu\nDua", "Satu\r\nDua", "Satu\r\nDua "),
        (["a"], ["a"], ["a"]),
        (
            {"steps": [{"type": "item", "value": "a", "id": "1"}]},
            {"steps": [{"type": "item", "value": "a", "id": "2"}]},
            {"steps": [{"type": "item", "value": "a", "id": "3"}]},
        ),
    ],
)
def test_what_the_editor_adds_unasked_is_no_change(base: Any, saved: Any, other: Any) -> None:
    merged = merge({"text": base}, {"text": saved}, {"text": other})
    assert merged == Merged({"text": saved}, ())


# --- Any edits --------------------------------------------------------------------------------------------------------

values = st.fixed_dictionaries({"title": words, "summary": words, "topics": st.frozensets(st.integers(1, 4))})


@st.composite
def stories(draw: Any) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """A base, and two sides that come from it; every word of a row is its own, so that nothing is taken for another."""
    size, fresh = draw(st.integers(0, 4)), count()
    base = tuple(row(key, f"k{key}", f"o{key}") for key in range(1, size + 1))

    def side(name: str) -> tuple[Item, ...]:
        items = []
        for item in draw(st.permutations(base)) if draw(st.booleans()) else base:
            fate = draw(st.sampled_from(["same", "same", "gone", "duty", "output"]))
            if fate == "gone":
                continue
            changed = {fate: f"{fate}{draw(st.sampled_from([name, 'both']))}{item.key}"} if fate in FIELDS else {}
            items.append(Item(item.key, {**item.values, **changed}))
        for _ in range(draw(st.integers(0, 2))):
            place = draw(st.integers(0, len(items)))
            items.insert(place, row(None, f"new{name}{next(fresh)}"))
        return tuple(items)

    def whole(steps: tuple[Item, ...]) -> dict[str, Any]:
        return {**draw(values), "steps": steps}

    return whole(base), whole(side("page")), whole(side("copy"))


def decisions(merged: Merged, side: Side) -> dict[str, Side]:
    return {conflict.name: side for conflict in merged.conflicts}


@given(stories())
def test_without_changes_on_one_side_the_other_is_the_result(story: Any) -> None:
    base, page, copy = story
    for first, second, expected in ((base, copy, copy), (page, base, page), (page, page, page)):
        merged = merge(base, first, second)
        assert not merged.conflicts
        assert merged.content.keys() == expected.keys()
        assert all(same(merged.content[name], value) for name, value in expected.items())


@given(stories(), st.sampled_from(Side))
def test_nothing_is_lost_and_nobody_is_asked_without_need(story: Any, side: Side) -> None:
    base, page, copy = story
    merged = merge(base, page, copy, decisions(merge(base, page, copy), side))
    asked = {conflict.name for conflict in merged.conflicts}
    chosen = page if side is Side.PAGE else copy
    for name in ("title", "summary"):
        changed = [each[name] for each in (page, copy) if each[name] != base[name]]
        assert (name in asked) == (len(set(changed)) > 1)
        assert merged.content[name] == (chosen[name] if name in asked else (*changed, base[name])[0])
    found = {item.key: item for item in merged.content["steps"] if item.key is not None}
    for place, before in enumerate(base["steps"]):
        ours, theirs = (next((i for i in each["steps"] if i.key == before.key), None) for each in (page, copy))
        check_row(before, ours, theirs, found.get(before.key), f"steps/{place}", asked, side)
    added = [item.values["duty"] for item in merged.content["steps"] if item.key is None]
    wanted = [item.values["duty"] for each in (page, copy) for item in each["steps"] if item.key is None]
    assert sorted(added) == sorted(wanted)


def check_row(before: Item, ours: Any, theirs: Any, found: Any, name: str, asked: set[str], side: Side) -> None:
    left = [item for item in (ours, theirs) if item is not None]
    if len(left) == 2:
        assert found is not None
        for part in FIELDS:
            changed = {item.values[part] for item in left} - {before.values[part]}
            assert (f"{name}/{part}" in asked) == (len(changed) > 1)
            chosen = (ours if side is Side.PAGE else theirs).values[part]
            assert found.values[part] == (chosen if len(changed) > 1 else next(iter(changed), before.values[part]))
        return
    contested = len(left) == 1 and not same(left[0], before)
    assert (name in asked) == contested
    kept = contested and (ours if side is Side.PAGE else theirs) is not None
    assert (found is not None) == kept
    assert not kept or same(found, left[0])


@given(stories(), st.sampled_from(Side))
def test_an_order_that_only_one_side_changed_is_kept(story: Any, side: Side) -> None:
    base, page, copy = story
    merged = merge(base, page, copy, decisions(merge(base, page, copy), side))
    result = [item.key for item in merged.content["steps"] if item.key is not None]

    def moved(items: Any) -> bool:
        keys = [item.key for item in items if item.key in result]
        return keys != sorted(keys)

    asked = any(conflict.kind is Kind.ORDER for conflict in merged.conflicts)
    if not moved(page["steps"]) and not moved(copy["steps"]):
        assert not asked
        assert result == sorted(result)
    elif not (moved(page["steps"]) and moved(copy["steps"])):
        assert not asked
        mover = page if moved(page["steps"]) else copy
        keys = [item.key for item in mover["steps"] if item.key in result]
        assert [key for key in result if key in keys] == keys
