"""Writing an index: bulk requests with back-pressure, then the cursor, which never runs ahead of its documents."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError
from elasticsearch.helpers import streaming_bulk

from search.engines import Batch, Cursor
from search.engines.elasticsearch.schema import CURSOR_ID, from_cursor, to_cursor, to_source, tombstone
from search.engines.elasticsearch.troubles import (
    ClusterError,
    ClusterIndexMissingError,
    Trouble,
    as_engine_error,
    trouble_of_item,
)

logger = logging.getLogger(__name__)

_LARGEST_REQUEST_BYTES = 5 * 1024 * 1024
_DOCUMENTS_A_REQUEST = 500
_RETRIES = 4
_FIRST_WAIT_SECONDS = 0.25
_LONGEST_WAIT_SECONDS = 2.0
# What is wrong with one document alone; anything else is wrong with the index or the cluster.
_OF_THE_DOCUMENT = (Trouble.MAPPING, Trouble.OTHER)
# What may hit one document and not the next: those that can be taken are.
_PASSING = (Trouble.BUSY, Trouble.UNAVAILABLE, Trouble.TIMEOUT)


@dataclass(frozen=True, slots=True)
class Position:
    """Where an index stands: its real name (behind an alias), its cursor, and the documents that it did not take."""

    index: str
    cursor: Cursor
    rejected: Mapping[str, str]


def read_position(client: Elasticsearch, name: str) -> Position:
    """The position of an index or of the one behind an alias. Raises ClusterError."""
    try:
        found = client.get(index=name, id=CURSOR_ID)
        cursor, rejected = from_cursor(found["_source"])
    except NotFoundError as error:
        raise ClusterIndexMissingError(Trouble.NO_INDEX) from error
    except (ApiError, TransportError) as error:
        raise as_engine_error(error) from error
    except (KeyError, ValueError, TypeError) as error:
        raise ClusterIndexMissingError(Trouble.MAPPING) from error
    return Position(found["_index"], cursor, rejected)


def write_alias(index: str) -> str:
    """The alias that belongs to one index alone, and is written through.

    It names the same index whatever becomes of the alias that is searched, so a swap can't part a batch from its cursor;
    and where the index has been deleted a request fails, instead of making an index without a mapping.
    """
    return f"{index}_writing"


class Writing:
    """One index, by its real name."""

    def __init__(self, client: Elasticsearch, index: str) -> None:
        self.index = index
        self._client = client
        self._alias = write_alias(index)

    def begin(self) -> None:
        """Give a new index its first cursor."""
        self._store(Cursor(), {})

    def cursor(self) -> Cursor:
        """The cursor of the last batch."""
        return read_position(self._client, self.index).cursor

    def apply(self, batch: Batch, *, refresh: bool = False) -> None:
        """Take a batch in; with ``refresh`` it can be found when this returns.

        A document that the index does not take is noted with the cursor, the others go on. Where the cluster has no
        room or no time ClusterError is raised and the cursor stays: the batch comes again, and what is in the index
        already stays as it is, because its stamp is its version.
        """
        rejected = dict(read_position(self._client, self.index).rejected)
        waiting: ClusterError | None = None
        try:
            for key, trouble, reason in self._send(batch):
                if trouble is None:
                    rejected.pop(key, None)
                elif trouble in _OF_THE_DOCUMENT:
                    rejected[key] = reason
                    logger.error("Elasticsearch did not take the document %s: %s.", key, reason)
                else:
                    waiting = ClusterError(trouble)
                    if trouble not in _PASSING:
                        break
            if refresh:
                self._client.indices.refresh(index=self.index)
        except (ApiError, TransportError) as error:
            raise as_engine_error(error) from error
        if waiting:
            raise waiting
        self._store(batch.cursor, rejected)

    def _send(self, batch: Batch) -> Iterator[tuple[str, Trouble | None, str]]:
        """Send the documents and tombstones; yields each key with what was wrong with it, if anything."""
        results = streaming_bulk(
            self._client,
            _actions(self._alias, batch),
            chunk_size=_DOCUMENTS_A_REQUEST,
            max_chunk_bytes=_LARGEST_REQUEST_BYTES,
            max_retries=_RETRIES,
            initial_backoff=_FIRST_WAIT_SECONDS,
            max_backoff=_LONGEST_WAIT_SECONDS,
            raise_on_error=False,
            require_alias=True,
        )
        for taken, item in results:
            answer = next(iter(item.values()))
            # A conflict of versions: the index knows something newer.
            if taken or answer["status"] == 409:
                yield answer["_id"], None, ""
            else:
                error = answer.get("error")
                error = error if isinstance(error, Mapping) else {}
                reason = str(error.get("type", "unknown"))[:100]
                yield answer["_id"], trouble_of_item(answer["status"], error), reason

    def _store(self, cursor: Cursor, rejected: Mapping[str, str]) -> None:
        """Store the cursor, unless the index has a newer one."""
        try:
            self._client.index(
                index=self._alias,
                require_alias=True,
                id=CURSOR_ID,
                document=to_cursor(cursor, rejected),
                version=cursor.stamp,
                version_type="external_gte",
            )
        except ApiError as error:
            if error.status_code != 409:
                raise as_engine_error(error) from error
        except TransportError as error:
            raise as_engine_error(error) from error


def _actions(index: str, batch: Batch) -> Iterator[dict[str, Any]]:
    for document in batch.documents:
        stamp = batch.stamp_of(document.key)
        yield _action(index, document.key, stamp, to_source(document, stamp))
    for key in batch.deleted:
        stamp = batch.stamp_of(key)
        yield _action(index, key, stamp, tombstone(key, stamp))


def _action(index: str, key: str, stamp: int, source: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "_op_type": "index",
        "_index": index,
        "_id": key,
        "version": stamp,
        "version_type": "external_gte",
        "_source": source,
    }
