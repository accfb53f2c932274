"""A node with security on, set up by the scripts that compose.yaml uses: TLS, a user with few rights."""

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from elastic_transport import TransportError
from elasticsearch import ApiError, AuthorizationException, Elasticsearch

from portal.trial_node.process import TrialNode
from search.engines.connection import Connection
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.troubles import Trouble
from tests.integration.search.clusters import connection_to, raw_client
from tests.support.elasticsearch import own_node
from tests.unit.search.indexing import ask, document, put

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow, pytest.mark.xdist_group("outages")]

_DEPLOY = Path(__file__).parents[3] / "portal" / "deployment"
_PATIENCE_SECONDS = 120
_PASSWORD = secrets.token_urlsafe(16)


def _role_of_the_script() -> str:
    """The rights that ``search_user.sh`` gives to the portal's user."""
    role = re.search(r"put role/portal '(.*)'", (_DEPLOY / "search_user.sh").read_text())
    assert role
    return role[1]


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A connection to a node that speaks TLS and knows the portal's user."""
    with own_node(password=_PASSWORD, role="limited") as node:
        files = tmp_path_factory.mktemp("node")
        certificates = files / "certificates"
        certificates.mkdir()
        _run_script(certificates, node.distribution.home / "bin", node.distribution.java)
        # This server can't keep roles in an index of its own, and reads them from a file; JSON is YAML as well.
        (files / "roles.yml").write_text(f"limited: {_role_of_the_script()}\n")
        node.configure(
            {
                "xpack.security.http.ssl.enabled": "true",
                "xpack.security.http.ssl.key": "certificates/search/search.key",
                "xpack.security.http.ssl.certificate": "certificates/search/search.crt",
            },
            files,
        )
        node.launch()
        url = node.url.replace("http:", "https:")
        connection = connection_to(
            url, username="portal", password=_PASSWORD, ca_file=str(certificates / "ca" / "ca.crt"), index="portal"
        )
        with raw_client(connection) as client:
            _wait_for(client, node)
        yield connection


def _run_script(certificates: Path, programs: Path, java: Path) -> None:
    """Run ``certificates.sh`` as it runs in the image, where there is an unzip; here Python stands in for it."""
    unzip = certificates / "unzip"
    unzip.write_text(f'#!/bin/sh\nexec {sys.executable} -m zipfile -e "$2" "$4"\n')
    unzip.chmod(0o700)
    bash = shutil.which("bash")
    assert bash
    environment = {"PATH": f"{certificates}:{programs}:{os.environ['PATH']}", "ES_JAVA_HOME": str(java)}
    for _ in range(2):  # A second time it does nothing.
        command = [bash, _DEPLOY / "certificates.sh", certificates]
        subprocess.run(command, env=environment, check=True, capture_output=True)
    unzip.unlink()


def _wait_for(client: Elasticsearch, node: TrialNode) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            client.cluster.health(wait_for_status="yellow", timeout="10s")
        except (ApiError, TransportError):
            assert time.monotonic() < deadline, node.last_words()
            time.sleep(0.5)
        else:
            return


def connected(secured: Connection, **values: Any) -> ElasticsearchEngine:
    return ElasticsearchEngine(replace(secured, **values))


def test_the_rights_of_the_portals_user_are_enough_and_no_more(secured: Connection) -> None:
    engine = connected(secured)
    with engine.rebuilding():
        pass
    put(engine, [document("a", "Rapat")])
    assert ask(engine, "rapat") == ["a"]
    with engine.rebuilding() as target:
        target.verify(0, 0, {})
    engine.tidy()
    assert engine.troubles() == ()
    with raw_client(engine.connection) as client, pytest.raises(AuthorizationException):
        client.index(index="somebody-elses", document={})
    engine.close()


@pytest.mark.parametrize(
    ("values", "trouble"),
    [
        ({"password": "wrong"}, Trouble.CREDENTIALS),
        ({"username": ""}, Trouble.CREDENTIALS),
        ({"index": "another"}, Trouble.CREDENTIALS),
        ({"ca_file": ""}, Trouble.TLS),
    ],
)
def test_what_is_wrong_with_the_settings_is_said(secured: Connection, values: dict[str, str], trouble: Trouble) -> None:
    engine = connected(secured, **values)
    assert engine.troubles() == (trouble,)
    assert engine.pulse() == trouble
    engine.close()


def test_plain_http_is_no_way_in(secured: Connection) -> None:
    engine = connected(secured, nodes=(secured.nodes[0].replace("https:", "http:"),), ca_file="")
    assert engine.pulse() in (Trouble.UNREACHABLE, Trouble.OTHER)
    engine.close()
