"""Prevention pages on people: protecting children, and where to find help."""

from typing import Final

from portal.demo.leaflet import Leaflet, Linker
from portal.demo.text import Block, heading, help_box, note, paragraph, points, steps, warning

__all__ = ["CHILDREN", "HELP"]


def _children(link: Linker) -> list[Block]:
    return [
        paragraph(
            "Anak dapat diperdagangkan tanpa dipaksa. Cukup dibujuk, dijanjikan sekolah, pekerjaan ringan, atau"
            " perkawinan. Karena itu persetujuan seorang anak tidak pernah menjadi alasan."
        ),
        heading("Yang sering terjadi"),
        points(
            "Dititipkan kepada kerabat jauh “untuk disekolahkan”, lalu dijadikan pekerja rumah tangga.",
            "Diajak bekerja di warung, kapal, atau perkebunan dan berhenti sekolah.",
            "Dinikahkan dini dengan orang yang baru dikenal, lalu dibawa pergi.",
            "Berkenalan lewat permainan atau media sosial, lalu diminta foto dan diancam.",
        ),
        heading("Perubahan yang patut ditanyakan"),
        points(
            "Punya barang mahal atau uang tanpa penjelasan.",
            "Punya teman dewasa baru yang dirahasiakan.",
            "Sering bolos, lelah, takut, atau menutup layar saat didekati.",
            "Berbicara tentang pekerjaan jauh atau orang yang akan menjemput.",
        ),
        heading("Yang dapat dilakukan orang dewasa"),
        steps(
            "",
            "Tanyakan dengan tenang, di tempat yang tidak didengar orang lain. Dengarkan lebih banyak daripada berbicara.",
            "Katakan bahwa ini bukan salahnya.",
            "Jangan menyelidiki sendiri dan jangan meminta ia mengulang ceritanya kepada banyak orang.",
            "Hubungi SAPA 129, atau 110 bila ada bahaya sekarang.",
        ),
        warning(
            "Jangan menyebarkan wajah atau nama anak",
            "Nama, orang tua, alamat, sekolah, dan wajah anak dirahasiakan, juga bila niatnya membantu mencarinya."
            " Serahkan pencarian kepada polisi.",
        ),
        heading("Di sekolah dan desa"),
        points(
            "Sepakati siapa yang dihubungi guru bila seorang murid lama tidak masuk.",
            "Catat anak yang pindah: ke mana, dengan siapa, dan siapa yang menjemput.",
            "Tempel nomor bantuan di kamar mandi sekolah, tempat anak dapat membacanya sendirian.",
        ),
        help_box("Nomor bantuan", f"Lihat {link('nomor-bantuan', 'nomor bantuan untuk anak dan keluarga')}."),
    ]


def _help(link: Linker) -> list[Block]:
    return [
        paragraph(
            "Anda boleh meminta bantuan walaupun belum yakin apa yang terjadi, walaupun Anda pernah setuju, dan walaupun"
            " Anda tidak punya dokumen."
        ),
        heading("Anda dalam bahaya sekarang"),
        steps(
            "",
            "Pergilah ke tempat yang ada orang lain bila dapat.",
            "Hubungi polisi di 110. Sebutkan tempat Anda lebih dulu.",
            "Bila tidak dapat berbicara, kirim pesan kepada orang yang Anda percaya.",
        ),
        heading("Anda ingin berbicara dengan seseorang"),
        points(
            "SAPA 129 untuk perempuan dan anak: telepon 129, atau WhatsApp 08111-129-129.",
            "LPSK untuk saksi dan korban yang memerlukan perlindungan: telepon 148.",
            "Pusat krisis KP2MI untuk pekerja migran dan keluarganya.",
        ),
        paragraph(f"Nomor lengkapnya ada di halaman {link('nomor-bantuan', 'nomor bantuan')}."),
        heading("Apa yang akan ditanyakan"),
        points(
            "Apakah Anda aman sekarang, dan apakah aman berbicara.",
            "Di mana Anda berada dan apa yang terjadi, dengan kata-kata Anda sendiri.",
            "Apa yang Anda inginkan. Anda yang memutuskan.",
        ),
        note(
            "Rahasia Anda dijaga",
            "Identitas korban dan saksi dirahasiakan menurut undang-undang. Anda boleh didampingi, dan boleh berhenti"
            " bercerita kapan saja.",
        ),
        heading("Anda ingin menolong orang lain"),
        points(
            "Tanyakan kepadanya apa yang ia perlukan sebelum bertindak.",
            "Jangan mendatangi orang yang Anda curigai.",
            "Jangan menulis tentangnya di media sosial.",
        ),
        heading("Membaca halaman ini dengan aman"),
        paragraph(
            "Tombol “Keluar cepat”, atau tombol Shift tiga kali, menutup halaman ini dan membuka situs lain. Riwayat"
            " peramban tidak ikut terhapus; hapus sendiri atau pakai jendela privat."
        ),
    ]


CHILDREN: Final = Leaflet(
    name="melindungi-anak",
    title="Melindungi anak",
    summary="Cara anak dibujuk, perubahan yang patut ditanyakan, dan apa yang dilakukan orang dewasa.",
    text=_children,
    sources=(("uu-23-2002", ""), ("uu-35-2014", ""), ("uu-11-2012", "Pasal 19")),
    topics=("pencegahan", "perlindungan-anak"),
)
HELP: Final = Leaflet(
    name="ke-mana-mencari-bantuan",
    title="Ke mana mencari bantuan",
    summary="Siapa yang dihubungi, apa yang akan ditanyakan, dan bagaimana rahasia Anda dijaga.",
    text=_help,
    sources=(("uu-21-2007", "Pasal 44 dan Pasal 52 sampai dengan Pasal 54"),),
    topics=("pengaduan", "bantuan-hukum"),
    urgent=True,
)
