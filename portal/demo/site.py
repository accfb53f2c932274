"""The places of the site, and the first real meeting record."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from home.models import DirectoryPage, HelpLinesPage, HomePage, InformationIndexPage, StandardPage
from meetings.models import MeetingIndexPage, MeetingPage
from portal.demo.builder import Builder
from portal.demo.text import heading, paragraph
from resources.models import ResourceIndexPage

__all__ = ["load_first_meeting", "load_places"]

_WITA = ZoneInfo("Asia/Makassar")
_MENU: tuple[tuple[str, type[Any], str, str], ...] = (
    ("pencegahan", InformationIndexPage, "Pencegahan", "Kenali tandanya dan tahu ke mana meminta bantuan."),
    ("nomor-bantuan", HelpLinesPage, "Nomor bantuan", "Layanan yang dapat Anda hubungi."),
    ("peraturan", ResourceIndexPage, "Peraturan dan keputusan", "Dasar hukum pencegahan dan penanganan TPPO."),
    ("sop", ResourceIndexPage, "SOP", "Prosedur yang dipakai petugas."),
    ("panduan-hukum", ResourceIndexPage, "Panduan hukum", "Jawaban atas pertanyaan hukum."),
    ("pelatihan", ResourceIndexPage, "Pelatihan", "Modul pelatihan untuk petugas dan masyarakat."),
    ("rapat", MeetingIndexPage, "Rapat", "Notulen, keputusan, dan tindak lanjut."),
    ("direktori", DirectoryPage, "Direktori", "Instansi yang bekerja sama dan perannya."),
)
_FOOTER = (
    ("tentang", "Tentang portal", "Portal ini dikelola sekretariat Gugus Tugas di DP3AP2KB Kabupaten Sinjai."),
    (
        "privasi",
        "Privasi",
        "Portal ini tidak memasang kuki pada pengunjung dan tidak menyimpan siapa yang membaca apa.",
    ),
    ("aksesibilitas", "Aksesibilitas", "Portal ini dibuat agar dapat dipakai semua orang, juga dengan pembaca layar."),
)


def load_places(builder: Builder) -> None:
    """The home page's head, the index pages in the menu, and the pages of the footer."""
    home: HomePage = builder.home()
    if not home.hero_lead:
        home.hero_title = "Cegah perdagangan orang, lindungi warga Sinjai"
        home.hero_lead = "Cari prosedur, keputusan, notulen, dan informasi pencegahan."
        builder.publish(home)
    for name, model, title, summary in _MENU:
        builder.page(name, builder.home(), model(title=title, summary=summary, show_in_menus=True))
    for name, title, text in _FOOTER:
        body = [heading(title), paragraph(f"<p>{text}</p>")]
        builder.page(name, builder.home(), StandardPage(title=title, summary=text, body=body))


def load_first_meeting(builder: Builder) -> None:
    """The coordination meeting of 18 November 2021, as far as its facts are known."""
    page = MeetingPage(
        title="Rapat koordinasi pencegahan dan penanganan kekerasan terhadap perempuan dan anak",
        summary="Rapat lintas sektor yang menyiapkan pembentukan Gugus Tugas TPPO Kabupaten Sinjai.",
        start=datetime(2021, 11, 18, 9, 0, tzinfo=_WITA),
        place="Ruang rapat Setda, Kantor Bupati Sinjai",
        status="held",
    )
    builder.page("rapat-koordinasi-18-november-2021", builder.pages["rapat"], page, topics=("kelembagaan",))
