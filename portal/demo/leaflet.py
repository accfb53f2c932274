"""How a prevention page is written down."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.demo.text import Block

__all__ = ["Leaflet", "Linker"]

# A page's name and a link text → a link.
Linker = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A prevention page; ``text`` is written with a linker, ``sources`` are names of laws with the part that is meant.

    ``urgent`` pages are read by somebody who may be in danger: they show the emergency numbers first.
    """

    name: str
    title: str
    summary: str
    text: Callable[[Linker], list[Block]]
    sources: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    urgent: bool = False
