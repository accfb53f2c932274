"""An example of a decree, so that the portal shows how one reads. Nothing in it was decided by anybody."""

from portal.demo.builder import Builder
from portal.demo.laws import citation
from portal.demo.paper import document, pdf
from resources.models import (
    Consideration,
    Copy,
    Dictum,
    LegalBasis,
    LegalDocumentPage,
    LegalFile,
    Membership,
    ResourceIndexPage,
)

__all__ = ["load_decree"]

_NAME = "contoh-keputusan-bupati-gugus-tugas"
_TITLE = "Contoh: Pembentukan Gugus Tugas Pencegahan dan Penanganan TPPO Kabupaten Sinjai"
_NOTICE = "Ini contoh susunan keputusan, bukan keputusan yang pernah ditetapkan."

_CONSIDERATIONS = (
    "bahwa perdagangan orang merendahkan martabat manusia dan menyasar terutama perempuan, anak, dan pekerja migran;",
    "bahwa pencegahan dan penanganannya memerlukan kerja bersama perangkat daerah, penegak hukum, dan masyarakat;",
    (
        "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu menetapkan Keputusan Bupati"
        " tentang Pembentukan Gugus Tugas Pencegahan dan Penanganan Tindak Pidana Perdagangan Orang;"
    ),
)
_BASES = ("uu-21-2007", "pp-9-2008", "perpres-69-2008", "perpres-22-2021", "perda-sulsel-2-2023")
_DICTUMS = (
    (
        "Membentuk Gugus Tugas Pencegahan dan Penanganan Tindak Pidana Perdagangan Orang Kabupaten Sinjai dengan susunan"
        " keanggotaan sebagaimana tercantum dalam Lampiran."
    ),
    "Gugus Tugas mengoordinasikan pencegahan, penanganan, dan pelindungan korban, termasuk pekerja migran asal Sinjai.",
    (
        "Gugus Tugas terdiri atas sub gugus tugas pencegahan, sub gugus tugas pelayanan korban, dan sub gugus tugas"
        " penegakan hukum."
    ),
    "Sekretariat Gugus Tugas berkedudukan di DP3AP2KB.",
    "Gugus Tugas melaporkan pelaksanaan tugasnya kepada Bupati setiap tahun.",
    "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
)
_COPIES = ("Gubernur Sulawesi Selatan di Makassar;", "Ketua DPRD Kabupaten Sinjai;", "Masing-masing anggota.")
_PREVENTION, _SERVICE, _LAW = "Pencegahan", "Pelayanan korban", "Penegakan hukum"
# Agency, office held, role, sub-task-force.
_MEMBERS = (
    ("Pemkab Sinjai", "Bupati", "Pembina", ""),
    ("Setda", "Sekretaris Daerah", "Ketua", ""),
    ("DP3AP2KB", "Kepala Dinas", "Ketua harian", ""),
    ("DP3AP2KB", "Sekretaris Dinas", "Sekretaris", ""),
    ("Disdik", "Kepala Dinas", "Koordinator", _PREVENTION),
    ("DPMD", "Kepala Dinas", "Anggota", _PREVENTION),
    ("Disnaker", "Kepala Dinas", "Anggota", _PREVENTION),
    ("Kecamatan Sinjai Utara", "Camat", "Anggota", _PREVENTION),
    ("UPTD PPA", "Kepala UPTD", "Koordinator", _SERVICE),
    ("Dinsos", "Kepala Dinas", "Anggota", _SERVICE),
    ("Dinkes", "Kepala Dinas", "Anggota", _SERVICE),
    ("Disdukcapil", "Kepala Dinas", "Anggota", _SERVICE),
    ("ICJ", "Perwakilan", "Anggota", _SERVICE),
    ("Polres Sinjai", "Kepala Satuan Reserse Kriminal", "Koordinator", _LAW),
    ("Kejari Sinjai", "Kepala Seksi Tindak Pidana Umum", "Anggota", _LAW),
    ("Bagian Hukum", "Kepala Bagian", "Anggota", _LAW),
)


def load_decree(builder: Builder, index: ResourceIndexPage) -> None:
    """Put the example below ``index``, with its text as a PDF."""
    page = LegalDocumentPage(
        title=_TITLE,
        kind="kepbup",
        number="CONTOH",
        year=2021,
        # Nothing that nobody has signed is in force.
        status="not_in_force",
        summary=f"{_NOTICE} Sekretariat menggantinya dengan keputusan yang sah.",
        abstract=f"{_NOTICE} Isinya menunjukkan bagaimana pertimbangan, dasar hukum, diktum, dan susunan keanggotaan"
        " tampil di portal.",
        place="Sinjai",
        signatory_position="Bupati Sinjai (contoh)",
        initiator="DP3AP2KB Kabupaten Sinjai",
        corporate_author="Sulawesi Selatan. Kabupaten Sinjai",
        considerations=[Consideration(text=text) for text in _CONSIDERATIONS],
        legal_bases=[
            LegalBasis(text=f"{text};", legal_document=law)
            for text, law in (citation(builder, name) for name in _BASES)
        ],
        dictums=[Dictum(text=text) for text in _DICTUMS],
        copies=[Copy(text=text) for text in _COPIES],
        memberships=[
            Membership(agency=builder.agencies[agency], position=position, role=role, sub_task_force=group)
            for agency, position, role, group in _MEMBERS
        ],
    )
    builder.page(_NAME, index, page, topics=("kelembagaan",), finish=_attach)


def _attach(page: LegalDocumentPage) -> None:
    file = document("Contoh keputusan Bupati", "contoh-keputusan-bupati.pdf", pdf(_TITLE, [_NOTICE, *_DICTUMS]))
    page.files = [LegalFile(document=file, part=LegalFile.Part.BODY, label="Contoh naskah keputusan")]
