"""The data of the laws, oldest first within what they change: name, citation, summary, abstract, relations."""

from dataclasses import dataclass
from typing import Final

from resources.models import RelationKind

__all__ = ["LAWS", "Law", "Relation"]

_KEMENPPPA = "Menteri Pemberdayaan Perempuan dan Perlindungan Anak"
_UNCHECKED = "Ringkasan belum ditulis: isi peraturan ini belum dibandingkan sekretariat dengan naskah resminya."


@dataclass(frozen=True, slots=True)
class Relation:
    """What a law does to an earlier one."""

    kind: str
    target: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """A law; ``name`` is its address. An empty ``issuer`` or ``abbreviation`` is the usual one of its kind."""

    name: str
    kind: str
    number: str
    year: int
    about: str
    summary: str
    abstract: str
    topics: tuple[str, ...]
    relations: tuple[Relation, ...] = ()
    issuer: str = ""
    abbreviation: str = ""


LAWS: Final = (
    Law(
        "uu-23-2002",
        "uu",
        "23",
        2002,
        "Perlindungan Anak",
        "Dasar perlindungan anak di Indonesia, termasuk kerahasiaan dan layanan bagi anak korban.",
        "Undang-undang ini menjadi dasar perlindungan khusus bagi anak. Bagi gugus tugas, yang terpenting ialah"
        " kerahasiaan identitas anak dan layanan yang berkaitan dengannya. Dibaca bersama perubahannya, Undang-Undang"
        " Nomor 35 Tahun 2014.",
        ("perlindungan-anak",),
    ),
    Law(
        "uu-23-2004",
        "uu",
        "23",
        2004,
        "Penghapusan Kekerasan Dalam Rumah Tangga",
        "Dasar penanganan kekerasan dalam rumah tangga, termasuk kerahasiaan dan layanan bagi korban.",
        "Kekerasan dalam rumah tangga sering mendahului perdagangan orang: orang yang ingin keluar dari rumah mudah"
        " dibujuk. Undang-undang ini mengatur kerahasiaan dan layanan bagi korbannya.",
        ("rehabilitasi-sosial", "bantuan-hukum"),
    ),
    Law(
        "uu-21-2007",
        "uu",
        "21",
        2007,
        "Pemberantasan Tindak Pidana Perdagangan Orang",
        "Undang-undang induk: merahasiakan identitas korban dan saksi, mengatur layanan dan pemulangan korban, dan"
        " meminta daerah membentuk gugus tugas.",
        "Undang-undang ini adalah dasar utama kerja gugus tugas. Pasal 44 merahasiakan identitas korban dan saksi, dan"
        " juga keluarganya sampai derajat kedua bila mereka terancam. Pasal 52 sampai dengan Pasal 54 mengatur layanan"
        " bagi korban dan pemulangannya. Pasal 58 ayat (2) dan ayat (3) meminta pemerintah daerah membentuk gugus"
        " tugas. Pasal 2 sejak 2 Januari 2026 digantikan Pasal 455 Undang-Undang Nomor 1 Tahun 2023; cocokkan dengan"
        " naskah resmi sebelum mengutipnya.",
        ("kelembagaan", "identifikasi", "pemulangan", "bantuan-hukum"),
    ),
    Law(
        "uu-14-2008",
        "uu",
        "14",
        2008,
        "Keterbukaan Informasi Publik",
        "Dasar pengelompokan informasi publik yang dipakai portal ini.",
        "Portal ini memberi setiap halaman satu kelas informasi: berkala, serta merta, setiap saat, atau dikecualikan."
        " Rincian kewajibannya perlu dibaca dalam naskah resmi.",
        ("kelembagaan",),
    ),
    Law(
        "pp-9-2008",
        "pp",
        "9",
        2008,
        "Tata Cara dan Mekanisme Pelayanan Terpadu bagi Saksi dan/atau Korban Tindak Pidana Perdagangan Orang",
        "Mengatur pelayanan terpadu bagi saksi dan korban perdagangan orang.",
        "Peraturan ini menjabarkan pelayanan terpadu bagi saksi dan korban yang diminta Undang-Undang Nomor 21 Tahun"
        " 2007.",
        ("rehabilitasi-kesehatan", "rehabilitasi-sosial", "bantuan-hukum", "pemulangan", "reintegrasi-sosial"),
        (Relation(RelationKind.IMPLEMENTS, "uu-21-2007"),),
    ),
    Law(
        "perpres-69-2008",
        "perpres",
        "69",
        2008,
        "Gugus Tugas Pencegahan dan Penanganan Tindak Pidana Perdagangan Orang",
        "Mengatur gugus tugas di setiap tingkat, sub gugus tugas, serta laporan tahunan dan lima tahunan.",
        "Peraturan Presiden ini mengatur susunan gugus tugas pada setiap tingkat, dengan sub gugus tugas, dan"
        " laporannya: setiap tahun dan setiap lima tahun. Sudah diubah dua kali, pada 2021 dan 2023.",
        ("kelembagaan",),
        (Relation(RelationKind.IMPLEMENTS, "uu-21-2007", "Pasal 58 tentang gugus tugas"),),
    ),
    Law(
        "permen-pp-1-2009",
        "permen",
        "1",
        2009,
        "Standar Pelayanan Minimal Pelayanan Terpadu bagi Saksi dan/atau Korban Tindak Pidana Perdagangan Orang di"
        " Kabupaten/Kota",
        "Pelayanan terpadu bagi saksi dan korban di kabupaten dan kota.",
        "Peraturan ini termasuk dasar urutan layanan yang dipakai SOP: pengaduan dan identifikasi, rehabilitasi"
        " kesehatan, rehabilitasi sosial, bantuan hukum, pemulangan, dan reintegrasi sosial.",
        ("pengaduan", "rehabilitasi-kesehatan", "rehabilitasi-sosial", "pemulangan", "reintegrasi-sosial"),
        issuer="Menteri Negara Pemberdayaan Perempuan",
        abbreviation="Permen PP",
    ),
    Law(
        "uu-11-2012",
        "uu",
        "11",
        2012,
        "Sistem Peradilan Pidana Anak",
        "Identitas anak dirahasiakan dalam pemberitaan: nama, orang tua, alamat, wajah, dan apa pun yang membuka jati"
        " dirinya.",
        "Pasal 19 merahasiakan identitas anak di media: nama anak, nama orang tua, alamat, wajah, dan hal lain yang"
        " dapat mengungkap jati dirinya. Aturan ini juga menjadi pegangan portal ini.",
        ("perlindungan-anak", "bantuan-hukum"),
    ),
    Law(
        "permen-pppa-10-2012",
        "permen",
        "10",
        2012,
        "Panduan Pembentukan dan Penguatan Gugus Tugas Pencegahan dan Penanganan Tindak Pidana Perdagangan Orang",
        "Panduan membentuk gugus tugas di daerah.",
        "Peraturan ini memandu daerah yang hendak membentuk atau menguatkan gugus tugas.",
        ("kelembagaan",),
        issuer=_KEMENPPPA,
        abbreviation="Permen PPPA",
    ),
    Law(
        "permenpanrb-35-2012",
        "permen",
        "35",
        2012,
        "Pedoman Penyusunan Standar Operasional Prosedur Administrasi Pemerintahan",
        "Bentuk SOP pemerintah: kotak identitas, tabel alur, pelaksana, mutu baku, dan lima simbol.",
        "SOP di portal ini mengikuti bentuk peraturan ini: kotak identitas dengan nomor, tanggal, dan pengesahan;"
        " dasar hukum, kualifikasi pelaksana, keterkaitan, peralatan, peringatan, dan pencatatan; lalu tabel alur"
        " dengan pelaksana, kelengkapan, waktu, dan output.",
        ("kelembagaan",),
        issuer="Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
        abbreviation="PermenPANRB",
    ),
    Law(
        "uu-35-2014",
        "uu",
        "35",
        2014,
        "Perubahan atas Undang-Undang Nomor 23 Tahun 2002 tentang Perlindungan Anak",
        "Mengubah Undang-Undang Perlindungan Anak.",
        "Dibaca bersama undang-undang yang diubahnya. Keduanya menjadi dasar kerahasiaan dan layanan bagi anak korban.",
        ("perlindungan-anak",),
        (Relation(RelationKind.AMENDS, "uu-23-2002"),),
    ),
    Law(
        "uu-8-2016",
        "uu",
        "8",
        2016,
        "Penyandang Disabilitas",
        "Informasi harus dapat diakses penyandang disabilitas.",
        "Undang-undang ini adalah alasan portal ini dibuat agar dapat dipakai dengan papan ketik, pembaca layar, dan"
        " layar kecil.",
        ("kelembagaan",),
    ),
    Law(
        "uu-18-2017",
        "uu",
        "18",
        2017,
        "Pelindungan Pekerja Migran Indonesia",
        "Mengatur kewajiban pemerintah daerah bagi pekerja migran.",
        "Undang-undang ini memberi pemerintah daerah kewajiban melindungi pekerja migran. Gugus tugas Sinjai juga"
        " dimaksudkan untuk melindungi pekerja migran asal Sinjai yang bekerja di luar negeri.",
        ("pelindungan-pmi", "pemulangan"),
    ),
    Law(
        "perpres-22-2021",
        "perpres",
        "22",
        2021,
        "Perubahan atas Peraturan Presiden Nomor 69 Tahun 2008 tentang Gugus Tugas Pencegahan dan Penanganan Tindak"
        " Pidana Perdagangan Orang",
        "Perubahan pertama atas aturan gugus tugas.",
        "Dibaca bersama Peraturan Presiden Nomor 69 Tahun 2008 dan perubahan keduanya, Peraturan Presiden Nomor 49"
        " Tahun 2023.",
        ("kelembagaan",),
        (Relation(RelationKind.AMENDS, "perpres-69-2008"),),
    ),
    Law(
        "pp-59-2021",
        "pp",
        "59",
        2021,
        "Pelaksanaan Pelindungan Pekerja Migran Indonesia",
        "Menjabarkan pelindungan pekerja migran, termasuk tugas pemerintah daerah.",
        "Peraturan ini melaksanakan Undang-Undang Nomor 18 Tahun 2017 dan menjabarkan kewajiban pemerintah daerah bagi"
        " pekerja migran.",
        ("pelindungan-pmi",),
        (Relation(RelationKind.IMPLEMENTS, "uu-18-2017"),),
    ),
    Law(
        "permen-pppa-8-2021",
        "permen",
        "8",
        2021,
        "Standar Operasional Prosedur Pelayanan Terpadu bagi Saksi dan/atau Korban Tindak Pidana Perdagangan Orang",
        "SOP pelayanan terpadu, dari pengaduan sampai reintegrasi sosial.",
        "Peraturan ini memberi urutan layanan yang diikuti SOP di portal ini: pengaduan dan identifikasi, rehabilitasi"
        " kesehatan, rehabilitasi sosial, bantuan hukum, pemulangan, dan reintegrasi sosial.",
        ("pengaduan", "identifikasi", "rehabilitasi-sosial", "pemulangan", "reintegrasi-sosial"),
        issuer=_KEMENPPPA,
        abbreviation="Permen PPPA",
    ),
    Law(
        "perki-1-2021",
        "perban",
        "1",
        2021,
        "Standar Layanan Informasi Publik",
        "Aturan kelas informasi publik; isinya belum diperiksa sekretariat.",
        _UNCHECKED,
        ("kelembagaan",),
        issuer="Komisi Informasi",
        abbreviation="PERKI",
    ),
    Law(
        "uu-12-2022",
        "uu",
        "12",
        2022,
        "Tindak Pidana Kekerasan Seksual",
        "Dasar penanganan kekerasan seksual, termasuk kerahasiaan dan layanan bagi korban.",
        "Sebagian korban perdagangan orang juga mengalami kekerasan seksual. Undang-undang ini mengatur kerahasiaan"
        " dan layanan bagi korbannya.",
        ("rehabilitasi-kesehatan", "bantuan-hukum"),
    ),
    Law(
        "uu-27-2022",
        "uu",
        "27",
        2022,
        "Pelindungan Data Pribadi",
        "Data anak, data kesehatan, dan data pidana adalah data pribadi yang bersifat spesifik.",
        "Undang-undang ini menggolongkan data anak, data kesehatan, dan catatan pidana sebagai data pribadi yang"
        " bersifat spesifik. Karena itu data kasus tidak pernah ditaruh di portal ini.",
        ("kelembagaan", "perlindungan-anak"),
    ),
    Law(
        "uu-1-2023",
        "uu",
        "1",
        2023,
        "Kitab Undang-Undang Hukum Pidana",
        "KUHP baru: membuka identitas yang wajib dirahasiakan adalah tindak pidana; sejak 2 Januari 2026 Pasal 455"
        " menggantikan Pasal 2 UU 21/2007.",
        "Pasal 292 menjadikan pembukaan identitas yang wajib dirahasiakan sebagai tindak pidana. Sejak 2 Januari 2026"
        " Pasal 455 menggantikan Pasal 2 Undang-Undang Nomor 21 Tahun 2007; cocokkan dengan naskah resmi sebelum"
        " mengutipnya.",
        ("bantuan-hukum", "identifikasi"),
        (
            Relation(
                RelationKind.REVOKES_PARTLY,
                "uu-21-2007",
                "Pasal 2 digantikan Pasal 455 sejak 2 Januari 2026; cocokkan dengan naskah resmi",
            ),
        ),
    ),
    Law(
        "permendagri-1-2023",
        "permen",
        "1",
        2023,
        "Tata Naskah Dinas di Lingkungan Pemerintah Daerah",
        "Bentuk naskah dinas pemerintah daerah; isinya belum diperiksa sekretariat.",
        _UNCHECKED,
        ("kelembagaan",),
        issuer="Menteri Dalam Negeri",
        abbreviation="Permendagri",
    ),
    Law(
        "perda-sulsel-2-2023",
        "perda_provinsi",
        "2",
        2023,
        "Pencegahan dan Penanganan Korban Perdagangan Orang",
        "Koordinasi pencegahan dan penanganan korban melalui gugus tugas provinsi dan kabupaten/kota.",
        "Pasal 18 mengatur koordinasi melalui gugus tugas tingkat provinsi dan gugus tugas tingkat kabupaten/kota.",
        ("kelembagaan", "pencegahan"),
    ),
    Law(
        "perpres-49-2023",
        "perpres",
        "49",
        2023,
        "Perubahan Kedua atas Peraturan Presiden Nomor 69 Tahun 2008 tentang Gugus Tugas Pencegahan dan Penanganan"
        " Tindak Pidana Perdagangan Orang",
        "Perubahan kedua atas aturan gugus tugas.",
        "Dibaca bersama Peraturan Presiden Nomor 69 Tahun 2008 dan perubahan pertamanya, Peraturan Presiden Nomor 22"
        " Tahun 2021.",
        ("kelembagaan",),
        (Relation(RelationKind.AMENDS, "perpres-69-2008"),),
    ),
)
