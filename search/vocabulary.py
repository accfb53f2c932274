"""The words that the archive holds for everybody to see, and what they say about a word that it does not hold.

The vocabulary is a few fields of the engine's own index (``search.engines.fields``): it is committed with the documents, leaves
with them, and is made anew with the index, so that it can't drift from what is found. Nothing that is not public gets in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search import engines
from search.contract import PUBLIC
from search.engines import Engine
from search.engines.fields import JOINT
from search.spelling import correctable, neighbours, splits
from search.stems import ROOTS, SHORTEST_GUESS, built_on, guesses, stem

_FREQUENT = 3
"""A correction must be a word that this many documents have: what one document has may be a slip itself."""
_RARE = 2
_OVERWHELMING = 100
"""A word of at most ``_RARE`` documents is taken for a slip where a neighbour is so many times as frequent."""
_MOST_EXPANSIONS = 3
_MOST_KIN = 3
_LIKELY = 0.2
"""An expansion that is rarer than this share of the most frequent one is chance."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that may have been meant; two words, where the blank between them was forgotten."""

    words: tuple[str, ...]
    frequency: int

    @property
    def text(self) -> str:
        """The words as one writes them."""
        return " ".join(self.words)


class Vocabulary:
    """The vocabulary of an engine's index. Raises EngineError where there is no index."""

    def __init__(self, engine: Engine | None = None) -> None:
        self._engine = engine or engines.current()
        # A word of a question is asked for twice: whether it is a slip, and what else is built on its root.
        self._families: dict[str, list[str]] = {}

    def frequency(self, word: str) -> int:
        """In how many public documents the word stands; 0 exactly where it is in none."""
        return self._engine.counts("word", [word])[0]

    def with_prefix(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """The most frequent words that begin with ``prefix`` (folded), with their numbers of documents."""
        return self._engine.beginning("word", prefix, limit)

    def holds(self, word: str) -> bool:
        """Whether the archive has the word, or another form of a root that is known."""
        found, root = self._engine.counts("word", [word])[0], stem(word)
        return bool(found or (root in ROOTS and self._engine.counts("stem", [root])[0]))

    def common(self, stems: Sequence[str], share: float, fewest: int) -> frozenset[str]:
        """Those of the stems that more than a ``share`` of the public documents hold, and ``fewest`` at least."""
        (documents,) = self._engine.counts("access", [PUBLIC])
        most = max(documents * share, fewest - 1)
        counts = self._engine.counts("stem", stems)
        return frozenset(stem for stem, count in zip(stems, counts, strict=True) if count > most)

    def family(self, word: str) -> list[str]:
        """The stems of other words of the archive that are built on the same root as ``word``, the most frequent first.

        For words whose root no list knows: what it may be built on is looked for among the words of the archive, and so
        is what may be built on that. Empty for a word whose family has one stem, as all known roots have.
        """
        if word not in self._families:
            self._families[word] = self._family(word)
        return self._families[word]

    def _family(self, word: str) -> list[str]:
        own = stem(word)
        if own in ROOTS or not word.isalpha() or len(word) < SHORTEST_GUESS:
            return []
        roots = guesses(word)
        root = next((text for text, count in self._counted(roots) if count >= _FREQUENT), word)
        kin: Counter[str] = Counter()
        for text, count in self._counted([root, *built_on(root)]):
            if count and (other := stem(text)) != own and other not in ROOTS:
                kin[other] += count
        return [other for other, _ in kin.most_common(_MOST_KIN)]

    def _counted(self, words: list[str]) -> Iterator[tuple[str, int]]:
        return zip(words, self._engine.counts("word", words), strict=True)

    def corrections(self, word: str) -> list[Correction]:
        """What was meant by a word that the archive lacks or hardly has, the likeliest first; often nothing.

        Words that begin with the same letter come first, since that is where people slip least; then the more frequent.
        """
        if not correctable(word):
            return []
        frequency = self.frequency(word)
        if frequency > _RARE or (not frequency and (self.holds(word) or self.family(word))):
            return []
        needed = max(_FREQUENT, frequency * _OVERWHELMING)
        near = neighbours(word)
        found = [Correction((other,), count) for other, count in self._counted(near) if count >= needed]
        found.sort(key=lambda one: (one.words[0][0] != word[0], -one.frequency))
        return found or ([] if frequency else self._splits(word))

    def _splits(self, word: str) -> list[Correction]:
        pairs = splits(word)
        counts = dict(self._counted(sorted({part for pair in pairs for part in pair})))
        found = [Correction(pair, min(counts[part] for part in pair)) for pair in pairs]
        return sorted((one for one in found if one.frequency >= _FREQUENT), key=lambda one: -one.frequency)[:1]

    def expansions(self, short: str) -> list[tuple[str, ...]]:
        """The stems of what an acronym (folded) stands for, where a text of the archive explains it."""
        return [tuple(pair[0].partition(JOINT)[2].split("_")) for pair in self._likely("acronym", short)]

    def acronyms(self, key: str) -> list[str]:
        """The acronyms of an expansion, given as the key of a term (``definitions.term_key``)."""
        return [pair[0].partition(JOINT)[2] for pair in self._likely("expansion", key)]

    def _likely(self, field: str, first: str) -> list[tuple[str, int]]:
        found = self._engine.beginning(field, first + JOINT, _MOST_EXPANSIONS)
        return [pair for pair in found if pair[1] >= found[0][1] * _LIKELY]
