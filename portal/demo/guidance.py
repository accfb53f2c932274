"""Three notes of legal guidance. They say no more than what was read in the laws they name."""

from dataclasses import dataclass
from typing import Final

from portal.demo.builder import Builder
from portal.demo.laws import citation
from portal.demo.text import Block, heading, note, paragraph, points
from resources.models import GuidanceBasis, LegalGuidancePage, ResourceIndexPage

__all__ = ["load_guidance"]

_ANSWERED_BY = "Sekretariat Gugus Tugas TPPO (contoh jawaban)"
_EXAMPLE = note(
    "Contoh jawaban",
    "Catatan ini contoh isi portal dan belum ditelaah ahli hukum. Pasal yang disebut dapat dibaca dalam naskah resminya.",
)


@dataclass(frozen=True, slots=True)
class _Note:
    name: str
    title: str
    question: str
    short_answer: str
    answer: tuple[Block, ...]
    bases: tuple[str, ...]
    topics: tuple[str, ...]


_NOTES: Final = (
    _Note(
        "bolehkah-identitas-korban-disebut",
        "Bolehkah identitas korban disebut di media atau media sosial?",
        "Ada kasus di desa kami. Bolehkah nama atau foto korban disebut dalam berita, laporan kegiatan, atau media"
        " sosial?",
        "Tidak. Identitas korban dan saksi wajib dirahasiakan, dan membukanya adalah tindak pidana.",
        (
            heading("Apa kata aturan"),
            points(
                "Pasal 44 Undang-Undang Nomor 21 Tahun 2007: identitas korban dan saksi dirahasiakan. Bila keluarganya"
                " terancam, kerahasiaan itu berlaku juga bagi keluarga sampai derajat kedua.",
                "Pasal 292 Undang-Undang Nomor 1 Tahun 2023: membuka identitas yang wajib dirahasiakan adalah tindak"
                " pidana.",
                "Pasal 19 Undang-Undang Nomor 11 Tahun 2012: untuk anak, yang dirahasiakan di media ialah nama, nama"
                " orang tua, alamat, wajah, dan hal lain yang mengungkap jati dirinya.",
            ),
            heading("Apa artinya sehari-hari"),
            paragraph(
                "Menyingkat nama belum tentu cukup. Inisial, umur, dan nama desa yang disebut bersama sering sudah"
                " menunjuk satu orang. Begitu juga foto rumah, suara, atau nama sekolah."
            ),
            points(
                "Dalam laporan kegiatan, pakai angka gabungan, bukan cerita satu orang.",
                "Dalam notulen, sebut kode kasus atau tidak sama sekali.",
                "Bila menemukan unggahan yang membuka identitas, jangan menyebarkannya lagi; sampaikan kepada sekretariat.",
            ),
            _EXAMPLE,
        ),
        ("uu-21-2007", "uu-1-2023", "uu-11-2012"),
        ("identifikasi", "perlindungan-anak", "bantuan-hukum"),
    ),
    _Note(
        "siapa-membentuk-gugus-tugas",
        "Siapa yang membentuk gugus tugas di kabupaten?",
        "Apakah kabupaten wajib mempunyai gugus tugas sendiri, dan siapa yang membentuknya?",
        "Pemerintah daerah membentuk gugus tugas. Di Sinjai dasarnya adalah keputusan Bupati.",
        (
            heading("Apa kata aturan"),
            points(
                "Pasal 58 ayat (2) dan ayat (3) Undang-Undang Nomor 21 Tahun 2007: pemerintah daerah membentuk gugus"
                " tugas.",
                "Peraturan Presiden Nomor 69 Tahun 2008 dengan dua perubahannya: susunan gugus tugas di setiap tingkat,"
                " sub gugus tugas, serta laporan tahunan dan lima tahunan.",
                "Pasal 18 Peraturan Daerah Provinsi Sulawesi Selatan Nomor 2 Tahun 2023: koordinasi melalui gugus tugas"
                " provinsi dan gugus tugas kabupaten/kota.",
            ),
            heading("Di Sinjai"),
            paragraph(
                "Rapat koordinasi 18 November 2021 bertujuan membangun komitmen antarlembaga untuk membentuk gugus"
                " tugas. Sekretariatnya berada di DP3AP2KB."
            ),
            _EXAMPLE,
        ),
        ("uu-21-2007", "perpres-69-2008", "perpres-22-2021", "perpres-49-2023", "perda-sulsel-2-2023"),
        ("kelembagaan",),
    ),
    _Note(
        "layanan-apa-yang-diterima-korban",
        "Layanan apa yang diterima korban, dan apakah ia dapat dipulangkan?",
        "Seorang warga baru pulang dari luar negeri dan diduga korban perdagangan orang. Layanan apa yang dapat ia terima?",
        "Korban dapat menerima layanan kesehatan, layanan sosial, bantuan hukum, pemulangan, dan reintegrasi sosial.",
        (
            heading("Apa kata aturan"),
            paragraph(
                "Pasal 52 sampai dengan Pasal 54 Undang-Undang Nomor 21 Tahun 2007 mengatur layanan dan pemulangan"
                " korban. Peraturan Pemerintah Nomor 9 Tahun 2008 mengatur pelayanan terpadu, dan Peraturan Menteri PPPA"
                " Nomor 8 Tahun 2021 memberi SOP-nya."
            ),
            heading("Urutan layanan"),
            points(
                "pengaduan dan identifikasi",
                "rehabilitasi kesehatan",
                "rehabilitasi sosial",
                "bantuan hukum",
                "pemulangan",
                "reintegrasi sosial",
            ),
            paragraph(
                "Urutan ini bukan antrean. Seseorang dapat memerlukan beberapa layanan sekaligus, dan boleh menolak"
                " layanan yang tidak ia inginkan."
            ),
            _EXAMPLE,
        ),
        ("uu-21-2007", "pp-9-2008", "permen-pppa-8-2021"),
        ("rehabilitasi-kesehatan", "rehabilitasi-sosial", "bantuan-hukum", "pemulangan", "reintegrasi-sosial"),
    ),
)


def load_guidance(builder: Builder, index: ResourceIndexPage) -> None:
    """Put the notes below ``index``."""
    for item in _NOTES:
        page = LegalGuidancePage(
            title=item.title,
            summary=item.short_answer,
            question=item.question,
            short_answer=item.short_answer,
            answer=list(item.answer),
            answering_institution=_ANSWERED_BY,
            answered_on=builder.today,
            legal_bases=[
                GuidanceBasis(text=text, legal_document=law)
                for text, law in (citation(builder, name) for name in item.bases)
            ],
        )
        builder.page(item.name, index, page, topics=item.topics)
