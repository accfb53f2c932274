"""How a cluster is reached, as the settings say it. Knows no client."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Connection:
    """Addresses, trust and credentials of a cluster, and the shape of the index in it.

    ``nodes`` are addresses without credentials; what must stay secret is in no ``repr``. ``search_seconds`` is how long
    a visitor may wait for an answer.
    """

    nodes: tuple[str, ...]
    index: str = "portal"
    shards: int = 1
    replicas: int = 0
    search_seconds: float = 0.25
    ca_file: str = ""
    username: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)

    @classmethod
    def of_settings(cls) -> Connection | None:
        """The cluster that the settings name, or None."""
        if not settings.ELASTICSEARCH_NODES:
            return None
        return cls(
            nodes=tuple(settings.ELASTICSEARCH_NODES),
            index=settings.ELASTICSEARCH_INDEX,
            shards=settings.ELASTICSEARCH_SHARDS,
            replicas=settings.ELASTICSEARCH_REPLICAS,
            search_seconds=settings.ELASTICSEARCH_TIMEOUT_MS / 1000,
            ca_file=settings.ELASTICSEARCH_CA_FILE,
            username=settings.ELASTICSEARCH_USERNAME,
            password=settings.ELASTICSEARCH_PASSWORD,
            api_key=settings.ELASTICSEARCH_API_KEY,
        )
