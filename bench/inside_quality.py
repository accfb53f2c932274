"""Inside the portal's process: records the laws, makes the index, and scores questions; prints JSON.

``python -m bench.inside_quality fill FOLDER`` records and indexes; ``… score FOLDER`` prints the mean reciprocal rank of each set of
questions, ``… ablate FOLDER`` the same with single rules switched off, and with one after the other switched on; ``… pairs FOLDER``
puts other documents in the place of the laws (``bench.pairs``) and prints the share of them that are ordered rightly.
"""

import dataclasses
import datetime as dt
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.documents import EVERYBODY, LawDocument
from bench.laws import Question, development, laws, made_by_rule
from bench.pairs import GROUPS, made_pairs

if TYPE_CHECKING:
    from search.ranking import Weights

__all__ = ["BEST", "RULES", "forget_samples", "main", "reciprocal_rank"]

BEST = 10
RULES: dict[str, dict[str, Any]] = {
    "citations as keys": {"own_key": 0.0, "mention": 0.0},
    "title words as written": {"title_word": 0.0},
    "the question as a phrase": {"phrase": 0.0},
    "all the words in the text, and near each other": {"near": 0.0, "near_title": 0.0, "whole_text": 0.0},
    "the whole question in the title": {"whole_title": 0.0, "nearly_whole_title": 0.0},
    "headings as a field": {"heading": 0.0},
    "two thirds of the words": {"required": Fraction(0)},
    "all words where plenty have them": {"plenty": 10**9},
    "no hit by common words alone": {"common": 1.0},
    "roots that the archive alone knows": {"kin": 0.0},
    "slips of the pen": {"most_corrections": 0},
    "acronyms": {"expansion": 0.0, "acronym": 0.0},
    "definitions": {"defines": 0.0, "definition": 0.0},
    "synonyms": {"synonym": 0.0},
}
"""What each rule is called, and what switches it off."""


def reciprocal_rank(found: Sequence[str], relevant: Iterable[str]) -> float:
    """1 for a first place, 1/2 for a second, … 0 where none of the first ten is relevant."""
    wanted = set(relevant)
    return next((1 / place for place, key in enumerate(found[:BEST], 1) if key in wanted), 0.0)


def _fill(folder: Path) -> dict[str, int]:
    from django.db import transaction

    from search import engines, ledger
    from search.follower import rebuild

    with transaction.atomic():
        forget_samples()
        ledger.record_many(
            LawDocument(f"law:{law.id}", number, law.title, law.text) for number, law in enumerate(laws(folder))
        )
    return {"documents": rebuild(engines.current())}


def forget_samples() -> None:
    """Take the sample content out of the search, since it would answer as well; within a transaction."""
    from search import ledger
    from search.models import SearchEntry

    ledger.forget(list(SearchEntry.objects.filter(deleted=False).values_list("key", flat=True)))


def _asker(weights: "Weights") -> Callable[[str], list[str]]:
    """Asks as the portal does, up to the keys of the hits."""
    from django.conf import settings

    from search.engines.tantivy import TantivyEngine
    from search.finding import plan_of
    from search.planning import understand
    from search.query import SearchQuery
    from search.vocabulary import Vocabulary

    engine = TantivyEngine(Path(settings.SEARCH_INDEX_DIR), weights)
    vocabulary = Vocabulary(engine)

    def ask(text: str) -> list[str]:
        query = SearchQuery(text)
        plan = plan_of(query, understand(query.asked.words, vocabulary, weights=weights), facets=False)
        return [key.removeprefix("law:") for key in engine.search(plan, EVERYBODY).keys]

    return ask


def _scores(questions: Sequence[Question], weights: "Weights") -> dict[str, float]:
    ranks: defaultdict[str, list[float]] = defaultdict(list)
    ask = _asker(weights)
    for question in questions:
        rank = reciprocal_rank(ask(question.text), question.relevant)
        ranks[question.kind].append(rank)
        if question.held_out:
            ranks[f"{question.kind} (held out)"].append(rank)
    return {kind: sum(values) / len(values) for kind, values in ranks.items()}


def _score(folder: Path) -> dict[str, float]:
    from search.ranking import WEIGHTS

    return _scores([*development(folder), *made_by_rule(laws(folder))], WEIGHTS)


def _ablate(folder: Path) -> dict[str, dict[str, dict[str, float]]]:
    from search.ranking import WEIGHTS

    questions = [*development(folder), *made_by_rule(laws(folder))]
    without = {name: _scores(questions, dataclasses.replace(WEIGHTS, **off)) for name, off in RULES.items()}
    switched_off: dict[str, Any] = {name: value for off in RULES.values() for name, value in off.items()}
    growing = {"fields and stems alone": _scores(questions, dataclasses.replace(WEIGHTS, **switched_off))}
    for name, off in RULES.items():
        for key in off:
            del switched_off[key]
        growing[name] = _scores(questions, dataclasses.replace(WEIGHTS, **switched_off))
    return {"without": without, "growing": growing}


def _pairs(folder: Path) -> dict[str, dict[str, float]]:
    """For every group of pairs the share in the right order: with all rules, and without the one that it is about."""
    from django.db import transaction

    from search import engines, ledger
    from search.follower import rebuild
    from search.ranking import WEIGHTS

    documents, pairs = made_pairs(laws(folder), dt.date.today())
    with transaction.atomic():
        forget_samples()
        ledger.record_many(documents)
    rebuild(engines.current())
    every = _asker(WEIGHTS)
    off: dict[str, dict[str, Any]] = {weight: {weight: 0.0} for weight in GROUPS.values()}
    without = {weight: _asker(dataclasses.replace(WEIGHTS, **values)) for weight, values in off.items()}
    shares: dict[str, dict[str, float]] = {}
    for group, weight in GROUPS.items():
        asked = [pair for pair in pairs if pair.group == group]
        shares[group] = {
            name: sum(pair.ordered(ask(pair.text)) for pair in asked) / len(asked)
            for name, ask in (("with", every), ("without", without[weight]))
        }
    return shares


def main() -> int:
    """Run one step and print its figures."""
    import django

    django.setup()
    step, folder = sys.argv[1:]
    steps: dict[str, Callable[[Path], Any]] = {"fill": _fill, "score": _score, "ablate": _ablate, "pairs": _pairs}
    print(json.dumps(steps[step](Path(folder))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
