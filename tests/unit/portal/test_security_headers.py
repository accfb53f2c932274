"""The headers that protect readers and editors, and the rule that nothing private is kept by a cache."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.middleware import ADMIN_POLICY, PREVIEW_POLICY, PUBLIC_POLICY, SecurityHeadersMiddleware


def answer(
    path: str = "/", headers: dict[str, str] | None = None, *, signed_in: bool = False, preview: bool = False
) -> HttpResponse:
    request = RequestFactory().get(path)
    if signed_in:
        request.COOKIES["sessionid"] = "abc"

    def view(request: HttpRequest) -> HttpResponse:
        if preview:
            request.is_preview = True  # type: ignore[attr-defined]
        return HttpResponse(headers=headers)

    response = SecurityHeadersMiddleware(view)(request)
    assert isinstance(response, HttpResponse)
    return response


def test_public_pages_run_nothing_inline_and_stand_in_no_frame() -> None:
    response = answer("/rapat/")
    assert response["Content-Security-Policy"] == PUBLIC_POLICY
    assert response["X-Frame-Options"] == "DENY"
    assert "unsafe" not in PUBLIC_POLICY
    assert "frame-ancestors 'none'" in PUBLIC_POLICY
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/4/edit/", "/django-admin/"])
def test_the_admin_gets_what_wagtail_needs(path: str) -> None:
    response = answer(path)
    assert response["Content-Security-Policy"] == ADMIN_POLICY
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_a_reader_without_a_cookie_leaves_no_trace_in_the_next_request() -> None:
    assert answer("/nomor-bantuan/", {"Referrer-Policy": "same-origin"})["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken"])
def test_forms_of_those_with_a_cookie_are_accepted_by_their_referrer(cookie: str) -> None:
    request = RequestFactory().get("/rapat/")
    request.COOKIES[cookie] = "abc"
    response = SecurityHeadersMiddleware(lambda _: HttpResponse(headers={"Referrer-Policy": "same-origin"}))(request)
    assert response["Referrer-Policy"] == "same-origin"


def test_so_is_the_first_form_of_a_visitor() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(headers={"Referrer-Policy": "same-origin"})
        response.set_cookie("csrftoken", "abc")
        return response

    assert SecurityHeadersMiddleware(view)(RequestFactory().get("/rapat/"))["Referrer-Policy"] == "same-origin"
    assert answer("/admin/login/", {"Referrer-Policy": "same-origin"})["Referrer-Policy"] == "same-origin"


def test_a_page_whose_address_only_begins_like_the_admin_is_public() -> None:
    assert answer("/administrasi/")["Content-Security-Policy"] == PUBLIC_POLICY


def test_a_preview_has_the_rules_of_the_page_but_may_be_framed_by_the_admin() -> None:
    response = answer("/rapat/", preview=True)
    assert response["Content-Security-Policy"] == PREVIEW_POLICY
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "unsafe" not in PREVIEW_POLICY


def test_a_preview_keeps_its_policy_when_the_admin_hands_it_out() -> None:
    response = answer("/admin/pages/4/edit/preview/", {"Content-Security-Policy": PREVIEW_POLICY})
    assert response["Content-Security-Policy"] == PREVIEW_POLICY


def test_a_stricter_policy_of_a_view_is_kept() -> None:
    strict = "default-src 'none'"
    assert answer("/", {"Content-Security-Policy": strict})["Content-Security-Policy"] == strict


@pytest.mark.parametrize("cache_control", ["", "public, max-age=3600"])
def test_what_is_made_for_a_session_is_kept_by_nobody(cache_control: str) -> None:
    headers = {"Cache-Control": cache_control} if cache_control else {}
    assert answer("/", headers, signed_in=True)["Cache-Control"] == "private, no-store"


def test_what_sets_a_cookie_is_kept_by_nobody() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(headers={"Cache-Control": "public"})
        response.set_cookie("csrftoken", "abc")
        return response

    response = SecurityHeadersMiddleware(view)(RequestFactory().get("/"))
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_file_named_by_its_content_may_be_kept_by_anybody() -> None:
    forever = "public, max-age=31536000, immutable"
    assert answer("/", {"Cache-Control": forever}, signed_in=True)["Cache-Control"] == forever


def test_an_unmarked_public_answer_is_asked_for_again() -> None:
    assert answer()["Cache-Control"] == "private, no-cache"


def test_a_page_marked_for_the_page_cache_is_left_to_it() -> None:
    assert "Cache-Control" not in answer("/", {"X-Page-Cache": "public"}).headers
