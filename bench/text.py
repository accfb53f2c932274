"""Pages of text to measure with: the same words for every candidate, about 670 a page as in a public document."""

import random

__all__ = ["PAGES", "paragraphs", "slug", "title"]

PAGES = 200
_WORDS = """
rapat koordinasi gugus tugas pencegahan penanganan tindak pidana perdagangan orang kabupaten sinjai dinas pemberdayaan
perempuan pelindungan anak pekerja migran korban layanan terpadu pengaduan identifikasi rehabilitasi kesehatan sosial
pemulangan reintegrasi bantuan hukum camat desa kelurahan kepolisian kejaksaan pengadilan keputusan bupati peraturan
daerah undang-undang pasal ayat laporan tahunan rencana aksi anggaran kegiatan sosialisasi pelatihan sekolah pesantren
kapal pelabuhan perkebunan perjanjian kerja upah dokumen paspor majikan agen penyalur keluarga masyarakat pendampingan
"""


def title(number: int) -> str:
    """The title of a page."""
    return f"Dokumen uji nomor {number}"


def slug(number: int) -> str:
    """The slug of a page."""
    return f"dokumen-uji-{number}"


def paragraphs(number: int) -> list[str]:
    """Ten paragraphs, the same at every run."""
    chosen, words = random.Random(number), _WORDS.split()
    return [" ".join(chosen.choices(words, k=67)).capitalize() + "." for _ in range(10)]
