"""How far the index of this machine, and the cluster where there is one, have followed the ledger."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from search import cluster, engines, ledger
from search.cluster import ClusterState
from search.engines import Cursor, EngineError, Status
from search.models import SearchEntry

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class State:
    """Numbers of the index and the ledger; an unreadable index counts as empty."""

    documents: int
    entries: int
    cursor: int
    latest: int
    readable: bool
    same_ledger: bool
    cluster: ClusterState | None = None

    @property
    def lag(self) -> int:
        """How many stamps the index still has to read."""
        return max(0, self.latest - self.cursor)

    @property
    def in_step(self) -> bool:
        """Whether this machine's index, and the cluster where there is one, hold exactly what the ledger says."""
        return self._index_in_step and (self.cluster is None or self.cluster.in_step)

    @property
    def _index_in_step(self) -> bool:
        return self.readable and self.same_ledger and self.cursor == self.latest and self.documents == self.entries

    @property
    def verdict(self) -> str | Promise:
        """One sentence on what is the matter."""
        if not self.readable:
            return _("There is no readable search index. The worker makes it; without one, run search_rebuild.")
        if not self.same_ledger:
            return _(
                "The index belongs to another database. The worker makes it anew; without one, run search_rebuild."
            )
        if self.lag:
            return _("The index is behind. The worker catches up; if this does not change, see whether it runs.")
        if not self._index_in_step:
            return _("The index holds another number of documents than the ledger: run search_rebuild.")
        return _("The index is in step.")

    def as_dict(self) -> dict[str, Any]:
        """For machines; ``elasticsearch`` is there where the settings name a cluster."""
        figures = {**asdict(self), "lag": self.lag, "in_step": self.in_step}
        cluster = figures.pop("cluster")
        if cluster:
            figures["elasticsearch"] = {**cluster, "troubles": [str(trouble) for trouble in cluster["troubles"]]}
        return figures


def current() -> State:
    """The state of this machine's index and of the cluster. Raises DatabaseError when the ledger can't be read."""
    # The index is read before the ledger: what is published in between then shows as lag, never as a surplus.
    try:
        status = engines.embedded().status()
        readable = True
    except EngineError:
        status, readable = Status(documents=0, cursor=Cursor()), False
    name = ledger.identity()
    return State(
        documents=status.documents,
        entries=SearchEntry.objects.filter(deleted=False).count(),
        cursor=status.cursor.stamp,
        latest=ledger.latest_stamp(),
        readable=readable,
        same_ledger=not name or status.cursor.ledger == name or status.cursor == Cursor(),
        cluster=cluster.state(),
    )
