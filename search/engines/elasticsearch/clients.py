"""The clients of a cluster: one for visitors, who have no time, and one for the follower."""

from __future__ import annotations

from typing import Any

import urllib3
from elastic_transport import Urllib3HttpNode
from elasticsearch import Elasticsearch

from search.engines.connection import Connection

_WRITE_SECONDS = 30.0
_LOOK_SECONDS = 2.0
_CONNECTIONS = 16


def searching_client(connection: Connection) -> Elasticsearch:
    """For visitors. A node that refuses the connection is passed over for the next one; nobody waits for two."""
    return _client(connection, connection.search_seconds)


def looking_client(connection: Connection) -> Elasticsearch:
    """For an administrator, who wants to know what is wrong and does not wait long for a machine that hangs."""
    return _client(connection, max(_LOOK_SECONDS, connection.search_seconds))


def writing_client(connection: Connection) -> Elasticsearch:
    """For the follower, which has time."""
    return _client(connection, _WRITE_SECONDS)


def _client(connection: Connection, seconds: float) -> Elasticsearch:
    options: dict[str, Any] = {}
    if connection.api_key:
        options["api_key"] = connection.api_key
    elif connection.username:
        options["basic_auth"] = (connection.username, connection.password)
    if connection.ca_file and connection.nodes[0].startswith("https:"):
        options["ca_certs"] = connection.ca_file
    return Elasticsearch(
        list(connection.nodes),
        node_class=_PunctualNode,
        connections_per_node=_CONNECTIONS,
        request_timeout=seconds,
        max_retries=len(connection.nodes) - 1,
        retry_on_timeout=False,
        retry_on_status=(),
        **options,
    )


class _PunctualNode(Urllib3HttpNode):
    """Takes a time limit for the whole request, not for connecting and for every read apart."""

    def perform_request(self, *args: Any, **kwargs: Any) -> Any:
        """As the base does it."""
        limit = kwargs.get("request_timeout")
        if isinstance(limit, int | float):
            kwargs["request_timeout"] = urllib3.Timeout(total=limit)
        return super().perform_request(*args, **kwargs)
