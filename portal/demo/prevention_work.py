"""Prevention pages on work: before one goes abroad, and offers that are none."""

from typing import Final

from portal.demo.leaflet import Leaflet, Linker
from portal.demo.text import Block, heading, help_box, note, paragraph, points, steps, table, warning

__all__ = ["ABROAD", "OFFERS"]


def _abroad(link: Linker) -> list[Block]:
    return [
        paragraph(
            "Bekerja di luar negeri dapat mengubah hidup keluarga. Supaya perubahan itu baik, siapkan keberangkatan"
            " dengan tenang. Siapa pun yang mendesak Anda berangkat besok pagi patut dicurigai."
        ),
        heading("Tujuh pertanyaan sebelum berkata ya"),
        steps(
            "",
            "Siapa majikan saya, dan di mana alamatnya?",
            "Apa pekerjaan saya, berapa jam sehari, dan berapa upah setelah dipotong?",
            "Siapa yang mengirim saya, dan apakah perusahaan itu terdaftar?",
            "Biaya apa yang saya tanggung, dan mana tanda terimanya?",
            "Apakah ada kontrak tertulis dalam bahasa yang saya pahami?",
            "Visa apa yang saya pakai? Visa kunjungan bukan visa kerja.",
            "Siapa yang saya hubungi bila terjadi apa-apa?",
        ),
        paragraph(
            "Bila satu pertanyaan saja tidak dijawab dengan jelas, tunda dulu. Tanyakan kepada perangkat daerah bidang"
            " tenaga kerja, kantor desa, atau layanan pekerja migran. Bertanya tidak dipungut biaya."
        ),
        heading("Dokumen"),
        table(
            "Apa yang dibawa, apa yang ditinggal",
            ("Dokumen", "Anda pegang sendiri", "Salinan untuk keluarga"),
            ("Paspor dan visa kerja", "Ya, selalu", "Foto atau fotokopi"),
            ("Kontrak kerja", "Ya", "Fotokopi"),
            ("KTP dan kartu keluarga", "KTP saja", "Fotokopi keduanya"),
            ("Alamat dan telepon majikan", "Ya", "Ya, tertulis"),
            ("Nomor perwakilan RI", "Ya, dihafal", "Ya"),
        ),
        heading("Jalur Parepare, Nunukan, Tawau"),
        paragraph(
            "Banyak warga Sulawesi Selatan berangkat lewat Parepare dan Nunukan ke Tawau di Sabah, sering untuk bekerja"
            " di perkebunan sawit. Jalur yang ramai ini juga dipakai calo. Perahu malam tanpa cap paspor membuat Anda"
            " tidak tercatat: bila terjadi sesuatu, Anda sulit dicari."
        ),
        warning(
            "Jangan berangkat tanpa dokumen",
            "Calo akan berkata “nanti diurus di sana”. Di sana, orang tanpa dokumen mudah diperas dan takut melapor.",
        ),
        heading("Janji dengan keluarga"),
        points(
            "Sepakati hari dan jam menelepon.",
            "Sepakati satu kata sandi yang berarti “saya dalam bahaya”.",
            "Bila kabar terputus lebih lama dari yang disepakati, keluarga menghubungi layanan bantuan.",
        ),
        help_box(
            "Sudah di luar negeri dan perlu bantuan?",
            f"Lihat {link('nomor-bantuan', 'nomor yang dapat dihubungi dari luar negeri')}.",
        ),
    ]


def _offers(link: Linker) -> list[Block]:
    return [
        paragraph(
            "Lowongan palsu menyebar lewat grup pesan, media sosial, dan teman yang hanya meneruskan. Sebagian berakhir"
            " di kantor penipuan daring: orang yang melamar sebagai admin atau penerjemah dipaksa menipu orang lain."
        ),
        heading("Lowongan yang patut dicurigai"),
        points(
            "Tidak menyebut nama perusahaan, atau namanya tidak ditemukan di mana pun.",
            "Upah besar, syarat ringan: “tanpa pengalaman, tanpa ijazah, langsung berangkat”.",
            "Wawancara hanya lewat pesan singkat, tidak pernah bertatap muka.",
            "Tiket dan paspor “sudah diurus”, Anda tinggal berangkat.",
            "Visa yang dipakai visa kunjungan.",
            "Diminta membayar dulu, atau mengirim foto KTP dan swafoto.",
        ),
        heading("Periksa dalam sepuluh menit"),
        steps(
            "",
            "Cari nama perusahaan dan kata “penipuan”. Baca lebih dari satu hasil.",
            "Hubungi perusahaan lewat nomor di situs resminya, bukan nomor di iklan.",
            "Tanyakan kepada perangkat daerah bidang tenaga kerja apakah perusahaan itu terdaftar.",
            "Minta kontrak sebelum berangkat dan bacakan kepada orang yang Anda percaya.",
            "Simpan iklan, percakapan, dan nama perekrut. Itu berguna bila nanti ada masalah.",
        ),
        note(
            "Untuk orang tua dan guru",
            "Anak muda yang pandai komputer dan berbahasa asing pun menjadi sasaran. Ajak bicara sebelum ia menerima"
            " tawaran, bukan sesudahnya.",
        ),
        heading("Sudah telanjur"),
        points(
            "Belum berangkat: batalkan. Uang yang hilang lebih murah daripada keselamatan.",
            "Sudah mengirim data diri: catat kapan dan kepada siapa, lalu laporkan.",
            "Sudah di tempat dan tidak boleh keluar: jangan melawan sendirian. Hubungi keluarga dan perwakilan RI bila aman.",
            "Dipaksa menipu orang: Anda dapat dianggap korban. Simpan bukti bahwa Anda dipaksa bila itu tidak berbahaya.",
        ),
        help_box(
            "Ceritakan kepada seseorang",
            f"Malu adalah hal yang diandalkan penipu. Lihat {link('nomor-bantuan', 'nomor bantuan')}.",
        ),
    ]


ABROAD: Final = Leaflet(
    name="sebelum-bekerja-ke-luar-negeri",
    title="Sebelum bekerja ke luar negeri",
    summary="Tujuh pertanyaan, dokumen yang Anda pegang sendiri, dan janji dengan keluarga sebelum berangkat.",
    text=_abroad,
    sources=(("uu-18-2017", ""), ("pp-59-2021", "")),
    topics=("pencegahan", "pelindungan-pmi"),
)
OFFERS: Final = Leaflet(
    name="lowongan-palsu-dan-penipuan-daring",
    title="Lowongan palsu dan penipuan daring",
    summary="Cara mengenali lowongan palsu dalam sepuluh menit, dan apa yang dilakukan bila sudah telanjur.",
    text=_offers,
    sources=(("uu-21-2007", ""), ("uu-18-2017", "")),
    topics=("pencegahan", "pelindungan-pmi"),
)
