"""The flow of an SOP: who acts in which order, and whether that makes sense. Pure: it asks no database."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.utils.translation import gettext as _

from resources.numbering import letter

__all__ = ["DECISION", "ROLE_PARAMETER", "ActorRow", "StepRow", "code_of", "fill_codes", "flow_problems", "minutes_of"]

DECISION = "decision"
# The query parameter that picks out the steps of one role: ``?pelaksana=A``.
ROLE_PARAMETER = "pelaksana"

# Relation, place from 0, field, message.
Problem = tuple[str, int, str, str]


class ActorRow(Protocol):
    """A role that acts."""

    code: str
    name: str


class StepRow(Protocol):
    """A step of the flow; ``actor`` holds the code of one of the actors."""

    actor: str
    symbol: str
    minutes: int | None
    yes_step: int | None
    no_step: int | None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def fill_codes(actors: Sequence[ActorRow]) -> None:
    """Give each actor without a code the next free letter: A, B, C…"""
    taken = {_plain(actor.code) for actor in actors if actor.code}
    place = 0
    for actor in actors:
        actor.code = " ".join(actor.code.split())
        while not actor.code:
            place += 1
            if letter(place) not in taken:
                actor.code = letter(place).upper()


def code_of(typed: str, actors: Iterable[ActorRow]) -> str | None:
    """The code of the actor that was typed by code or by name (case and spaces do not matter), or None."""
    wanted = _plain(typed)
    by_name = None
    for actor in actors:
        if _plain(actor.code) == wanted:
            return actor.code
        if _plain(actor.name) == wanted:
            by_name = by_name or actor.code
    return by_name


def minutes_of(steps: Iterable[StepRow]) -> int:
    """The time of all steps together; a step whose time is not known counts as none."""
    return sum(step.minutes or 0 for step in steps)


def flow_problems(actors: Sequence[ActorRow], steps: Sequence[StepRow], *, complete: bool) -> list[Problem]:
    """What is wrong with the flow; without ``complete`` (a draft) parts may still be missing."""
    problems = [*_actor_problems(actors)]
    for place, step in enumerate(steps):
        problems += _step_problems(place, step, actors, len(steps), complete=complete)
    return problems


def _actor_problems(actors: Sequence[ActorRow]) -> list[Problem]:
    problems: list[Problem] = []
    for field in ("code", "name"):
        seen: set[str] = set()
        for place, actor in enumerate(actors):
            value = _plain(getattr(actor, field))
            if value and value in seen:
                problems.append(("actors", place, field, _("Another actor has this already. Each needs its own.")))
            seen.add(value)
    return problems


def _step_problems(
    place: int, step: StepRow, actors: Sequence[ActorRow], steps: int, *, complete: bool
) -> list[Problem]:
    problems: list[Problem] = []
    if step.actor and code_of(step.actor, actors) is None:
        known = ", ".join(f"{actor.code} ({actor.name})" for actor in actors) or _("none yet")
        message = _("No actor has the code or name “%(typed)s”. Actors: %(known)s.") % {
            "typed": step.actor,
            "known": known,
        }
        problems.append(("steps", place, "actor", message))
    for field in ("yes_step", "no_step"):
        target = getattr(step, field)
        if message := _branch_problem(step, place, target, steps, complete=complete):
            problems.append(("steps", place, field, message))
    return problems


def _branch_problem(step: StepRow, place: int, target: Any, steps: int, *, complete: bool) -> str:
    """What is wrong with one branch of a step; empty when nothing is."""
    if target is None:
        if complete and step.symbol == DECISION:
            return _("A decision needs the number of the step that follows on yes, and of the one that follows on no.")
        return ""
    if step.symbol != DECISION:
        return _("Only a decision has branches. Choose the diamond, or leave this empty.")
    if target == place + 1:
        return _("A decision can't lead back to itself.")
    if not 1 <= target <= steps:
        return _("There is no step %(number)d: the last one is step %(last)d.") % {"number": target, "last": steps}
    return ""
