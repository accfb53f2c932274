"""The flow of an SOP."""

from dataclasses import dataclass

import pytest
from django.utils.translation import override

from resources.flow import code_of, fill_codes, flow_problems, minutes_of


@dataclass
class Actor:
    """An actor as the flow sees it."""

    name: str
    code: str = ""


@dataclass
class Step:
    """A step as the flow sees it."""

    actor: str = "A"
    symbol: str = "process"
    minutes: int | None = None
    yes_step: int | None = None
    no_step: int | None = None


def problems(actors: list[Actor], steps: list[Step], *, complete: bool = True) -> list[tuple[str, int, str]]:
    """Relation, place and field of each problem."""
    return [problem[:3] for problem in flow_problems(actors, steps, complete=complete)]


def test_actors_without_a_code_get_the_next_free_letter() -> None:
    actors = [Actor("Petugas"), Actor("Kepala", "a"), Actor("Dokter"), Actor("Polisi", " X 1 ")]
    fill_codes(actors)
    assert [actor.code for actor in actors] == ["B", "a", "C", "X 1"]


def test_an_actor_is_known_by_code_or_name() -> None:
    actors = [Actor("Petugas  Penerima", "A"), Actor("A", "B")]
    assert code_of("a", actors) == "A"
    assert code_of(" petugas penerima ", actors) == "A"
    assert code_of("B", actors) == "B"
    assert code_of("C", actors) is None


def test_times_are_added_up() -> None:
    assert minutes_of([Step(minutes=15), Step(), Step(minutes=0), Step(minutes=1440)]) == 1455


def test_a_sound_flow_has_no_problem() -> None:
    actors = [Actor("Petugas", "A")]
    steps = [Step(), Step(symbol="decision", yes_step=3, no_step=1), Step(actor="petugas")]
    assert problems(actors, steps) == []


def test_nobody_and_twice_are_problems() -> None:
    actors = [Actor("Petugas", "A"), Actor("petugas", "a")]
    assert problems(actors, [Step(actor="Z")]) == [
        ("actors", 1, "code"),
        ("actors", 1, "name"),
        ("steps", 0, "actor"),
    ]


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        (Step(symbol="decision", yes_step=9, no_step=2), ["yes_step"]),
        (Step(symbol="decision", yes_step=2, no_step=0), ["no_step"]),
        (Step(symbol="decision", yes_step=1, no_step=2), ["yes_step"]),
        (Step(symbol="decision"), ["yes_step", "no_step"]),
        (Step(symbol="process", yes_step=2), ["yes_step"]),
    ],
)
def test_branches_lead_somewhere(step: Step, fields: list[str]) -> None:
    assert problems([Actor("Petugas", "A")], [step, Step()]) == [("steps", 0, field) for field in fields]


def test_a_draft_may_have_gaps_but_no_contradictions() -> None:
    steps = [Step(actor="", symbol="decision"), Step(symbol="decision", yes_step=7)]
    assert problems([Actor("Petugas", "A")], steps, complete=False) == [("steps", 1, "yes_step")]


def test_the_message_says_who_is_known() -> None:
    with override("en"):
        [(_relation, _place, _field, message)] = flow_problems(
            [Actor("Petugas", "A")], [Step(actor="Z")], complete=True
        )
    assert message == "No actor has the code or name “Z”. Actors: A (Petugas)."
