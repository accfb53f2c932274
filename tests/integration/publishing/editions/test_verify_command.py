"""``manage.py verify_editions``."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from publishing.editions import record_existing
from publishing.models import Edition
from tests.factories import home
from tests.factories.editions import publish_change

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _complete() -> None:
    record_existing()


def run(**options: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    with override("en"):
        call_command("verify_editions", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def two_pages() -> tuple[Any, Any]:
    first = home.publish(home.standard_page(live=False, title="Satu", slug="satu"))
    second = home.publish(home.standard_page(live=False, title="Dua", slug="dua"))
    first.title = "Satu lagi"
    return publish_change(first), second


def test_what_is_in_order_is_counted() -> None:
    two_pages()
    out, err = run(page="/satu/")
    assert out == "Checked: pages 1, editions 2, files 0.\n"
    assert err == ""
    assert "editions 4" in run()[0]


def test_each_fault_has_a_line_and_the_exit_status_is_one() -> None:
    first, second = two_pages()
    Edition.objects.filter(page=first, number=2).update(change_note="Palsu")
    Edition.objects.filter(page=second).delete()
    out, err = StringIO(), StringIO()
    with override("en"), pytest.raises(CommandError, match="2 faults") as caught:
        call_command("verify_editions", stdout=out, stderr=err)
    assert caught.value.returncode == 1
    assert err.getvalue().splitlines() == [
        "/satu/, edition 2: its digest does not fit its number, note, dates, or files",
        "/dua/: it is live and has no edition",
    ]
    assert run(page="/")[1] == ""


def test_an_address_that_is_no_page_is_said() -> None:
    with pytest.raises(CommandError, match="/tidak-ada/"):
        run(page="/tidak-ada/")
