"""Which requests the cache may answer, and under which key: pure functions over a WSGI environment."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.http.request import split_domain_port, validate_host

__all__ = ["Key", "KeyMaker", "parameter_names", "without_tracking"]

_LONGEST_PATH = 512
_LONGEST_QUERY = 256
_DEFAULT_PORTS = {"http": "80", "https": "443"}
# Added by social networks and mail programs to every shared link; no view reads them. Dropped before Django sees the
# request, so that a page shared on Facebook is one entry and not one a reader.
_TRACKING = re.compile(r"^(?:utm_[a-z]+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|ttclid|igshid|igsh|mc_[ce]id)(?:=|$)")


class Key(NamedTuple):
    """What Django's answer depends on: two requests with equal keys get the same page."""

    scheme: str
    host: str
    path: str
    query: str
    # A named page on a host that is listed by name; only these can't be multiplied by whoever makes up addresses.
    countable: bool


@dataclass(frozen=True, slots=True)
class _Host:
    name: str
    listed: bool


def without_tracking(query: str) -> str:
    """The query string less the parameters that only tell where a visitor came from."""
    if not query:
        return query
    return "&".join(part for part in query.split("&") if not _TRACKING.match(part))


def parameter_names(query: str) -> list[str]:
    """The names of a query string's parameters as they stand there; an encoded name equals no declared one."""
    return [part.partition("=")[0] for part in query.split("&")] if query else []


def _in_one_order(query: str) -> str:
    """The parameters sorted, so that their order makes no second entry; those of one name keep theirs."""
    return "&".join(sorted(query.split("&"), key=lambda part: part.partition("=")[0])) if "&" in query else query


class KeyMaker:
    """Turns a WSGI environment into a key, or into ``None`` where the request is none of the cache's business.

    Only GET and HEAD without credentials (our own cookies, an Authorization header), for a host that Django itself
    would accept, with a path and query of ordinary length. The rules for host and scheme are Django's, so that a key
    never mixes two requests that Django would tell apart.
    """

    def __init__(
        self,
        *,
        allowed_hosts: Iterable[str],
        private_cookies: Iterable[str],
        proxy_ssl_header: tuple[str, str] | None = None,
    ) -> None:
        self._allowed = list(allowed_hosts)
        self._exact = {host for host in self._allowed if host != "*" and not host.startswith(".")}
        self._private_cookies = tuple(private_cookies)
        self._proxy_ssl_header = proxy_ssl_header
        # Bounded, since whoever asks chooses the header; a flood costs its own look-ups and nothing else.
        self._host: Callable[[str, str, str], _Host | None] = lru_cache(maxsize=256)(self._read_host)

    def __call__(self, environ: Mapping[str, Any]) -> Key | None:
        """The key of a request, or ``None`` when it goes past the cache."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return None
        cookies = environ.get("HTTP_COOKIE")
        if cookies and any(name in cookies for name in self._private_cookies):
            return None
        scheme = self._scheme(environ)
        host = self._host(environ.get("HTTP_HOST", ""), scheme, environ.get("SERVER_PORT", ""))
        if host is None:
            return None
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        query = without_tracking(environ.get("QUERY_STRING", ""))
        if len(path) > _LONGEST_PATH or len(query) > _LONGEST_QUERY:
            return None
        return Key(scheme, host.name, path, _in_one_order(query), host.listed and not query)

    def _scheme(self, environ: Mapping[str, Any]) -> str:
        if self._proxy_ssl_header is not None:
            name, secure = self._proxy_ssl_header
            value = environ.get(name)
            if value is not None:
                return "https" if value.split(",", 1)[0].strip() == secure else "http"
        scheme: str = environ["wsgi.url_scheme"]
        return scheme

    def _read_host(self, header: str, scheme: str, server_port: str) -> _Host | None:
        domain, port = split_domain_port(header)
        if not domain or not validate_host(domain, self._allowed):
            return None
        # Other spellings (capitals, a closing dot, any port) are served, but there are too many of them to count on.
        usual_port = port in ("", _DEFAULT_PORTS.get(scheme), server_port)
        listed = domain in self._exact and usual_port and header in (domain, f"{domain}:{port}")
        return _Host(header, listed)
