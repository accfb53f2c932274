"""Which requests the page cache may answer, and that no two different ones share a key."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.page_cache.requests import Key, KeyMaker, parameter_names, without_tracking

key_of = KeyMaker(allowed_hosts=["portal.example", ".kecamatan.example"], private_cookies=("sessionid", "csrftoken"))


def environ(**changes: Any) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/rapat/",
        "QUERY_STRING": "",
        "HTTP_HOST": "portal.example",
        "SERVER_PORT": "8000",
        "wsgi.url_scheme": "http",
    } | changes


def test_an_ordinary_page_has_a_key_and_is_countable() -> None:
    assert key_of(environ()) == Key("http", "portal.example", "/rapat/", "", countable=True)


@pytest.mark.parametrize(
    "changes",
    [
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "OPTIONS"},
        {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "theme=dark; csrftoken=abc"},
        {"HTTP_COOKIE": "theme=dark;sessionid=abc"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": ""},
        {"HTTP_HOST": "portal.example,evil.example"},
        {"HTTP_HOST": "portal.example/../x"},
        {"HTTP_HOST": "portal.example\r\nX-Injected: 1"},
        {"HTTP_HOST": "portal.example.evil.example"},
        {"HTTP_HOST": "x" * 100_000},
        {"PATH_INFO": "/" + "a" * 100_000},
        {"QUERY_STRING": "q=" + "a" * 100_000},
    ],
)
def test_other_requests_go_past_the_cache(changes: dict[str, str]) -> None:
    assert key_of(environ(**changes)) is None


def test_cookies_of_others_do_not_matter() -> None:
    assert key_of(environ(HTTP_COOKIE="theme=dark")) == key_of(environ())


@pytest.mark.parametrize(
    "change",
    [
        {"HTTP_HOST": "sinjai.kecamatan.example"},
        {"HTTP_HOST": "portal.example:8000"},
        {"PATH_INFO": "/rapat"},
        {"PATH_INFO": "/rapat/?page=2"},
        {"QUERY_STRING": "page=2"},
        {"wsgi.url_scheme": "https"},
        {"SCRIPT_NAME": "/portal"},
    ],
)
def test_what_django_tells_apart_has_another_key(change: dict[str, str]) -> None:
    changed = key_of(environ(**change))
    assert changed is not None
    assert changed != key_of(environ())


@pytest.mark.parametrize(
    ("host", "countable"),
    [
        ("portal.example", True),
        ("portal.example:80", True),
        ("portal.example:8000", True),
        ("portal.example:8123", False),
        ("PORTAL.example", False),
        ("portal.example.", False),
        ("any.kecamatan.example", False),
    ],
)
def test_only_hosts_that_nobody_can_multiply_are_countable(host: str, countable: bool) -> None:
    key = key_of(environ(HTTP_HOST=host))
    assert key is not None
    assert key.countable is countable


def test_an_address_with_a_query_is_not_countable() -> None:
    key = key_of(environ(QUERY_STRING="page=2"))
    assert key is not None
    assert not key.countable


def test_the_scheme_comes_from_a_trusted_proxy_only() -> None:
    trusting = KeyMaker(
        allowed_hosts=["portal.example"],
        private_cookies=(),
        proxy_ssl_header=("HTTP_X_FORWARDED_PROTO", "https"),
    )
    forwarded = environ(HTTP_X_FORWARDED_PROTO="https")
    assert trusting(forwarded) == Key("https", "portal.example", "/rapat/", "", countable=True)
    assert key_of(forwarded) == Key("http", "portal.example", "/rapat/", "", countable=True)


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", ""),
        ("fbclid=IwAR0", ""),
        ("page=2&utm_source=wa&utm_medium=chat", "page=2"),
        ("gclid=x&kind=sop&gclid", "kind=sop"),
        ("utm=1", "utm=1"),
        ("myfbclid=1&q=fbclid=2", "myfbclid=1&q=fbclid=2"),
    ],
)
def test_tracking_parameters_are_dropped(query: str, left: str) -> None:
    assert without_tracking(query) == left


def test_an_encoded_name_is_not_the_name_it_stands_for() -> None:
    assert parameter_names("page=1&%70age=2&&x") == ["page", "%70age", "", "x"]


@pytest.mark.parametrize("query", ["kind=sop&page=2", "page=2&kind=sop"])
def test_the_order_of_the_parameters_makes_no_other_key(query: str) -> None:
    key = key_of(environ(QUERY_STRING=query))
    assert key is not None
    assert key.query == "kind=sop&page=2"


def test_the_order_of_one_parameter_s_values_does() -> None:
    assert key_of(environ(QUERY_STRING="a=2&b=1&a=1")) != key_of(environ(QUERY_STRING="a=1&b=1&a=2"))


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=40))
def test_no_header_makes_it_fail(host: str, cookie: str, query: str) -> None:
    key = key_of(environ(HTTP_HOST=host, HTTP_COOKIE=cookie, QUERY_STRING=query))
    assert key is None or key.path == "/rapat/"
