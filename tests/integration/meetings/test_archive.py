"""Records of the archive as meetings."""

import datetime as dt

import pytest
import time_machine

from meetings.archive import build_meeting
from meetings.models import MeetingPage
from publishing.archive import ArchiveContext, ArchiveRecord, registered_kinds
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db


def build(**fields: object) -> MeetingPage:
    values = {"id": "rapat", "kind": "meeting", "title": "Rapat lama", **fields}
    return build_meeting(ArchiveRecord(**values), ArchiveContext())  # type: ignore[arg-type]


def test_the_kind_is_registered() -> None:
    assert registered_kinds()["meeting"] is build_meeting


def test_plain_text_becomes_one_agenda_item_and_is_no_html() -> None:
    page = build(text="Satu <b>\n\nDua", number="005/1/2019")
    (item,) = page.agenda_items.all()
    assert item.title == "Rapat lama"
    assert item.discussion == "<p>Satu &lt;b&gt;</p><p>Dua</p>"
    assert page.invitation_number == "005/1/2019"


def test_headings_begin_agenda_items() -> None:
    page = build(html="<p>Dibuka.</p><h2>Laporan</h2><p>Isi.</p><h3>Lain-lain</h3><p>Tidak ada.</p>")
    assert page.opening == "<p>Dibuka.</p>"
    items = [(row.title, row.discussion) for row in page.agenda_items.all()]
    assert items == [("Laporan", "<p>Isi.</p>"), ("Lain-lain", "<p>Tidak ada.</p>")]


def test_a_table_becomes_a_list() -> None:
    page = build(html="<table><tr><td>Dinsos</td><td>Hadir</td></tr><tr><td>A & B</td><td></td></tr></table>")
    discussion = page.agenda_items.get().discussion
    assert "<li>Dinsos – Hadir</li>" in discussion
    assert "<li>A &amp; B</li>" in discussion


def test_the_day_starts_in_the_morning_and_has_no_end() -> None:
    page = build(date=dt.date(2019, 3, 4))
    assert (page.start, page.end, page.status) == (make.at(2019, 3, 4), None, "held")


@time_machine.travel(dt.datetime(2020, 1, 1, tzinfo=dt.UTC), tick=False)
def test_a_day_to_come_is_planned() -> None:
    assert build(date=dt.date(2020, 2, 1)).status == "planned"


def test_the_year_is_kept_where_there_is_no_day() -> None:
    assert (build(year=2016).start, build(year=2016).year) == (None, 2016)
    assert build(year=2016, date=dt.date(2016, 5, 1)).year is None


@pytest.mark.parametrize("fields", [{"date": dt.date(2019, 3, 4)}, {"year": 2016}, {}])
def test_what_is_built_can_be_published(fields: dict[str, object]) -> None:
    page = build(text="Isi", **fields)
    page.slug = "rapat-lama"
    make.index().add_child(instance=page)
    assert MeetingPage.objects.get(slug="rapat-lama").agenda_items.count() == 1


def test_files_of_the_archive_are_attached() -> None:
    page = build(text="Isi")
    page.attach_archive_documents([make.document("Satu"), make.document("Dua")])
    page.slug = "rapat-lama"
    make.index().add_child(instance=page)
    assert [row.title for row in MeetingPage.objects.get(slug="rapat-lama").files.all()] == ["Satu", "Dua"]
