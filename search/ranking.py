"""How hits are weighed: every number in one place, with its reason. ``docs/search.md`` has what each was worth."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil


@dataclass(frozen=True, slots=True)
class Weights:
    """Factors on the BM25 score of a field, which are then summed over the terms (any of them may match).

    Titles and bodies are scored apart: in one field a long body drowns its title. Summary, number, agency and topics
    describe a document, but two documents of one agency share them, so they weigh less than the text itself.
    """

    title: float = 1.0
    body: float = 1.0
    about: float = 0.5
    title_word: float = 0.5
    """The exact form beside the stem, in titles only: the title with the word as written comes first."""
    phrase: float = 1.5
    """The whole question as a phrase: names and legal terms are said in one breath. Pairs of its words only do harm."""
    shortest_phrase: int = 2
    longest_phrase: int = 4
    required: Fraction = Fraction(2, 3)
    """The share of the words that a hit must have, when ``enough`` documents have it: "perdagangan orang" should not
    list every document with "orang" in it. Asking for more, or insisting on it, loses questions and acronyms."""
    enough: int = 10
    whole_title: float = 6.0
    """Every word of the question in the title: that is hardly chance, and no long body outweighs it."""
    nearly_whole_title: float = 3.0
    """All but one of three words or more: the one may be a slip of the pen."""
    defines: float = 1.5
    """A document that defines what is asked is where to begin; on BM25, so that what everybody defines says little."""
    definition: float = 50.0
    """A fixed amount for it where the meaning is asked for ("apa itu …"): before all that only use the term."""
    expansion: float = 1.0
    """What an acronym stands for is what was asked."""
    acronym: float = 0.5
    """The acronym of what was asked; a little less, since acronyms have several meanings."""
    synonym: float = 0.5
    """Another word for the same: found, but after what holds the word itself."""
    other_correction: float = 0.7
    """The second and third guess at a word that the archive lacks."""
    own_key: float = 200.0
    """A fixed amount for a citation of the document itself: nothing else may come first, so it outweighs any words."""
    mention: float = 0.5
    """A citation in the text: worth more than its parts, far less than being the cited document."""

    def required_terms(self, terms: int) -> int:
        """How many of so many terms a hit should have."""
        return ceil(terms * self.required)


WEIGHTS = Weights()
