"""Errors of the client, sorted into what an administrator can do something about."""

from typing import Any

import elastic_transport
import pytest
from elastic_transport import ApiResponseMeta, ConnectionTimeout, HttpHeaders, NodeConfig, SerializationError, TlsError
from elasticsearch import ApiError

from search.engines import IndexMissingError
from search.engines.elasticsearch.troubles import ClusterError, Trouble, as_engine_error, trouble_of, trouble_of_item

NODE = NodeConfig("https", "search.example", 9200)


def answer(status: int, kind: str = "", reason: str = "") -> ApiError:
    body: Any = {"error": {"type": kind, "reason": reason}, "status": status} if kind else "Bad gateway"
    return ApiError("message", ApiResponseMeta(status, "1.1", HttpHeaders(), 0.1, NODE), body)


FLOOD = "index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];"
CASES = [
    (elastic_transport.ConnectionError("refused"), Trouble.UNREACHABLE),
    (SerializationError("no JSON"), Trouble.OTHER),
    (ConnectionTimeout("too long"), Trouble.TIMEOUT),
    (TlsError("certificate verify failed"), Trouble.TLS),
    (answer(401, "security_exception"), Trouble.CREDENTIALS),
    (answer(403, "security_exception"), Trouble.CREDENTIALS),
    (answer(404, "index_not_found_exception"), Trouble.NO_INDEX),
    (answer(429, "es_rejected_execution_exception"), Trouble.BUSY),
    (answer(429, "circuit_breaking_exception"), Trouble.BUSY),
    (answer(429, "cluster_block_exception", FLOOD), Trouble.DISK_FULL),
    (answer(403, "cluster_block_exception", "[FORBIDDEN/5/index read-only (api)]"), Trouble.READ_ONLY),
    (answer(503, "cluster_block_exception", "[SERVICE_UNAVAILABLE/2/no master]"), Trouble.UNAVAILABLE),
    (answer(503, "search_phase_execution_exception", "all shards failed"), Trouble.RED),
    (answer(503, "no_shard_available_action_exception"), Trouble.RED),
    (answer(400, "strict_dynamic_mapping_exception"), Trouble.MAPPING),
    (answer(503), Trouble.UNAVAILABLE),
    (answer(502), Trouble.OTHER),
    (answer(504), Trouble.TIMEOUT),
    (answer(400, "parsing_exception"), Trouble.OTHER),
    (ClusterError(Trouble.RED), Trouble.RED),
    (ValueError("?"), Trouble.OTHER),
]


@pytest.mark.parametrize(("error", "trouble"), CASES)
def test_an_error_is_of_one_kind_of_trouble(error: Exception, trouble: Trouble) -> None:
    assert trouble_of(error) is trouble
    assert as_engine_error(error).trouble is trouble


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_a_sentence(trouble: Trouble) -> None:
    assert str(trouble.sentence).endswith(".")


def test_only_a_missing_or_foreign_index_is_made_anew() -> None:
    anew = {trouble for error, trouble in CASES if isinstance(as_engine_error(error), IndexMissingError)}
    assert anew == {Trouble.NO_INDEX, Trouble.MAPPING}


def test_an_error_of_ours_quotes_nothing() -> None:
    error = as_engine_error(answer(400, "parsing_exception", "rahasia"))
    assert "rahasia" not in str(error)
    assert "search.example" not in repr(error)


def test_one_document_of_many() -> None:
    assert trouble_of_item(429, {"type": "es_rejected_execution_exception"}) is Trouble.BUSY
    assert trouble_of_item(400, {"type": "document_parsing_exception"}) is Trouble.MAPPING
    assert trouble_of_item(500, {}) is Trouble.OTHER
