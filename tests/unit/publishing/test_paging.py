"""Numbers of list pages: one spelling each."""

import pytest

from publishing.paging import page_number


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("1", 1), ("3", 3), ("12", 12)])
def test_a_page_that_the_list_has(asked: str, number: int) -> None:
    assert page_number(asked, 12) == number


@pytest.mark.parametrize(
    "asked", ["13", "0", "-1", "+2", "02", " 2", "2 ", "1_0", "2.0", "x", "²", "٢", "9" * 5000, "\x00"]
)
def test_anything_else_is_no_page(asked: str) -> None:
    assert page_number(asked, 12) is None


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("1", 1), ("2", None), ("0", None)])
def test_an_empty_list_has_one_page(asked: str, number: int | None) -> None:
    assert page_number(asked, 1) == number
