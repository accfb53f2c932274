"""Makes the list of meetings and meetings with their rows."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, Page

from meetings.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Decision,
    MeetingFile,
    MeetingIndexPage,
    MeetingPage,
    ResourcePerson,
)
from publishing.models import PortalDocument
from tests.factories import home

__all__ = ["at", "document", "index", "meeting", "member", "minutes"]


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """A moment in Sinjai."""
    return timezone.make_aware(dt.datetime(year, month, day, hour, minute))  # noqa: DTZ001 - made aware here.


def index(parent: Page | None = None, **fields: Any) -> MeetingIndexPage:
    """The list of meetings."""
    fields.setdefault("title", "Rapat")
    page: MeetingIndexPage = home.child(parent, MeetingIndexPage, **fields)
    return page


def meeting(parent: Page | None = None, **fields: Any) -> MeetingPage:
    """A meeting that was held; without a parent below the list of meetings, which is made where there is none."""
    above = parent or MeetingIndexPage.objects.first() or index()
    fields.setdefault("start", at(2021, 11, 18))
    fields.setdefault("status", "held")
    page: MeetingPage = home.child(above, MeetingPage, **fields)
    return page


def document(title: str = "Notulen bertanda tangan") -> PortalDocument:
    """A stored text file; the root collection is made anew where a test's database was emptied."""
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    made: PortalDocument = PortalDocument.objects.create(
        title=title,
        file=ContentFile(b"isi berkas", name=f"{title.lower().replace(' ', '-')}.txt"),
        file_size=10,
        collection=root,
    )
    return made


def minutes(**fields: Any) -> MeetingPage:
    """Minutes with every kind of row; what is for members only has the word "rahasia" in it."""
    agency = home.agency(name="Dinas Contoh Perlindungan", short_name="Dincon")
    defaults: dict[str, Any] = {
        "title": "Rapat koordinasi contoh",
        "end": at(2021, 11, 18, 12),
        "place": "Ruang Rapat Setda",
        "chair": "Kepala dinas",
        "chair_agency": agency,
        "owner_agency": agency,
        "invitation_number": "005/12/SETDA/2021",
        "opening": "<p>Rapat dibuka.</p>",
        "agenda_items": [
            AgendaItem(title="Pembentukan gugus tugas", discussion="<p>Peserta mendukung.</p>", decision="Disepakati."),
            AgendaItem(title="Butir rahasia", discussion="<p>Isi rahasia.</p>", visibility="members"),
            AgendaItem(title="Lain-lain", presenter="Sekretariat"),
        ],
        "decisions": [
            Decision(text="Membentuk gugus tugas", agenda_number=1),
            Decision(text="Keputusan rahasia", agenda_number=2, visibility="members"),
            Decision(text="Rapat berikut bulan depan", agenda_number=2),
        ],
        "action_items": [
            ActionItem(text="Menyusun rancangan keputusan", agency=agency, due_on=dt.date(2021, 12, 17)),
            ActionItem(text="Tugas rahasia", institution="Polres", visibility="members"),
            ActionItem(
                text="Mengirim undangan",
                institution="ICJ",
                status="done",
                completed_on=dt.date(2021, 11, 25),
                evidence="Undangan terkirim",
                evidence_document=document("Bukti undangan"),
            ),
        ],
        "resource_persons": [ResourcePerson(position="Direktur program", institution="ICJ", subject="Layanan terpadu")],
        "attendance": [
            Attendance(agency=agency, position="Kepala bidang", representatives=2),
            Attendance(agency=agency, position="Staf"),
            Attendance(institution="Kodim", presence="apology"),
        ],
        "files": [
            MeetingFile(document=document()),
            MeetingFile(document=document("Lampiran rahasia"), visibility="members"),
        ],
    }
    return meeting(**{**defaults, **fields})


def member() -> User:
    """Somebody who may read what is for members of the task force, and nothing more."""
    user = User.objects.create_user(username="anggota")
    user.user_permissions.add(Permission.objects.get(codename="view_members_content"))
    return User.objects.get(pk=user.pk)
