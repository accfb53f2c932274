"""Word lists of our own, as text files beside this module; ``#`` begins a comment line."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The lines of ``<name>.txt`` that say something; raises FileNotFoundError for a list that is not there."""
    written = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in written if line.strip() and not line.startswith("#")]


def word_list(name: str) -> frozenset[str]:
    """The words of ``<name>.txt``, parted by blanks."""
    return frozenset(word for line in lines(name) for word in line.split())
