"""A request that changes something changes all of it or nothing."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.middleware import AtomicUnsafeRequestsMiddleware

pytestmark = pytest.mark.django_db(transaction=True)

middleware = AtomicUnsafeRequestsMiddleware(lambda _: HttpResponse("passed on"))


def make_a_group_and_fail(request: HttpRequest) -> HttpResponse:
    Group.objects.create(name="Half a change")
    raise Http404


def say_whether_atomic(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(connection.in_atomic_block))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_failing_change_leaves_nothing_behind(method: str) -> None:
    request = getattr(RequestFactory(), method)("/")
    with pytest.raises(Http404):
        middleware.process_view(request, make_a_group_and_fail, (), {})
    assert not Group.objects.filter(name="Half a change").exists()


def test_a_successful_change_is_committed_before_the_answer_leaves() -> None:
    committed: list[bool] = []

    def view(request: HttpRequest) -> HttpResponse:
        transaction.on_commit(lambda: committed.append(True))
        Group.objects.create(name="A change")
        return HttpResponse()

    middleware.process_view(RequestFactory().post("/"), view, (), {})
    assert committed == [True]
    Group.objects.get(name="A change")


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_is_left_to_django_and_to_no_transaction(method: str) -> None:
    assert middleware.process_view(getattr(RequestFactory(), method)("/"), say_whether_atomic, (), {}) is None


def test_a_view_may_opt_out() -> None:
    opted_out = transaction.non_atomic_requests(say_whether_atomic)
    assert middleware.process_view(RequestFactory().post("/"), opted_out, (), {}) is None


def test_the_view_gets_its_arguments() -> None:
    def view(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        return HttpResponse(f"{args} {kwargs}")

    response = middleware.process_view(RequestFactory().post("/"), view, ("a",), {"b": "c"})
    assert isinstance(response, HttpResponse)
    assert response.content == b"('a',) {'b': 'c'}"
