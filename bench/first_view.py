"""What a first view of a page costs on the wire: the page and everything that it makes a browser fetch."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

from bench.load import fetch

__all__ = ["FirstView", "first_view"]

_LINKS = {"stylesheet", "icon", "manifest", "preload", "modulepreload"}


@dataclass(frozen=True, slots=True)
class FirstView:
    """Requests and bytes (headers included) of a first view with brotli."""

    requests: int
    bytes: int


class _References(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and _LINKS & set(given.get("rel", "").split()):
            self.found.add(given.get("href", ""))
        elif tag in ("script", "img"):
            self.found.add(given.get("src", ""))


def first_view(port: int, path: str) -> FirstView:
    """Fetch a page and what it refers to, each once."""
    page = fetch(port, path)
    references = _References()
    references.feed(_text(fetch(port, path, headers="").body))
    addresses = {urljoin(path, found) for found in references.found if found and not found.startswith("data:")}
    answers = [page, *(fetch(port, address) for address in sorted(addresses))]
    return FirstView(len(answers), sum(answer.wire_bytes for answer in answers))


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")
