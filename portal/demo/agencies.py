"""The agencies. Contacts stay empty until the secretariat has checked them; only facts have no "Contoh" before them."""

from django.db.models import Q

from home.models import Agency
from portal.demo.builder import Builder

__all__ = ["KECAMATAN", "load_agencies"]

_Kind = Agency.Kind

KECAMATAN = (
    "Sinjai Barat",
    "Sinjai Selatan",
    "Sinjai Timur",
    "Sinjai Tengah",
    "Sinjai Utara",
    "Bulupoddo",
    "Sinjai Borong",
    "Tellu Limpoe",
    "Pulau Sembilan",
)

# Kind, full name, short name, role in the task force.
_AGENCIES = (
    (
        _Kind.GOVERNMENT,
        "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana Kabupaten Sinjai",
        "DP3AP2KB",
        "Sekretariat gugus tugas",
    ),
    (
        _Kind.GOVERNMENT,
        "Pemerintah Kabupaten Sinjai",
        "Pemkab Sinjai",
        "Bupati menetapkan gugus tugas dengan keputusan",
    ),
    (
        _Kind.GOVERNMENT,
        "Sekretariat Daerah Kabupaten Sinjai",
        "Setda",
        "Contoh peran: koordinasi antarperangkat daerah",
    ),
    (
        _Kind.GOVERNMENT,
        "Bagian Hukum Sekretariat Daerah Kabupaten Sinjai",
        "Bagian Hukum",
        "Contoh peran: menelaah rancangan keputusan; mengelola JDIH kabupaten",
    ),
    (_Kind.GOVERNMENT, "Dinas Sosial Kabupaten Sinjai", "Dinsos", "Contoh peran: rehabilitasi dan reintegrasi sosial"),
    (_Kind.GOVERNMENT, "Dinas Kesehatan Kabupaten Sinjai", "Dinkes", "Contoh peran: rehabilitasi kesehatan korban"),
    (
        _Kind.GOVERNMENT,
        "Perangkat daerah bidang tenaga kerja Kabupaten Sinjai",
        "Disnaker",
        "Contoh peran: informasi kerja dan pelindungan pekerja migran",
    ),
    (
        _Kind.GOVERNMENT,
        "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Sinjai",
        "Disdukcapil",
        "Contoh peran: dokumen kependudukan korban dan calon pekerja migran",
    ),
    (_Kind.GOVERNMENT, "Dinas Pendidikan Kabupaten Sinjai", "Disdik", "Contoh peran: pencegahan di sekolah"),
    (
        _Kind.GOVERNMENT,
        "Perangkat daerah bidang pemberdayaan masyarakat dan desa Kabupaten Sinjai",
        "DPMD",
        "Contoh peran: pencegahan melalui desa dan kelurahan",
    ),
    (
        _Kind.SERVICE,
        "Unit Pelaksana Teknis Daerah Perlindungan Perempuan dan Anak Kabupaten Sinjai",
        "UPTD PPA",
        "Unit layanan bagi perempuan dan anak",
    ),
    (
        _Kind.FORUM,
        "Forum Koordinasi Pimpinan Daerah Kabupaten Sinjai",
        "Forkopimda",
        "Diminta memberi saran dari sisi hukum dalam rapat 18 November 2021",
    ),
    (_Kind.FORUM, "Dewan Perwakilan Rakyat Daerah Kabupaten Sinjai", "DPRD", "Anggota Forkopimda"),
    (_Kind.FORUM, "Komando Distrik Militer Sinjai", "Kodim", "Anggota Forkopimda"),
    (_Kind.JUSTICE, "Kepolisian Resor Sinjai", "Polres Sinjai", "Anggota Forkopimda. Contoh peran: penyidikan"),
    (_Kind.JUSTICE, "Kejaksaan Negeri Sinjai", "Kejari Sinjai", "Anggota Forkopimda. Contoh peran: penuntutan"),
    (_Kind.JUSTICE, "Pengadilan Negeri Sinjai", "PN Sinjai", "Anggota Forkopimda"),
    *(
        (_Kind.KECAMATAN, f"Kecamatan {name}", "", "Contoh peran: pencegahan di desa dan kelurahan, penerus laporan")
        for name in KECAMATAN
    ),
    (
        _Kind.NATIONAL,
        "Kementerian Pemberdayaan Perempuan dan Perlindungan Anak",
        "Kementerian PPPA",
        "Layanan SAPA 129",
    ),
    (_Kind.NATIONAL, "Kementerian Pelindungan Pekerja Migran Indonesia", "KP2MI", "Pusat krisis bagi pekerja migran"),
    (
        _Kind.NATIONAL,
        "Balai Pelayanan Pelindungan Pekerja Migran Indonesia Sulawesi Selatan",
        "BP3MI Sulsel",
        "Contoh peran: pelindungan dan pemulangan pekerja migran",
    ),
    (_Kind.NATIONAL, "Lembaga Perlindungan Saksi dan Korban", "LPSK", "Perlindungan saksi dan korban"),
    (
        _Kind.CIVIL,
        "Institute of Community Justice Makassar",
        "ICJ",
        "Narasumber rapat 18 November 2021",
    ),
)


def load_agencies(builder: Builder) -> None:
    """Make the agencies that are missing; one is known by its name or by its short name."""
    for kind, name, short_name, role in _AGENCIES:
        same = Q(name=name) | Q(short_name=short_name) if short_name else Q(name=name)
        builder.agencies[short_name or name] = builder.record(
            Agency(kind=kind, name=name, short_name=short_name, role=role),
            Agency.objects.filter(same).order_by("pk").first(),
        )
