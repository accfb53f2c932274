"""A visitor without a browser: asks for pages over HTTP, keeps cookies, signs in."""

import re
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

from tests.support.running import Account

__all__ = ["Answer", "Visitor"]

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, after redirects."""

    status: int
    url: str
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        """The body of a page."""
        return self.body.decode()


class Visitor:
    """Visits a portal on this machine."""

    def __init__(self, port: int) -> None:
        self.cookies = CookieJar()
        self._base = f"http://127.0.0.1:{port}"
        self._opener = build_opener(HTTPCookieProcessor(self.cookies), ProxyHandler({}))
        self._opener.addheaders = []

    def get(self, path: str = "/", **headers: str) -> Answer:
        """Ask for a page; raises ``OSError`` where nobody answers."""
        return self._ask(path, None, headers)

    def sign_in(self, account: Account) -> Answer:
        """Sign in to the admin; the answer is the page that one gets to."""
        found = _TOKEN.search(self.get("/admin/login/").text)
        assert found is not None
        fields = {"username": account.name, "password": account.password, "csrfmiddlewaretoken": found[1]}
        return self._ask("/admin/login/", urlencode(fields).encode(), {})

    def _ask(self, path: str, data: bytes | None, headers: dict[str, str]) -> Answer:
        request = Request(self._base + path, data, {name.replace("_", "-"): value for name, value in headers.items()})  # noqa: S310
        try:
            with self._opener.open(request, timeout=60) as response:
                return Answer(response.status, response.url, response.headers, response.read())
        except HTTPError as error:
            with error:
                return Answer(error.code, error.url or "", error.headers, error.read())
