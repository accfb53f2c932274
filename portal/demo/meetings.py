"""The first real meeting, 18 November 2021, and an example of one that is still to come."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from meetings.models import ActionItem, AgendaItem, Attendance, Decision, MeetingIndexPage, MeetingPage, ResourcePerson
from portal.demo.builder import Builder
from portal.demo.text import plain

__all__ = ["load_meetings"]

_FRIDAY: Final = 5
_ROOM: Final = "Ruang Rapat Setda, Kantor Bupati Sinjai"
_FIRST_NOTE: Final = (
    "Sumber tidak menyebut jam (09.00 di sini contoh), nomor undangan, dan keputusan tertulis. Butir yang diawali"
    " “Contoh” perlu dicocokkan sekretariat dengan notulen aslinya."
)
_EXAMPLE_DECISIONS: Final = (
    ("Membangun komitmen antarlembaga untuk membentuk Gugus Tugas TPPO Kabupaten Sinjai.", 2),
    ("Meminta Forkopimda memberi saran dari sisi hukum atas pembentukan gugus tugas.", 2),
    ("Memasukkan pelindungan pekerja migran asal Sinjai yang bekerja di luar negeri ke dalam tugas gugus tugas.", 2),
)
_EXAMPLE_ACTIONS: Final = (
    ("Menyiapkan bahan pembentukan Gugus Tugas TPPO", "DP3AP2KB"),
    ("Memberi saran dari sisi hukum atas pembentukan gugus tugas", "Forkopimda"),
)


def load_meetings(builder: Builder, index: MeetingIndexPage) -> None:
    """Put both meetings below ``index``."""
    builder.page("rapat-koordinasi-18-november-2021", index, _first(builder), topics=("kelembagaan", "pencegahan"))
    builder.page("contoh-rapat-koordinasi-berikutnya", index, _next(builder), topics=("kelembagaan",))


def _at(year: int, month: int, day: int, hour: int) -> datetime:
    """A full hour in Sinjai."""
    return datetime(year, month, day, hour, tzinfo=timezone.get_default_timezone())


def _first(builder: Builder) -> MeetingPage:
    """What is known of the meeting; what is not known is left empty or says that it is an example."""
    agencies = builder.agencies
    return MeetingPage(
        title="Rapat koordinasi lintas sektor pencegahan dan penanganan kekerasan terhadap perempuan dan anak",
        summary="Rapat yang mengawali Gugus Tugas TPPO: membangun komitmen antarlembaga, dengan narasumber dari"
        " Institute of Community Justice (ICJ) Makassar.",
        kind="koordinasi",
        status="held",
        status_note=_FIRST_NOTE,
        start=_at(2021, 11, 18, 9),
        place=_ROOM,
        opened_by="A. Ilham Abubakar, Asisten Pembangunan dan Perekonomian, mewakili Bupati Andi Seto Asapa",
        opening=plain(
            "Rapat dibuka oleh A. Ilham Abubakar, Asisten Pembangunan dan Perekonomian, mewakili Bupati Andi Seto Asapa."
            "\n\nSambutan menyebut pengarusutamaan gender (PUG), hak-hak perempuan, perlindungan khusus anak, dan layanan"
            " yang menyeluruh bagi korban kekerasan dan TPPO. Rapat dimaksudkan untuk mencapai integrasi, sinkronisasi,"
            " dan sinergi antarpemangku kepentingan."
        ),
        agenda_items=[
            AgendaItem(
                title="Pembukaan dan sambutan Bupati",
                presenter="A. Ilham Abubakar, Asisten Pembangunan dan Perekonomian",
                discussion=plain(
                    "Sambutan menekankan pengarusutamaan gender, hak perempuan, perlindungan khusus anak, dan layanan"
                    " yang menyeluruh bagi korban kekerasan dan TPPO."
                ),
            ),
            AgendaItem(
                title="Laporan Kepala DP3AP2KB: tujuan pertemuan",
                presenter="A. Tenri Rawe, Kepala DP3AP2KB",
                discussion=plain(
                    "Tujuan pertemuan ialah komitmen antarlembaga untuk membentuk Gugus Tugas TPPO. Forkopimda diminta"
                    " memberi saran dari sisi hukum. Gugus tugas juga dimaksudkan untuk melindungi pekerja migran asal"
                    " Sinjai yang bekerja di luar negeri."
                ),
            ),
            AgendaItem(
                title="Paparan narasumber",
                presenter="Husmirah Husain, Direktur Pengembangan Program ICJ Makassar",
                discussion=plain("Isi paparan tidak tercatat dalam sumber yang dipakai."),
            ),
        ],
        resource_persons=[
            ResourcePerson(
                name="Husmirah Husain",
                position="Direktur Pengembangan Program",
                institution="Institute of Community Justice (ICJ) Makassar",
            )
        ],
        attendance=[
            Attendance(institution="Unsur Forkopimda Kabupaten Sinjai", position="Perwakilan (jumlah tidak tercatat)"),
            Attendance(agency=agencies["Setda"], position="Asisten Pembangunan dan Perekonomian"),
            Attendance(agency=agencies["DP3AP2KB"], position="Kepala Dinas"),
            Attendance(institution="Perangkat daerah (OPD) terkait", position="Perwakilan (jumlah tidak tercatat)"),
            Attendance(institution="Kecamatan di Kabupaten Sinjai", position="Camat (jumlah tidak tercatat)"),
            Attendance(institution="Institute of Community Justice (ICJ) Makassar", position="Narasumber"),
        ],
        decisions=[Decision(text=f"Contoh: {text}", agenda_number=item) for text, item in _EXAMPLE_DECISIONS],
        action_items=[ActionItem(text=f"Contoh: {text}", agency=agencies[agency]) for text, agency in _EXAMPLE_ACTIONS],
    )


def _next(builder: Builder) -> MeetingPage:
    """A meeting four weeks from now, on a working day."""
    day = builder.today + timedelta(days=28)
    # From a weekend on to Monday.
    day += timedelta(days=8 - day.isoweekday() if day.isoweekday() > _FRIDAY else 0)
    return MeetingPage(
        title="Contoh: Rapat koordinasi Gugus Tugas TPPO",
        summary="Contoh undangan rapat yang akan datang. Rapat ini rekaan dan tidak akan dilaksanakan.",
        kind="pleno",
        status="planned",
        status_note="Contoh isi portal: rapat ini rekaan.",
        start=_at(day.year, day.month, day.day, 9),
        end=_at(day.year, day.month, day.day, 12),
        place=_ROOM,
        invitation_sender="Sekretariat Gugus Tugas (contoh)",
        invitation_date=builder.today,
        chair="Kepala DP3AP2KB (contoh)",
        chair_agency=builder.agencies["DP3AP2KB"],
        secretary="Sekretaris DP3AP2KB (contoh)",
        note_taker="Staf sekretariat gugus tugas (contoh)",
        agenda_items=[
            AgendaItem(title="Contoh: Laporan tindak lanjut rapat sebelumnya", presenter="Sekretariat gugus tugas"),
            AgendaItem(
                title="Contoh: Pencegahan di desa asal pekerja migran", presenter="Perangkat daerah dan para camat"
            ),
            AgendaItem(
                title="Contoh: Pembahasan hambatan rujukan",
                presenter="UPTD PPA",
                visibility="members",
                discussion=plain("Contoh butir yang hanya dapat dibaca anggota gugus tugas setelah masuk."),
            ),
        ],
    )
