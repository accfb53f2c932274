"""Two example SOPs: complaint and identification; referral and return."""

from typing import Final

from portal.demo.builder import Builder
from portal.demo.paper import document, docx
from portal.demo.sop_rows import DECISION, END, Sop, Step, put
from resources.models import ResourceIndexPage, SopFile, SopList, SopPage, SopStage

__all__ = ["load_sops"]

_COMPLAINT: Final = Sop(
    name="contoh-sop-pengaduan-identifikasi",
    title="Contoh SOP: Pengaduan dan Identifikasi Korban",
    number="CONTOH/SOP-01/DP3AP2KB",
    stage=SopStage.COMPLAINT,
    summary="Apa yang dilakukan petugas sejak pengaduan diterima sampai korban dikenali dan dirujuk. Contoh, belum"
    " disahkan.",
    topics=("pengaduan", "identifikasi"),
    bases=("uu-21-2007", "pp-9-2008", "permen-pppa-8-2021", "permen-pp-1-2009"),
    lists={
        SopList.QUALIFICATION: (
            "Terlatih mewawancarai korban tanpa menyudutkan",
            "Menguasai aturan kerahasiaan identitas korban, saksi, dan anak",
            "Mampu berbahasa daerah, atau dapat menghubungi juru bahasa",
        ),
        SopList.EQUIPMENT: (
            "Ruang wawancara yang tertutup dan aman",
            "Telepon layanan dan daftar nomor rujukan yang sudah diperiksa",
            "Formulir pengaduan, formulir persetujuan, dan daftar indikator perdagangan orang",
            "Lemari arsip terkunci",
        ),
        SopList.WARNING: (
            "Identitas korban dan saksi dirahasiakan (Pasal 44 UU 21/2007); membukanya adalah tindak pidana.",
            "Korban tidak dipertemukan dengan orang yang diduga pelaku.",
            "Anak selalu didampingi, dan kepentingan terbaik anak didahulukan.",
            "Layanan tidak boleh ditunda karena korban belum mau melapor ke polisi.",
        ),
        SopList.RECORD: (
            "Buku register pengaduan dengan kode kasus, tanpa nama",
            "Berkas kasus disimpan terkunci dan terpisah dari register",
        ),
    },
    actors=(
        ("A", "Petugas penerima pengaduan", "UPTD PPA"),
        ("B", "Manajer kasus", "UPTD PPA"),
        ("C", "Tenaga kesehatan", "Dinkes"),
        ("D", "Penyidik unit perempuan dan anak", "Polres Sinjai"),
        ("E", "Kepala UPTD PPA", "UPTD PPA"),
    ),
    steps=(
        Step(
            "A",
            "Menerima pengaduan secara langsung, lewat telepon, atau dari perangkat desa",
            15,
            "Telepon layanan, formulir pengaduan",
            "Pengaduan diterima",
            END,
            "Pelapor boleh tidak menyebut nama",
        ),
        Step(
            "A",
            "Memastikan apakah ada bahaya atau luka yang harus ditangani sekarang",
            10,
            "Daftar pertanyaan keselamatan",
            "Tingkat kedaruratan diketahui",
            DECISION,
            branches=(3, 4),
        ),
        Step(
            "C",
            "Memberi pertolongan pertama dan membawa korban ke fasilitas kesehatan",
            60,
            "Ambulans, pendamping",
            "Korban selamat dan tertangani",
            note="Polisi dihubungi di 110 bila ada ancaman",
        ),
        Step("A", "Mencatat pengaduan dengan kode kasus", 15, "Buku register", "Pengaduan tercatat tanpa nama"),
        Step(
            "B",
            "Menjelaskan hak dan pilihan korban, lalu meminta persetujuannya",
            30,
            "Formulir persetujuan, juru bahasa bila perlu",
            "Persetujuan tertulis atau lisan yang dicatat",
            note="Untuk anak: didampingi orang tua atau wali yang aman, atau pekerja sosial",
        ),
        Step(
            "B",
            "Mewawancarai korban dengan daftar indikator: proses, cara, dan tujuan",
            90,
            "Ruang tertutup, daftar indikator",
            "Catatan wawancara",
            note="Dapat dihentikan kapan saja atas permintaan korban",
        ),
        Step(
            "B",
            "Menentukan apakah ada dugaan perdagangan orang",
            30,
            "Catatan wawancara, daftar indikator",
            "Hasil identifikasi",
            DECISION,
            "Bila ragu, perlakukan sebagai korban",
            branches=(8, 11),
        ),
        Step(
            "D",
            "Membahas laporan polisi dan perlindungan bersama korban dan pendampingnya",
            60,
            "Hasil identifikasi, persetujuan korban",
            "Pilihan hukum korban diketahui",
        ),
        Step(
            "B",
            "Menyusun rencana layanan: kesehatan, sosial, hukum, dan tempat aman",
            60,
            "Hasil identifikasi, daftar rujukan",
            "Rancangan rencana layanan",
        ),
        Step(
            "E",
            "Memutuskan apakah rencana layanan disetujui",
            30,
            "Rancangan rencana layanan",
            "Rencana layanan disetujui atau dikembalikan",
            DECISION,
            branches=(12, 9),
        ),
        Step(
            "B",
            "Menghubungkan pelapor dengan layanan lain yang sesuai",
            30,
            "Daftar rujukan",
            "Pelapor tersambung dengan layanan lain",
            note="Misalnya sengketa upah atau kekerasan dalam rumah tangga",
        ),
        Step(
            "A",
            "Menyerahkan berkas ke alur rujukan, mengabari pelapor, dan menyimpan berkas",
            20,
            "Berkas kasus",
            "Berkas tersimpan, pelapor mendapat kabar",
            END,
            "Dilanjutkan dengan SOP Rujukan dan Pemulangan",
        ),
    ),
)

