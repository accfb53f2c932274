"""Word lists of our own, as text files beside this module: words parted by blanks, ``#`` begins a comment line."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def word_list(name: str) -> frozenset[str]:
    """The words of ``<name>.txt``; raises FileNotFoundError for a list that is not there."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
