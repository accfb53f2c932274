"""Help lines: only those that somebody checked not long ago are shown to the public."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from home.models import HelpLine
from home.models.public_lines import public_lines
from tests.factories import home as make

pytestmark = pytest.mark.django_db


def test_unchecked_stale_and_numberless_lines_are_for_editors_only() -> None:
    shown = make.help_line(name="Terperiksa")
    hidden = [
        make.help_line(name="Belum diperiksa", checked_on=None),
        make.help_line(name="Sudah lama", checked_on=make.stale_day()),
        HelpLine.objects.create(name="Tanpa nomor", number="", checked_on=make.fresh_day()),
    ]
    assert list(HelpLine.objects.public()) == [shown]
    assert set(HelpLine.objects.to_check()) == set(hidden)
    assert [line.name for line in public_lines()] == ["Terperiksa"]


def test_a_line_that_grows_stale_disappears_without_a_publication() -> None:
    make.help_line(name="Terperiksa")
    assert public_lines()
    with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
        assert not public_lines()


@pytest.mark.parametrize(
    ("channel", "number", "href"),
    [
        ("phone", "129", "tel:129"),
        ("phone", "+62 21 29244800", "tel:+622129244800"),
        ("whatsapp", "08111-129-129", "https://wa.me/628111129129"),
        ("email", "lapor@example.go.id", "mailto:lapor@example.go.id"),
    ],
)
def test_a_line_is_one_tap_away(channel: str, number: str, href: str) -> None:
    assert make.help_line(channel=channel, number=number).href == href


def test_a_number_that_can_t_be_dialled_is_refused() -> None:
    with pytest.raises(ValidationError):
        HelpLine(name="Salah", channel="phone", number="hubungi kami").full_clean()


def test_the_page_of_help_lines_shows_them_with_the_day_of_the_check(client: Client) -> None:
    make.help_line(name="SAPA 129", number="129")
    make.help_line(name="Belum diperiksa", number="0800-1", checked_on=None)
    page = make.publish(make.help_lines_page(title="Nomor bantuan"))
    text = client.get(page.url).content.decode()
    assert "SAPA 129" in text
    assert 'href="tel:129"' in text
    assert "Belum diperiksa" not in text
    assert '<meta property="og:title" content="Nomor bantuan"' not in text
