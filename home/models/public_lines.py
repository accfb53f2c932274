"""The help lines as visitors see them, read once a publication."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from home.models.help_lines import HelpLine, oldest_valid_check
from publishing.generation import per_generation

__all__ = ["PublicLine", "public_lines"]


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A help line as visitors see it; ``channel`` is its label, translated when it is shown."""

    name: str
    number: str
    href: str
    channel: Any
    hours: str
    note: str
    abroad: bool
    checked_on: date


@per_generation
def _checked_lines() -> tuple[PublicLine, ...]:
    """All lines with a number that are fresh now, in order."""
    return tuple(
        PublicLine(
            name=line.name,
            number=line.number,
            href=line.href,
            channel=HelpLine.Channel(line.channel).label,
            hours=line.hours,
            note=line.note,
            abroad=line.abroad,
            checked_on=line.checked_on,
        )
        for line in HelpLine.objects.public()
        if line.checked_on is not None
    )


def public_lines() -> list[PublicLine]:
    """The lines that are public today. A line can grow stale while nothing is published, so this looks at the day."""
    oldest = oldest_valid_check()
    return [line for line in _checked_lines() if line.checked_on >= oldest]
