"""The end of a rebuild where the swap of the alias goes wrong."""

from typing import Any
from unittest.mock import MagicMock

import pytest
from elastic_transport import ApiResponseMeta, ConnectionTimeout, HttpHeaders, NodeConfig
from elasticsearch import ApiError

from search.engines.connection import Connection
from search.engines.elasticsearch.rebuilding import new_index
from search.engines.elasticsearch.troubles import ClusterError

_META = ApiResponseMeta(503, "1.1", HttpHeaders(), 0.0, NodeConfig("http", "one", 9200))


def deleted_after(error: Exception) -> list[Any]:
    """What a rebuild deletes when this is what becomes of its swap."""
    client = MagicMock()
    client.indices.exists.return_value = False
    client.indices.get.return_value = {}
    client.indices.update_aliases.side_effect = error
    with pytest.raises(ClusterError), new_index(client, Connection(nodes=("http://one:9200",))):
        pass
    swapped_in = client.indices.update_aliases.call_args.kwargs["actions"][1]["add"]["index"]
    return [call.kwargs["index"] == swapped_in for call in client.indices.delete.call_args_list]


def test_a_swap_whose_answer_did_not_come_may_have_been_made_so_the_index_stays() -> None:
    assert deleted_after(ConnectionTimeout("late")) == []


def test_a_swap_that_was_refused_leaves_no_index() -> None:
    assert deleted_after(ApiError("no", _META, {})) == [True]
