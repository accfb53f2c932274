"""How Indonesian legal drafting numbers its parts: dictums in words (KESATU…), considerations by letter (a, b, c…).

These words are part of the document and not of the interface: a decree reads KEDUA PULUH SATU in every language.
"""

from string import ascii_lowercase

__all__ = ["cardinal", "dictum_label", "letter"]

_UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_LIMIT = 1_000_000


def cardinal(number: int) -> str:
    """A whole number from 1 to 999,999 in Indonesian words, e.g. 21 → ``dua puluh satu``.

    Raises ValueError outside that range.
    """
    if not 1 <= number < _LIMIT:
        raise ValueError(f"{number} is not between 1 and {_LIMIT - 1}.")
    return " ".join(_words(number))


def _words(number: int) -> list[str]:
    """The words of a number; none for zero, which is how the rest of a round number reads."""
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        head = ["seribu"] if thousands == 1 else [*_words(thousands), "ribu"]
    elif number >= 100:
        hundreds, rest = divmod(number, 100)
        head = ["seratus"] if hundreds == 1 else [_UNITS[hundreds], "ratus"]
    elif number >= 20:
        tens, rest = divmod(number, 10)
        head = [_UNITS[tens], "puluh"]
    elif number >= 12:
        return [_UNITS[number - 10], "belas"]
    elif number >= 10:
        return ["sepuluh" if number == 10 else "sebelas"]
    else:
        return [_UNITS[number]] if number else []
    return [*head, *_words(rest)]


def dictum_label(position: int) -> str:
    """The label of a decree's dictum by its place, from 1: KESATU, KEDUA, … KESEBELAS, … KEDUA PULUH SATU."""
    return f"ke{cardinal(position)}".upper()


def letter(position: int) -> str:
    """The letter of a consideration by its place, from 1: a … z, then aa, ab…; the same as ``lower-alpha`` in CSS.

    Raises ValueError below 1.
    """
    if position < 1:
        raise ValueError(f"There is no place {position}.")
    letters = ""
    while position:
        position, rest = divmod(position - 1, len(ascii_lowercase))
        letters = ascii_lowercase[rest] + letters
    return letters
