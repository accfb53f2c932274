"""The home page: what its head says and where its three ways in lead."""

from typing import Any

from home.models import HomePage
from portal.demo.builder import Builder

__all__ = ["load_front"]


def load_front(builder: Builder, home: HomePage) -> None:
    """Fill the home page once; one that somebody has edited stays as it is."""
    # A new portal has a first edition of its empty home page, which nobody wrote.
    if home.ways or home.featured or home.revisions.filter(user__isnull=False).exists():
        builder.kept[HomePage] += 1
        return
    home.hero_title = "Bersama mencegah perdagangan orang di Sinjai"
    home.hero_lead = "Cari prosedur, keputusan, notulen rapat, dan informasi pencegahan dari Gugus Tugas TPPO."
    home.ways = [("way", way) for way in _ways(builder.pages)]
    home.featured_title = "Perlu diketahui sekarang"
    home.featured = [
        ("featured", {"page": builder.pages[name], "title": "", "text": ""})
        for name in (
            "lowongan-palsu-dan-penipuan-daring",
            "sebelum-bekerja-ke-luar-negeri",
            "bolehkah-identitas-korban-disebut",
        )
    ]
    home.owner_agency = builder.agencies["DP3AP2KB"]
    builder.publish(home)
    builder.made[HomePage] += 1


def _ways(pages: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "audience": "public",
            "title": "Untuk warga",
            "text": "Kenali tandanya, siapkan diri sebelum berangkat, dan tahu ke mana meminta bantuan.",
            "page": pages["pencegahan"],
            "links": _links(
                pages,
                ("tanda-tanda-perdagangan-orang", "Tanda-tanda perdagangan orang"),
                ("sebelum-bekerja-ke-luar-negeri", ""),
                ("ke-mana-mencari-bantuan", ""),
            ),
        },
        {
            "audience": "officers",
            "title": "Untuk petugas",
            "text": "Prosedur, panduan hukum, dan bahan pelatihan untuk mengenali dan menolong korban.",
            "page": pages["sop"],
            "links": _links(
                pages,
                ("contoh-sop-pengaduan-identifikasi", "Contoh SOP pengaduan"),
                ("panduan-hukum", ""),
                ("pelatihan", ""),
            ),
        },
        {
            "audience": "task_force",
            "title": "Untuk gugus tugas",
            "text": "Notulen dan tindak lanjut rapat, dasar hukum, dan instansi yang bekerja sama.",
            "page": pages["rapat"],
            "links": _links(
                pages,
                ("rapat-koordinasi-18-november-2021", "Rapat 18 November 2021"),
                ("peraturan", ""),
                ("direktori", ""),
            ),
        },
    ]


def _links(pages: dict[str, Any], *targets: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"page": pages[name], "text": text} for name, text in targets]
