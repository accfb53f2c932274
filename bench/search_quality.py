"""How well search finds: ``python -m bench.search_quality --data FOLDER [--ablate]``.

FOLDER holds the development set (``bench.laws``). The laws go through the ledger into the real index of a portal of their own; its
questions, those of them that were held out while tuning, and questions made by rule are scored by their mean
reciprocal rank among the first ten hits: asked of the index, and over HTTP. ``--ablate`` shows what each rule is worth, those that
decide between like documents by pairs of them (``bench.pairs``).
"""

import json
import sys
import tempfile
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from bench.candidates import Candidate, granian, running
from bench.goals import report
from bench.inside_quality import BEST, reciprocal_rank
from bench.laws import Question, development, laws, made_by_rule
from bench.load import Client
from bench.projects import Project, empty_portal

__all__ = ["main"]

KINDS = ("title", "affix", "typo", "cite", "redup", "abbr", "term")
GOALS = {"title": 0.98, "affix": 0.95, "typo": 0.95, "cite": 0.99, "redup": 0.93, "abbr": 0.75, "term": 0.75}
MEAN_GOAL = 0.90
OTHERS = ("meaning", "subject", "sentence", "chapter")


def _mean(scores: Mapping[str, float], suffix: str = "") -> float:
    return sum(scores[kind + suffix] for kind in KINDS) / len(KINDS)


def _row(name: str, scores: Mapping[str, float], suffix: str = "") -> str:
    values = [_mean(scores, suffix), *(scores[kind + suffix] for kind in KINDS)]
    values += [scores[kind] for kind in OTHERS] if not suffix else []
    return f"| {name} | " + " | ".join(f"{value:.3f}".removeprefix("0") for value in values) + " |"


def _over_http(project: Project, questions: Sequence[Question]) -> dict[str, float]:
    command, port = granian(project.application)
    path = f"/api/v1/search/?page_size={BEST}&q="
    candidate = Candidate("portal", command, port, path + "uu", folder=project.folder, environment=project.environment)
    ranks: defaultdict[str, list[float]] = defaultdict(list)
    with running([candidate]):
        client = Client(port, connections=1)
        try:
            for question in questions:
                answer = json.loads(client.get(path + quote(question.text), 1, headers="").body)
                found = [hit["id"] for hit in answer["results"]]
                ranks[question.kind].append(reciprocal_rank(found, question.relevant))
        finally:
            client.close()
    return {kind: sum(values) / len(values) for kind, values in ranks.items()}


def main() -> int:
    """Fill, ask, print the tables and the goals."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--ablate", action="store_true")
    options = parser.parse_args()
    folder = options.data.resolve()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as scratch:
        project = empty_portal(Path(scratch))
        project.inside_quality("fill", folder)
        scores = project.inside_quality("score", folder)
        over_http = _over_http(project, [*development(folder), *made_by_rule(laws(folder))])
        print(f"| questions | mean | {' | '.join((*KINDS, *OTHERS))} |")
        print(_row("of the index", scores))
        print(_row("of these, held out while tuning", scores, " (held out)"))
        print(_row("over HTTP", over_http))
        if options.ablate:
            tables = project.inside_quality("ablate", folder)
            for heading, rows in tables.items():
                print(f"\n{heading}:")
                for name, row in rows.items():
                    print(_row(name, row))
            print("\n| order | with the rule | without |")
            for group, shares in project.inside_quality("pairs", folder).items():
                print(f"| {group} | {shares['with']:.0%} | {shares['without']:.0%} |")
    met = {f"{kind} ≥ {goal}": min(scores[kind], over_http[kind]) >= goal for kind, goal in GOALS.items()}
    met[f"mean ≥ {MEAN_GOAL}"] = min(_mean(scores), _mean(over_http)) >= MEAN_GOAL
    return report(met)


if __name__ == "__main__":
    sys.exit(main())
