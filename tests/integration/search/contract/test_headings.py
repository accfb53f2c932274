"""What stands in a heading weighs more than what is said below one; nobody learns of a heading that they may not read."""

from typing import Any

import pytest

from search.analysis import terms
from search.engines import Plan
from tests.unit.search.indexing import MEMBER, PUBLIC, ask, document, put

_TEXT = "Restitusi adalah hak. Permohonan diajukan melalui penyidik."


@pytest.mark.parametrize("question", ["restitusi", "permohonan restitusi", "bagaimana mengajukan restitusi korban"])
def test_a_heading_weighs_more_than_the_same_words_in_a_text(engine: Any, question: str) -> None:
    put(
        engine,
        [
            document("said", "Panduan", f"Lain {_TEXT} Permohonan restitusi."),
            document("headed", "Panduan", f"Lain {_TEXT} Permohonan restitusi.", heading="Permohonan restitusi"),
            document("other", "Panduan", f"Lain {_TEXT} Permohonan restitusi.", heading="Ketentuan penutup"),
        ],
    )
    assert ask(engine, question)[0] == "headed"
    assert len(ask(engine, question)) == 3


def test_a_title_weighs_more_than_a_heading(engine: Any) -> None:
    put(
        engine,
        [
            document("headed", "Panduan", "Rumah aman. Isi.", heading="Rumah aman"),
            document("titled", "Rumah aman", "Panduan. Isi."),
        ],
    )
    assert ask(engine, "rumah aman") == ["titled", "headed"]


def test_a_heading_of_members_orders_for_members_only(engine: Any) -> None:
    put(
        engine,
        [
            document("plain", "Rapat", members="Anggaran."),
            document("hidden", "Rapat", members="Anggaran.", members_heading=terms("Anggaran")),
            document("nothing", "Rapat", members_heading=terms("Zirkonium")),
        ],
    )
    assert ask(engine, "anggaran") == []
    assert ask(engine, "anggaran", tokens=MEMBER) == ["hidden", "plain"]
    # A public word that stands in a members' heading as well must not tell the public where.
    put(engine, [document("a", "Rapat"), document("b", "Rapat", members_heading=terms("Rapat Rapat"))], 2)
    assert set(ask(engine, "zirkonium")) == set()
    assert ask(engine, "rapat").index("a") < ask(engine, "rapat").index("b")
    found = engine.search(Plan(phrases=(("zirkonium",),)), PUBLIC)
    assert (found.total, found.keys) == (0, ())
