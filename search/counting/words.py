"""The words of a question that may be counted: one by one, and none that looks like a person's number or address. Pure."""

from __future__ import annotations

import re

from search.analysis import FUNCTION_WORDS, normalise, read_question
from search.syntax import parse

SHORTEST = 2
LONGEST = 40
MOST_DIGITS = 3
"""Codes of offices have so many ("dp3ap2kb"); number plates and whatever else names a person have more."""

# E-mail addresses, accounts and links: a question is parted at blanks before anything else is made of it.
_ADDRESS = re.compile(r"\S*(?:@|://|\bwww\.)\S*")


def words_of(text: str) -> frozenset[str]:
    """The distinct words of a question as they were written, folded; without what was to be left out of the answer.

    Function words say nothing, and the parts of a citation or a letter number ("uu", "tahun") nothing by themselves.
    """
    question = read_question(parse(_ADDRESS.sub(" ", normalise(text))).words)
    found = (question.tokens[place] for place in question.content)
    return frozenset(token.word for token in found if not question.cited(token) and countable(token.word))


def countable(word: str) -> bool:
    """Whether a word, folded, may be counted."""
    digits = sum(character.isdigit() for character in word)
    return (
        SHORTEST <= len(word) <= LONGEST
        and any(character.isalpha() for character in word)
        and digits <= MOST_DIGITS
        and word not in FUNCTION_WORDS
    )
