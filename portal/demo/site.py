"""The tree of the site, and the order in which its content is made."""

from datetime import date

from django.db import transaction

from home.models import DirectoryPage, HelpLinesPage, HomePage, InformationIndexPage, StandardPage
from meetings.models import MeetingIndexPage
from portal.demo import standard
from portal.demo.agencies import load_agencies
from portal.demo.builder import Builder
from portal.demo.decree import load_decree
from portal.demo.front import load_front
from portal.demo.guidance import load_guidance
from portal.demo.help_lines import load_help_lines
from portal.demo.laws import load_laws
from portal.demo.meetings import load_meetings
from portal.demo.prevention import load_prevention
from portal.demo.sops import load_sops
from portal.demo.text import Block
from portal.demo.topics import load_topics
from portal.demo.training import load_training
from resources.models import ResourceIndexPage

__all__ = ["load_content"]


@transaction.atomic
def load_content(today: date) -> Builder:
    """Make all sample content that is missing, as of ``today``; returns what was made and what was kept.

    Raises ``DemoRefusedError`` where the site is of another shape; nothing is written then.
    """
    builder = Builder(today)
    home = builder.home()
    load_topics(builder)
    load_agencies(builder)
    load_help_lines(builder)
    prevention = _menu_pages(builder, home)
    lists = _resource_lists(builder, home)
    meetings = builder.page(
        "rapat",
        home,
        MeetingIndexPage(
            title="Rapat",
            show_in_menus=True,
            summary="Undangan, notulen, keputusan, dan tindak lanjut rapat gugus tugas.",
            introduction="Rapat yang akan datang dan notulen rapat yang lalu, dengan keputusan dan tindak lanjutnya.",
        ),
    )
    builder.page(
        "direktori",
        home,
        DirectoryPage(
            title="Direktori",
            show_in_menus=True,
            summary="Instansi yang bekerja sama dalam gugus tugas dan perannya.",
            intro="Instansi yang bekerja sama dan perannya. Kontak ditampilkan setelah diperiksa sekretariat.",
        ),
    )
    _standard_pages(builder, home)
    load_laws(builder, lists["peraturan"])
    load_decree(builder, lists["peraturan"])
    load_prevention(builder, prevention)
    load_sops(builder, lists["sop"])
    load_guidance(builder, lists["panduan-hukum"])
    load_training(builder, lists["pelatihan"])
    load_meetings(builder, meetings)
    load_front(builder, home)
    return builder


def _menu_pages(builder: Builder, home: HomePage) -> InformationIndexPage:
    """What the public asks for first: prevention, and the help lines."""
    prevention = builder.page(
        "pencegahan",
        home,
        InformationIndexPage(
            title="Pencegahan",
            show_in_menus=True,
            summary="Kenali tandanya, siapkan diri sebelum berangkat, dan tahu ke mana meminta bantuan.",
            intro="Kenali tandanya, siapkan diri sebelum berangkat, dan tahu ke mana meminta bantuan.",
        ),
    )
    builder.page(
        "nomor-bantuan",
        home,
        HelpLinesPage(
            title="Nomor bantuan",
            show_in_menus=True,
            summary="Nomor yang dapat dihubungi, di dalam dan di luar negeri.",
            intro="Anda boleh menelepon tanpa menyebutkan nama. Bila ada bahaya sekarang, hubungi polisi di 110.",
            body=standard.HELP_LINES,
        ),
        topics=("pengaduan",),
    )
    return prevention


def _resource_lists(builder: Builder, home: HomePage) -> dict[str, ResourceIndexPage]:
    texts = {
        "sop": ("SOP", "Prosedur dari pengaduan sampai reintegrasi sosial: pelaksana, langkah, dan waktunya."),
        "peraturan": ("Peraturan", "Peraturan dan keputusan yang menjadi dasar kerja gugus tugas, dengan hubungannya."),
        "panduan-hukum": ("Panduan hukum", "Pertanyaan hukum yang sering muncul, dijawab dengan dasar hukumnya."),
        "pelatihan": ("Pelatihan", "Modul untuk belajar dan melatih: tujuan, sesi, dan bahannya."),
    }
    return {
        name: builder.page(
            name,
            home,
            ResourceIndexPage(title=title, show_in_menus=True, summary=summary),
        )
        for name, (title, summary) in texts.items()
    }


def _standard_pages(builder: Builder, home: HomePage) -> None:
    """The pages of the footer."""
    texts: dict[str, tuple[str, str, list[Block]]] = {
        "tentang": (
            "Tentang portal ini",
            "Apa isi portal ini, untuk siapa, dan siapa yang mengelolanya.",
            standard.ABOUT,
        ),
        "privasi": (
            "Privasi",
            "Apa yang tidak kami kumpulkan, dan apa yang tetap terlihat di perangkat Anda.",
            standard.PRIVACY,
        ),
        "aksesibilitas": (
            "Aksesibilitas",
            "Apa yang dapat diharapkan dan cara melaporkan kesulitan.",
            standard.ACCESSIBILITY,
        ),
    }
    for name, (title, summary, body) in texts.items():
        builder.page(name, home, StandardPage(title=title, summary=summary, body=body))
