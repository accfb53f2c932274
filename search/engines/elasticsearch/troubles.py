"""What can be wrong with a cluster, in words that an administrator understands; errors of the client sorted into it.

Neither a message nor a log line quotes an error's own text: it can hold addresses, bodies and, at worst, a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from elastic_transport import ConnectionTimeout, SerializationError, TlsError, TransportError
from elasticsearch import ApiError

from search.engines import EngineError, IndexMissingError

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Trouble(StrEnum):
    """A kind of trouble; the value is what machines read."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    CREDENTIALS = "credentials"
    BUSY = "busy"
    UNAVAILABLE = "unavailable"
    RED = "red"
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    NO_INDEX = "no_index"
    MAPPING = "mapping"
    NAME_TAKEN = "name_taken"
    BEHIND = "behind"
    REJECTED = "rejected"
    INCOMPLETE = "incomplete"
    OTHER = "other"

    @property
    def sentence(self) -> str | Promise:
        """What is the matter, and what to do."""
        return _SENTENCES[self]


_SENTENCES: dict[Trouble, str | Promise] = {
    Trouble.UNREACHABLE: _(
        "No Elasticsearch node can be reached. See whether it runs, and whether ELASTICSEARCH_URL is right."
    ),
    Trouble.TIMEOUT: _("Elasticsearch does not answer in time. See whether its machine is overloaded or hangs."),
    Trouble.TLS: _(
        "The certificate of Elasticsearch is not trusted. ELASTICSEARCH_CA_FILE must name the authority that signed it."
    ),
    Trouble.CREDENTIALS: _(
        "Elasticsearch refuses the portal's user or key, or it lacks a right. See the ELASTICSEARCH settings."
    ),
    Trouble.BUSY: _("Elasticsearch has more work than it can take; the portal waits and tries again."),
    Trouble.UNAVAILABLE: _(
        "Elasticsearch can't take requests just now: it is starting, or parts of the index are missing."
    ),
    Trouble.RED: _(
        "The Elasticsearch cluster is red: a part of the index is on no running node. Start the missing node, or run search_rebuild."
    ),
    Trouble.DISK_FULL: _(
        "A disk of Elasticsearch is full, so it takes nothing new. Make room; it then goes on by itself."
    ),
    Trouble.READ_ONLY: _("The index of Elasticsearch has been made read-only. Somebody has to lift that block."),
    Trouble.NO_INDEX: _("Elasticsearch has no index of this version of the portal yet. The worker makes it."),
    Trouble.MAPPING: _(
        "The index of Elasticsearch has other fields than the portal gave it. The worker makes it anew."
    ),
    Trouble.NAME_TAKEN: _(
        "The name in ELASTICSEARCH_INDEX belongs to an index that is not the portal's. Choose another name."
    ),
    Trouble.BEHIND: _(
        "The index of Elasticsearch is behind the portal. The worker catches up; if this does not change, see whether it runs."
    ),
    Trouble.REJECTED: _(
        "Elasticsearch did not take some documents. They are tried again every minute; the log of the worker names them."
    ),
    Trouble.INCOMPLETE: _(
        "The index of Elasticsearch does not hold all that the portal published. Run search_rebuild."
    ),
    Trouble.OTHER: _("Elasticsearch answered with an error that the portal does not know. See its own log."),
}


class ClusterError(EngineError):
    """The cluster can't answer or take anything in just now; ``trouble`` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class ClusterIndexMissingError(ClusterError, IndexMissingError):
    """There is no index of this version, or one that can't be used: it must be made from the ledger."""


def as_engine_error(error: Exception) -> ClusterError:
    """An error of the client as one of ours."""
    trouble = trouble_of(error)
    if trouble in (Trouble.NO_INDEX, Trouble.MAPPING):
        return ClusterIndexMissingError(trouble)
    return ClusterError(trouble)


def trouble_of(error: Exception) -> Trouble:
    """What kind of trouble an error of the client means."""
    if isinstance(error, ClusterError):
        return error.trouble
    if isinstance(error, ApiError):
        return _of_answer(error.status_code, _details(error.body))
    if isinstance(error, TlsError):
        return Trouble.TLS
    if isinstance(error, ConnectionTimeout):
        return Trouble.TIMEOUT
    if isinstance(error, TransportError) and not isinstance(error, SerializationError):
        return Trouble.UNREACHABLE
    return Trouble.OTHER


def trouble_of_item(status: int, error: Mapping[str, Any]) -> Trouble:
    """What kind of trouble the answer about one document of a bulk request means."""
    return _of_answer(status, (str(error.get("type", "")), str(error.get("reason", ""))))


def _details(body: object) -> tuple[str, str]:
    error = body.get("error") if isinstance(body, Mapping) else None
    if not isinstance(error, Mapping):
        return "", ""
    return str(error.get("type", "")), str(error.get("reason", ""))


_BY_TYPE = {
    "index_not_found_exception": Trouble.NO_INDEX,
    "alias_not_found_exception": Trouble.NO_INDEX,
    "no_shard_available_action_exception": Trouble.RED,
    "strict_dynamic_mapping_exception": Trouble.MAPPING,
    "mapper_parsing_exception": Trouble.MAPPING,
    "document_parsing_exception": Trouble.MAPPING,
    "invalid_alias_name_exception": Trouble.NAME_TAKEN,
    "es_rejected_execution_exception": Trouble.BUSY,
    "circuit_breaking_exception": Trouble.BUSY,
}
_BY_STATUS = {
    401: Trouble.CREDENTIALS,
    403: Trouble.CREDENTIALS,
    404: Trouble.NO_INDEX,
    408: Trouble.TIMEOUT,
    429: Trouble.BUSY,
    503: Trouble.UNAVAILABLE,
    504: Trouble.TIMEOUT,
}


def _of_answer(status: int, details: tuple[str, str]) -> Trouble:
    kind, reason = details
    if kind == "cluster_block_exception":
        if "flood-stage" in reason or "read-only / allow delete" in reason:
            return Trouble.DISK_FULL
        return Trouble.READ_ONLY if "read-only" in reason else Trouble.UNAVAILABLE
    if kind == "search_phase_execution_exception" and status == 503:
        return Trouble.RED
    return _BY_TYPE.get(kind) or _BY_STATUS.get(status, Trouble.OTHER)
