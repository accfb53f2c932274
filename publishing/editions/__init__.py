"""The public memory: every publication of a page is kept as an edition, chained to the one before.

``editions_of``, ``edition``, ``in_force_on`` and ``page_as_of`` read; ``record`` writes, called by
``publishing.lifecycle`` in the transaction that publishes; ``check_chains`` verifies. What is hashed, and how anybody can
do it again, is in ``docs/editions.md``; why it is built so, in ADR 14.
"""

from publishing.editions.backfill import record_existing
from publishing.editions.chain import Checked, Fault, Problem, check_chains
from publishing.editions.change import Change
from publishing.editions.persons import scheduled_by
from publishing.editions.reading import edition, editions_of, in_force_on, page_as_of
from publishing.editions.recording import Publication, record
from publishing.editions.replacing import file_replaced
from publishing.editions.restoring import restore

__all__ = [
    "Change",
    "Checked",
    "Fault",
    "Problem",
    "Publication",
    "check_chains",
    "edition",
    "editions_of",
    "file_replaced",
    "in_force_on",
    "page_as_of",
    "record",
    "record_existing",
    "restore",
    "scheduled_by",
]
