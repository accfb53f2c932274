"""Reads ELASTICSEARCH_URL: the addresses of the nodes, and the credentials that an address may carry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["NodeAddresses", "existing_file", "index_name", "node_addresses"]

_INDEX = re.compile(r"[a-z][a-z0-9-]{0,49}")


@dataclass(frozen=True, slots=True)
class NodeAddresses:
    """``nodes`` carry no credentials, so that they may stand in logs and on pages of errors."""

    nodes: tuple[str, ...] = ()
    username: str = ""
    password: str = field(default="", repr=False)


def node_addresses(text: str) -> NodeAddresses:
    """Addresses parted by commas, all ``http`` or all ``https``, each with a host; the port is 9200 where none is given.

    Raises ValueError, which never quotes the text.
    """
    nodes: list[str] = []
    username = password = ""
    for part in filter(None, (part.strip() for part in text.split(","))):
        try:
            address = urlsplit(part)
            port = address.port or 9200
        except ValueError:
            raise ValueError("An address of a node can't be read.") from None
        if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
            raise ValueError("An address of a node begins with http:// or https:// and names a host.")
        if address.username:
            username, password = unquote(address.username), unquote(address.password or "")
        host = f"[{address.hostname}]" if ":" in address.hostname else address.hostname
        nodes.append(f"{address.scheme}://{host}:{port}{address.path.rstrip('/')}")
    if len({node.partition(":")[0] for node in nodes}) > 1:
        raise ValueError("Either all nodes are asked by https or none.")
    return NodeAddresses(tuple(dict.fromkeys(nodes)), username, password)


def index_name(text: str) -> str:
    """The name that the names of all indexes begin with: small letters, digits, hyphens. Raises ValueError."""
    if not _INDEX.fullmatch(text):
        raise ValueError("The name of the index holds small letters, digits and hyphens only.")
    return text


def existing_file(text: str) -> str:
    """The path of a file that is there, or nothing. Raises ValueError."""
    if text and not Path(text).is_file():
        raise ValueError("There is no such file.")
    return text
