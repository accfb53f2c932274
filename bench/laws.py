"""The development set: its laws, and sets of questions, some of them made from the laws by rule.

The questions of the set were made in seven ways and serve for tuning, less the third that is held out. Those that are made
here serve for nothing but to see whether what was tuned there holds elsewhere.
"""

import json
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Law", "Question", "chapters", "development", "laws", "made_by_rule"]

_SEED = 2025
_OF_EACH_RULE = 250
_DEFINITION = re.compile(r"[\n.;:]\s{0,3}\d{1,3}\. ([A-Z][A-Za-z]+(?: [A-Za-z]+){0,4}) adalah ")
_SENTENCE = re.compile(r"(?<=[.;] )[A-Z][a-z]+(?: [a-z]+){11,39}[.;]")
_CHAPTER = re.compile(
    r"^[ \t]*(?P<heading>BAB[ \t]+[IVXL]+\b[ \t.]*(?P<name>[^\n]{3,150}?))(?=[ .]*(?i:pasal|bagian)\b|[ \t.]*$)",
    re.MULTILINE,
)
_ABOUT = re.compile(r" tentang ", re.IGNORECASE)
_LETTERS = "abcdefghijklmnoprstu"


@dataclass(frozen=True, slots=True)
class Law:
    """A law of the set."""

    id: str
    title: str
    text: str

    @property
    def about(self) -> str:
        """What it is about, as its title says, in lower case."""
        return _ABOUT.split(self.title)[-1].lower()


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the laws that answer it, the set that it belongs to, and whether it was kept from tuning."""

    text: str
    relevant: frozenset[str]
    kind: str
    held_out: bool = False


def laws(folder: Path) -> list[Law]:
    """All laws, from the compressed file."""
    with lzma.open(folder / "legal-corpus.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [Law(row["id"], row["title"], row["text"]) for row in map(json.loads, lines)]


def chapters(text: str) -> list[tuple[str, str]]:
    """The text of a law, parted where its chapters begin: the heading ("BAB I KETENTUAN UMUM"; empty before the first), and the
    text from there on."""
    begins = list(_CHAPTER.finditer(text))
    ends = [*(one.start("heading") for one in begins), len(text)]
    parts = [("", text[: ends[0]]), *((one["heading"], text[ends[n] : ends[n + 1]]) for n, one in enumerate(begins))]
    return [part for part in parts if part[1].strip()]


def development(folder: Path) -> list[Question]:
    """The questions of the set, a third of them held out, always the same."""
    lines = (folder / "legal-dev-queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Question(
            row["query"],
            frozenset(row["relevant"]),
            row["stratum"],
            held_out=random.Random(f"split:{row['qid']}").random() < 1 / 3,
        )
        for row in map(json.loads, lines)
    ]


def made_by_rule(documents: Sequence[Law]) -> list[Question]:
    """Natural questions after terms, subjects and sentences of the laws; none of them repeats a rule of the set."""
    chosen = random.Random(_SEED)
    return [
        question
        for kind, made in (
            ("meaning", _meanings(documents, chosen)),
            ("subject", _subjects(documents, chosen)),
            ("sentence", _sentences(documents, chosen)),
            ("chapter", _chapters(documents, chosen)),
        )
        for question in _sample(kind, made, chosen)
    ]


def _sample(kind: str, made: Iterable[tuple[str, set[str]]], chosen: random.Random) -> list[Question]:
    pairs = sorted((text, sorted(relevant)) for text, relevant in made)
    picked = chosen.sample(pairs, min(_OF_EACH_RULE, len(pairs)))
    return [Question(text, frozenset(relevant), kind) for text, relevant in picked]


def _meanings(documents: Sequence[Law], chosen: random.Random) -> Iterator[tuple[str, set[str]]]:
    """What a term means, as people ask it; only terms that few laws define."""
    defined: dict[str, set[str]] = {}
    for law in documents:
        for term in _DEFINITION.findall(law.text):
            defined.setdefault(term.lower(), set()).add(law.id)
    for term, where in sorted(defined.items()):
        if len(where) <= 2 and " " in term:
            form = chosen.choice(
                ("apa yang dimaksud dengan {}?", "{} itu apa", "apa arti {}", "Apakah yang disebut {}?", "{} adalah")
            )
            yield form.format(term), where


def _subjects(documents: Sequence[Law], chosen: random.Random) -> Iterator[tuple[str, set[str]]]:
    """What a law is about, in lower case, with a word left out and one mistyped."""
    titles = Counter(law.about for law in documents)
    for law in documents:
        subject = law.about
        words = re.findall(r"[a-z]+", subject)
        if titles[subject] == 1 and 4 <= len(words) <= 12 and len(max(words, key=len)) > 5:
            place = max(range(len(words)), key=lambda number: len(words[number]))
            left_out = chosen.choice([number for number in range(len(words)) if number != place])
            at = chosen.randrange(1, len(words[place]))
            words[place] = words[place][:at] + chosen.choice(_LETTERS) + words[place][at + 1 :]
            del words[left_out]
            form = chosen.choice(
                ("bagaimana aturan {}?", "peraturan tentang {}", "kapan berlaku {}", "siapa yang mengatur {}?")
            )
            yield form.format(" ".join(words)), {law.id}


def _sentences(documents: Sequence[Law], chosen: random.Random) -> Iterator[tuple[str, set[str]]]:
    """The rarest words of a sentence that only one law has, in its order, behind a question word."""
    frequency = Counter(word for law in documents for word in set(re.findall(r"[a-z]{4,}", law.text.lower())))
    seen = Counter(sentence for law in documents for sentence in set(_SENTENCE.findall(law.text)))
    for law in documents:
        sentences = [one for one in _SENTENCE.findall(law.text) if seen[one] == 1]
        if sentences:
            words = list(dict.fromkeys(re.findall(r"[a-z]{4,}", chosen.choice(sentences).lower())))
            known = [word for word in words if frequency[word] >= 5]
            rarest = set(sorted(known, key=lambda word: frequency[word])[:5])
            asked = " ".join(word for word in words if word in rarest)
            yield f"{chosen.choice(('bagaimana', 'mengapa', 'kapan', 'siapa yang'))} {asked}?", {law.id}


def _chapters(documents: Sequence[Law], chosen: random.Random) -> Iterator[tuple[str, set[str]]]:
    """What a chapter is about, in lower case; only headings that one law has."""
    headed: dict[str, set[str]] = {}
    for law in documents:
        for one in _CHAPTER.finditer(law.text):
            headed.setdefault(" ".join(re.findall(r"[a-z]+", one["name"].lower())), set()).add(law.id)
    for heading, where in sorted(headed.items()):
        if len(where) == 1 and 3 <= len(heading.split()) <= 8:
            form = chosen.choice(("bagaimana {}?", "aturan tentang {}", "{}", "di mana diatur {}?"))
            yield form.format(heading), where
