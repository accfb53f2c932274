"""Texts of the standard pages and of the page of help lines."""

from typing import Final

from portal.demo.text import Block, heading, note, paragraph, points, steps

__all__ = ["ABOUT", "ACCESSIBILITY", "HELP_LINES", "PRIVACY"]

HELP_LINES: Final[list[Block]] = [
    heading("Apa yang terjadi setelah Anda menelepon"),
    steps(
        "",
        "Petugas menanyakan apakah Anda aman dan apakah aman berbicara.",
        "Anda menceritakan yang terjadi dengan kata-kata Anda sendiri. Nama boleh tidak disebut.",
        "Petugas menjelaskan pilihan Anda. Anda yang memutuskan langkah berikutnya.",
        "Bila Anda setuju, petugas menghubungkan Anda dengan layanan yang sesuai.",
    ),
    heading("Menelepon dengan aman"),
    points(
        "Pakai telepon yang tidak diperiksa orang lain.",
        "Hapus riwayat panggilan bila perlu.",
        "Bila tiba-tiba tidak dapat berbicara, tutup saja. Anda boleh menelepon lagi kapan pun.",
    ),
    note(
        "Nomor yang belum tampil",
        "Nomor UPTD PPA Sinjai dan perwakilan RI di Sabah belum ditampilkan karena belum diperiksa. Hanya nomor yang sudah"
        " diperiksa yang muncul di halaman ini.",
    ),
]

ABOUT: Final[list[Block]] = [
    paragraph(
        "Portal ini menyimpan dan membuka pengetahuan Gugus Tugas Pencegahan dan Penanganan Tindak Pidana Perdagangan"
        " Orang (TPPO) Kabupaten Sinjai: prosedur, peraturan, catatan rapat, panduan, dan informasi pencegahan."
    ),
    heading("Untuk siapa"),
    points(
        "<b>Warga</b> yang ingin melindungi diri dan keluarganya.",
        "<b>Petugas dan penyedia layanan</b> yang memerlukan prosedur dan dasar hukum.",
        "<b>Anggota gugus tugas</b> yang menindaklanjuti hasil rapat.",
    ),
    heading("Asal mula"),
    paragraph(
        "Rapat koordinasi lintas sektor pada 18 November 2021 bertujuan membangun komitmen antarlembaga untuk membentuk"
        " gugus tugas, termasuk untuk melindungi pekerja migran asal Sinjai. Sekretariat gugus tugas berada di Dinas"
        " Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana (DP3AP2KB)."
    ),
    heading("Apa yang tidak ada di sini"),
    points(
        "Data kasus dan identitas korban, saksi, atau anak. Itu tidak pernah ditaruh di portal ini.",
        "Layanan darurat. Bila ada bahaya, hubungi polisi di 110.",
        "Naskah resmi peraturan. Untuk mengutip, pakai naskah di jaringan dokumentasi hukum (JDIH).",
    ),
    note(
        "Sebagian isi adalah contoh",
        "Halaman yang judulnya diawali “Contoh” disediakan untuk menunjukkan bentuknya dan akan diganti oleh sekretariat.",
    ),
]

PRIVACY: Final[list[Block]] = [
    paragraph("Anda dapat membaca seluruh halaman umum tanpa mendaftar dan tanpa menyebut siapa Anda."),
    heading("Yang tidak kami lakukan"),
    points(
        "Halaman umum tidak memasang kuki.",
        "Portal tidak memuat apa pun dari perusahaan lain: tidak ada iklan, pelacak, atau huruf dari luar.",
        "Portal tidak meminta nama, nomor telepon, atau tempat tinggal Anda.",
    ),
    heading("Yang kami hitung"),
    paragraph(
        "Agar tahu apa yang dicari orang dan belum ada di sini, portal menghitung kata-kata pencarian, satu per satu dan per"
        " bulan. Siapa yang mencari, alamat perangkatnya, dan kata apa saja yang diketik bersamaan tidak dicatat."
    ),
    points(
        "Kata yang memang ada di halaman umum langsung dihitung.",
        "Kata lain, misalnya nama orang, baru dapat dibaca petugas bila dicari pada tiga hari yang berbeda. Sebelum itu hanya"
        " sandinya yang disimpan, paling lama 30 hari.",
        "Angka panjang seperti NIK dan nomor telepon serta alamat surel tidak pernah dihitung.",
        "Hitungan dihapus setelah dua tahun.",
    ),
    heading("Yang tetap terlihat di perangkat Anda"),
    paragraph(
        "Peramban menyimpan riwayat kunjungan. Tombol “Keluar cepat” membuka situs lain, tetapi tidak menghapus riwayat"
        " itu. Pakai jendela privat, atau hapus riwayatnya sendiri, bila orang lain memakai perangkat Anda."
    ),
    heading("Petugas yang masuk"),
    paragraph(
        "Petugas yang masuk ke bagian pengelolaan memakai kuki untuk sesi masuknya. Perubahan halaman dicatat dengan nama"
        " penggunanya agar jelas siapa yang bertanggung jawab."
    ),
    heading("Kerahasiaan korban"),
    paragraph(
        "Identitas korban dan saksi dirahasiakan undang-undang. Bila Anda menemukan hal yang mengungkap seseorang di"
        " portal ini, beri tahu sekretariat agar segera diturunkan."
    ),
]

ACCESSIBILITY: Final[list[Block]] = [
    paragraph(
        "Portal ini dibuat agar dapat dipakai sebanyak mungkin orang, dengan sasaran WCAG 2.2 tingkat AA. Undang-Undang"
        " Nomor 8 Tahun 2016 meminta informasi dapat diakses penyandang disabilitas."
    ),
    heading("Yang dapat Anda harapkan"),
    points(
        "Semua halaman dapat dipakai dengan papan ketik saja.",
        "Judul, daftar, dan tabel dapat dibacakan pembaca layar.",
        "Halaman tetap terbaca di layar kecil dan saat huruf diperbesar.",
        "Tampilan mengikuti pilihan terang atau gelap di perangkat Anda.",
        "Semua halaman bekerja tanpa JavaScript.",
    ),
    heading("Batas yang kami ketahui"),
    points(
        "Sebagian berkas lama berupa hasil pindai dan belum dapat dibacakan.",
        "Belum ada terjemahan bahasa isyarat dan bahasa daerah.",
    ),
    heading("Ada yang sulit dipakai?"),
    paragraph(
        "Sampaikan kepada sekretariat di DP3AP2KB. Sebutkan halamannya dan alat bantu yang Anda pakai, agar dapat"
        " diperbaiki."
    ),
]
