"""Compares the web servers that could carry the portal: ``python -m bench.server``.

Both answer the same constant body of 5 KB with two processes of four threads; the figures are in
``docs/adr/0001-server.md``.
"""

import sys
from argparse import ArgumentParser

from bench.candidates import Candidate, granian, gunicorn, measure

__all__ = ["main"]

_APPLICATION = "bench.constant:application"


def main() -> int:
    """Measure and print a table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=4000)
    options = parser.parse_args()
    candidates = [
        Candidate("granian", *granian(_APPLICATION), requests=options.requests),
        Candidate("granian, one process", *granian(_APPLICATION, workers=1), requests=options.requests),
        Candidate("gunicorn, gthread", *gunicorn(_APPLICATION), requests=options.requests),
    ]
    measure(candidates, rounds=options.rounds)
    floor = candidates[0].median
    print(f"{'CPU of a request':<24}{'µs':>8}{'ratio':>8}")
    for candidate in candidates:
        print(f"{candidate.name:<24}{candidate.median:>8.0f}{candidate.median / floor:>8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
