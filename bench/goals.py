"""What a benchmark says at its end: which of its goals are met."""

from collections.abc import Mapping

__all__ = ["report"]


def report(goals: Mapping[str, bool]) -> int:
    """Print every goal with whether it is met; returns the exit status, 0 where all of them are."""
    print()
    for goal, met in goals.items():
        print(f"{'met   ' if met else 'MISSED'}  {goal}")
    return 0 if all(goals.values()) else 1
