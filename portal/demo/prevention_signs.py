"""Prevention pages on how to recognise trafficking: its signs, and what holds people fast."""

from typing import Final

from portal.demo.leaflet import Leaflet, Linker
from portal.demo.text import Block, heading, help_box, note, paragraph, points, steps

__all__ = ["DEBT", "SIGNS"]


def _signs(link: Linker) -> list[Block]:
    return [
        paragraph(
            "Perdagangan orang jarang terlihat seperti di film. Sering kali ia dimulai dengan tawaran baik dari orang"
            " yang dikenal: tetangga, teman lama, bahkan keluarga. Korbannya bisa siapa saja, perempuan atau laki-laki,"
            " dewasa atau anak."
        ),
        heading("Tiga hal yang bertemu"),
        points(
            "<b>Prosesnya:</b> seseorang direkrut, diangkut, ditampung, dikirim, atau diserahkan kepada orang lain.",
            "<b>Caranya:</b> dengan ancaman, paksaan, penipuan, jeratan utang, atau memanfaatkan keadaannya yang lemah.",
            "<b>Tujuannya:</b> agar tenaganya, tubuhnya, atau hasil kerjanya diperas orang lain.",
        ),
        heading("Tanda sebelum berangkat"),
        points(
            "Upah yang dijanjikan jauh lebih besar daripada pekerjaan serupa.",
            "Harus berangkat segera, tidak diberi waktu bertanya.",
            "Tidak ada kontrak tertulis, atau kontrak dalam bahasa yang tidak dimengerti.",
            "Perekrut meminta KTP, ijazah, atau paspor asli untuk “disimpan”.",
            "Diminta memakai nama, umur, atau tujuan perjalanan yang tidak benar.",
            "Dilarang memberi tahu keluarga.",
        ),
        heading("Tanda di tempat kerja"),
        points(
            "Tidak boleh keluar sendiri, atau selalu diawasi.",
            "Telepon dan dokumen dipegang majikan.",
            "Upah tidak dibayar, atau selalu habis dipotong utang.",
            "Diancam: dilaporkan, dipulangkan, atau keluarganya dicelakai.",
            "Bekerja sangat lama tanpa istirahat, tidur di tempat kerja, terlihat takut atau luka.",
        ),
        note(
            "Satu tanda belum berarti perdagangan orang",
            "Tetapi beberapa tanda bersama-sama cukup untuk bertanya. Anda tidak perlu membuktikan apa pun sebelum"
            " menghubungi layanan bantuan.",
        ),
        heading("Bila Anda melihatnya"),
        steps(
            "",
            "Jangan menegur orang yang Anda curigai. Itu dapat membahayakan korban dan Anda sendiri.",
            "Bila ada bahaya sekarang, hubungi polisi di 110.",
            "Bila tidak, hubungi layanan bantuan dan ceritakan apa yang Anda lihat: tempat, waktu, dan keadaannya.",
            "Jangan mengunggah foto atau nama siapa pun.",
        ),
        help_box("Nomor bantuan", f"Lihat {link('nomor-bantuan', 'semua nomor bantuan')} dan jam layanannya."),
    ]


def _debt(link: Linker) -> list[Block]:
    return [
        paragraph(
            "Tidak semua orang yang terjerat dikurung dengan pintu terkunci. Banyak yang ditahan oleh utang: utang yang"
            " tidak pernah jelas jumlahnya dan tidak pernah lunas."
        ),
        heading("Bagaimana jeratan utang bekerja"),
        steps(
            "",
            "Perekrut memberi uang muka untuk keluarga, tiket, dan dokumen. Rasanya seperti kebaikan.",
            "Sesampai di tempat kerja, utangnya ternyata lebih besar: ada biaya makan, tempat tinggal, denda.",
            "Upah dipotong untuk utang. Catatannya dipegang majikan.",
            "Siapa yang mau berhenti diminta melunasi semuanya sekaligus, atau diancam.",
        ),
        heading("Tanda kerja paksa"),
        points(
            "Anda tidak dapat berhenti walaupun mau.",
            "Pekerjaannya lain dari yang dijanjikan, dan Anda tidak boleh menolak.",
            "Paspor, KTP, atau telepon Anda ditahan.",
            "Anda atau keluarga Anda diancam.",
            "Upah ditahan supaya Anda tidak pergi.",
        ),
        paragraph(
            "Ini dapat terjadi di perkebunan, di kapal ikan, di rumah tangga, di pabrik, di tempat hiburan, dan di kantor"
            " penipuan daring."
        ),
        heading("Yang dapat Anda lakukan"),
        points(
            "Catat sendiri: tanggal mulai bekerja, jam kerja, upah yang diterima, dan potongan. Simpan di tempat aman.",
            "Hafalkan satu nomor orang yang Anda percaya dan satu nomor bantuan.",
            "Foto dokumen Anda dan kirim kepada keluarga sebelum dokumen itu diambil orang.",
            "Jangan menandatangani kertas kosong atau surat utang yang tidak Anda pahami.",
        ),
        note(
            "Berutang bukan alasan untuk ditahan",
            "Punya utang tidak memberi siapa pun hak mengurung, memukul, atau mengambil dokumen Anda. Mintalah bantuan"
            " walaupun Anda pernah menandatangani surat utang.",
        ),
        help_box(
            "Ingin keluar dengan aman?",
            f"Hubungi layanan bantuan lebih dulu, lalu rencanakan bersama. Lihat {link('nomor-bantuan', 'nomor bantuan')}.",
        ),
    ]


SIGNS: Final = Leaflet(
    name="tanda-tanda-perdagangan-orang",
    title="Kenali tanda-tanda perdagangan orang",
    summary="Tanda sebelum berangkat dan di tempat kerja, dan apa yang dapat Anda lakukan bila melihatnya.",
    text=_signs,
    sources=(("uu-21-2007", ""),),
    topics=("pencegahan", "identifikasi"),
)
DEBT: Final = Leaflet(
    name="jeratan-utang-dan-kerja-paksa",
    title="Jeratan utang dan kerja paksa",
    summary="Bagaimana utang dipakai untuk menahan orang, tandanya, dan cara keluar dengan aman.",
    text=_debt,
    sources=(("uu-21-2007", ""),),
    topics=("pencegahan", "pelindungan-pmi"),
)
