"""How hits are weighed: every number in one place, with its reason. ``docs/search.md`` has what each was worth."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from search.contract import WITHDRAWN

OVER = ("not_in_force", "superseded", "cancelled", WITHDRAWN.value)
"""The statuses of documents that are no longer to be followed."""
FADING = ("meeting",)
"""The kinds of which the newest is usually meant."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Every rule of ``search.weighing`` and ``search.planning`` has its number here; at 0 the rule does not exist.

    Most are factors on the BM25 score of a field, which are then summed over the terms (any of them may match).

    Titles and bodies are scored apart: in one field a long body drowns its title. Summary, number, agency and topics
    describe a document, but two documents of one agency share them, so they weigh less than the text itself.
    """

    title: float = 1.0
    body: float = 1.0
    about: float = 0.5
    heading: float = 0.2
    """Headings are part of the text as well, where they read on into what stands below; this is what they weigh beyond it.
    The longest documents have the most of them, and many say the same ("general provisions"), so that more would put long
    documents before the title that was asked for."""
    title_word: float = 0.5
    """The exact form beside the stem, in titles only: the title with the word as written comes first."""
    phrase: float = 1.0
    """The whole question as a phrase: names and legal terms are said in one breath. Pairs of its words only do harm."""
    shortest_phrase: int = 2
    longest_phrase: int = 4
    near: float = 1.5
    """All the words of a longer question near each other, in any order: a text that answers it says them in one breath. Words
    that many documents have stand near each other everywhere, so that one of them at least must be another."""
    near_slop: int = 20
    near_title: float = 0.3
    """The same within a title, of any question: titles are short, so that close means within a few words."""
    near_title_slop: int = 4
    shortest_near: int = 4
    longest_near: int = 8
    whole_text: float = 3.0
    """Every word of the question somewhere in the document, and once more all but one of four words or more: of a longer
    question each word counts, and no rare one makes up for the rest."""
    required: Fraction = Fraction(2, 3)
    """The share of the words that a hit must have, when ``enough`` documents have it: "perdagangan orang" should not
    list every document with "orang" in it. Asking for more, or insisting on it, loses questions and acronyms."""
    plenty: int = 100
    """Where so many documents hold all the words, only these are hits: what lacks one of them is on no page that anybody
    turns to, and to look through it is what long questions in large archives cost."""
    enough: int = 10
    common: float = 1 / 3
    """What more than this share of the documents hold says little about any of them: of the words that a hit must have,
    one at least must be another. "menteri ketua" should not list every document with "menteri" in it and one word more."""
    common_documents: int = 100
    """In fewer documents no word is common: everything can be looked through."""
    whole_title: float = 6.0
    """Every word of the question in the title: that is hardly chance, and no long body outweighs it."""
    nearly_whole_title: float = 3.0
    """All but one of three words or more: the one may be a slip of the pen."""
    defines: float = 2.0
    """A document that defines what is asked is where to begin; on BM25, so that what everybody defines says little."""
    definition: float = 50.0
    """A fixed amount for it where the meaning is asked for ("apa itu …"): before all that only use the term."""
    expansion: float = 1.0
    """What an acronym stands for is what was asked."""
    acronym: float = 0.25
    """The acronym of what was asked: much less, since acronyms have several meanings."""
    synonym: float = 0.5
    """Another word for the same: found, but after what holds the word itself."""
    kin: float = 0.8
    """A word that the archive builds on the same root, which no list knows: nearly what was asked."""
    most_corrections: int = 3
    """As many guesses at a word that the archive lacks; the first stands for the word."""
    other_correction: float = 0.7
    """The second and third guess, less likely than the first."""
    in_force: float = 2.0
    """A fixed amount for what is not over (see ``OVER``): enough to decide between two that answer alike, too little to
    put what hardly answers before what does."""
    recent: float = 1.0
    """A fixed amount for what was dated this year, where older ones of its kind matter less (see ``FADING``); half of it for
    last year's."""
    own_key: float = 200.0
    """A fixed amount for a citation of the document itself: nothing else may come first, so it outweighs any words."""
    mention: float = 0.5
    """A citation in the text: worth more than its parts, far less than being the cited document."""

    def required_terms(self, terms: int) -> int:
        """How many of so many terms a hit should have."""
        return ceil(terms * self.required)


WEIGHTS = Weights()