_RETURN: Final = Sop(
    name="contoh-sop-rujukan-pemulangan",
    title="Contoh SOP: Rujukan dan Pemulangan Korban",
    number="CONTOH/SOP-02/DP3AP2KB",
    stage=SopStage.RETURN,
    summary="Cara merujuk korban ke layanan dan memulangkannya dengan aman sampai diterima keluarga atau rumah aman."
    " Contoh, belum disahkan.",
    topics=("pemulangan", "reintegrasi-sosial", "pelindungan-pmi"),
    bases=("uu-21-2007", "uu-18-2017", "pp-9-2008", "permen-pppa-8-2021"),
    lists={
        SopList.QUALIFICATION: (
            "Mengenal jejaring layanan di kabupaten, provinsi, dan daerah perbatasan",
            "Terlatih menilai keamanan perjalanan dan keluarga",
        ),
        SopList.EQUIPMENT: (
            "Formulir rujukan dan formulir penilaian risiko",
            "Kendaraan dan biaya perjalanan",
            "Kontak petugas yang menerima korban di setiap tempat singgah",
        ),
        SopList.WARNING: (
            "Korban tidak dipulangkan bila keluarga atau tetangganya terlibat atau ia terancam.",
            "Tanggal dan rute perjalanan hanya diketahui petugas yang bertugas.",
            "Anak tidak pernah bepergian tanpa pendamping.",
        ),
        SopList.RECORD: (
            "Berita acara serah terima dengan kode kasus",
            "Catatan pemantauan setelah pulang",
        ),
    },
    actors=(
        ("A", "Manajer kasus", "UPTD PPA"),
        ("B", "Pekerja sosial", "Dinsos"),
        ("C", "Petugas pelindungan pekerja migran", "BP3MI Sulsel"),
        ("D", "Pengawal perjalanan", "Polres Sinjai"),
        ("E", "Kepala DP3AP2KB", "DP3AP2KB"),
    ),
    steps=(
        Step(
            "A",
            "Menerima rencana layanan yang disetujui atau kabar korban dari luar daerah",
            20,
            "Rencana layanan atau surat dari instansi lain",
            "Berkas rujukan dibuka",
            END,
        ),
        Step(
            "A",
            "Menanyakan keinginan korban: pulang, tinggal di tempat aman, atau tinggal di tempat lain",
            60,
            "Persetujuan korban",
            "Keinginan korban tercatat",
        ),
        Step(
            "A",
            "Merujuk korban ke layanan kesehatan, sosial, dan bantuan hukum yang diperlukan",
            120,
            "Formulir rujukan",
            "Rujukan diterima tiap layanan",
            note="Diserahterimakan dengan bertemu, tidak hanya dengan surat",
        ),
        Step(
            "B",
            "Menilai apakah keluarga dan lingkungan asal aman",
            1440,
            "Formulir penilaian risiko, kunjungan rumah",
            "Hasil penilaian",
            DECISION,
            "Kunjungan tidak menyebut kasusnya kepada tetangga",
            branches=(6, 5),
        ),
        Step(
            "B",
            "Menyiapkan tempat aman atau keluarga pengganti",
            1440,
            "Daftar rumah aman",
            "Tempat tinggal aman tersedia",
        ),
        Step(
            "C",
            "Mengurus dokumen perjalanan dan, bila korban di luar negeri, menghubungi perwakilan RI",
            2880,
            "Data yang diperlukan, persetujuan korban",
            "Dokumen perjalanan siap",
            note="Jalur yang sering dipakai: Tawau, Nunukan, Parepare",
        ),
        Step(
            "A",
            "Menyusun rencana perjalanan dengan pendamping, tempat singgah, dan cadangannya",
            120,
            "Hasil penilaian, dokumen perjalanan",
            "Rencana perjalanan dan biaya",
        ),
        Step(
            "E",
            "Memutuskan apakah rencana perjalanan dan biayanya disetujui",
            60,
            "Rencana perjalanan dan biaya",
            "Rencana disetujui atau dikembalikan",
            DECISION,
            branches=(9, 7),
        ),
        Step(
            "D",
            "Mendampingi perjalanan sampai tempat tujuan",
            1440,
            "Surat tugas, kendaraan, kontak tempat singgah",
            "Korban tiba dengan aman",
            note="Tanpa seragam dan tanpa kendaraan bertanda",
        ),
        Step(
            "B",
            "Menyerahkan korban kepada keluarga atau pengelola tempat aman",
            60,
            "Berita acara serah terima",
            "Serah terima ditandatangani",
        ),
        Step(
            "B",
            "Menyusun rencana reintegrasi dan memantau pada minggu pertama, bulan pertama, dan bulan ketiga",
            180,
            "Rencana reintegrasi",
            "Catatan pemantauan",
            END,
            "Waktu dihitung untuk tiga kali pemantauan",
        ),
    ),
    related=_COMPLAINT.name,
)


_FORM: Final = (
    "CONTOH FORMULIR PENGADUAN",
    "Kode kasus: ……………   (jangan menulis nama di lembar ini)",
    "Tanggal dan jam pengaduan diterima: ……………",
    "Diterima lewat: langsung / telepon / pesan / perangkat desa / instansi lain",
    "Apakah ada bahaya sekarang? ya / tidak. Bila ya, hubungi 110 lebih dulu.",
    "Apakah ada luka atau sakit yang harus ditangani sekarang? ya / tidak",
    "Ringkasan pengaduan, dengan kata-kata pelapor: ……………",
    "Persetujuan untuk ditindaklanjuti: diberikan / belum diberikan",
    "Tindakan pertama dan penanggung jawabnya (jabatan): ……………",
)


def load_sops(builder: Builder, index: ResourceIndexPage) -> None:
    """Put both SOPs below ``index``, the first one with a form, the second one with a link to the first."""
    put(builder, index, _COMPLAINT, _attach_form)
    put(builder, index, _RETURN)


def _attach_form(page: SopPage) -> None:
    file = document("Contoh formulir pengaduan", "contoh-formulir-pengaduan.docx", docx(_FORM))
    page.files = [SopFile(document=file, label="Contoh formulir pengaduan")]
