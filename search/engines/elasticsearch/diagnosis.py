"""What is wrong with a cluster that answers: its health, blocks on the index, documents that were refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search.engines.elasticsearch.troubles import ClusterError, Trouble, trouble_of
from search.engines.elasticsearch.writing import read_position


def troubles(client: Elasticsearch, alias: str) -> Iterator[Trouble]:
    """What is wrong, the worst first; nothing where all is well. Raises nothing that the client does."""
    try:
        position = read_position(client, alias)
        if client.cluster.health(index=alias, timeout="0s")["status"] == "red":
            yield Trouble.RED
        for about in client.indices.get_settings(index=position.index, name="index.blocks.*").values():
            yield from _blocks(about["settings"].get("index", {}).get("blocks", {}))
        if position.rejected:
            yield Trouble.REJECTED
    except (ApiError, TransportError, ClusterError) as error:
        yield trouble_of(error)


def _blocks(blocks: Mapping[str, Any]) -> Iterator[Trouble]:
    if str(blocks.get("read_only_allow_delete")) == "true":
        yield Trouble.DISK_FULL
    if "true" in (str(blocks.get("read_only")), str(blocks.get("write"))):
        yield Trouble.READ_ONLY
