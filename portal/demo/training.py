"""Two examples of training modules."""

from dataclasses import dataclass
from typing import Final

from portal.demo.builder import Builder
from portal.demo.text import Block, note, paragraph, plain
from resources.models import Licence, ResourceIndexPage, TrainingModulePage, TrainingObjective, TrainingSession

__all__ = ["load_training"]

_EXAMPLE = note(
    "Contoh modul",
    "Modul ini disusun sebagai contoh isi portal. ICJ dicantumkan sebagai contoh penyelenggara pelatihan sejenis; modul"
    " ini bukan terbitan ICJ dan belum disetujui ICJ.",
)


@dataclass(frozen=True, slots=True)
class _Session:
    title: str
    minutes: int
    method: str
    content: str


@dataclass(frozen=True, slots=True)
class _Module:
    name: str
    title: str
    number: str
    summary: str
    audience: str
    introduction: str
    objectives: tuple[str, ...]
    sessions: tuple[_Session, ...]
    trainer_notes: str
    topics: tuple[str, ...]

    @property
    def blocks(self) -> list[Block]:
        """The introduction, and that this is an example."""
        return [paragraph(self.introduction), _EXAMPLE]


_MODULES: Final = (
    _Module(
        name="contoh-modul-mengenali-tanda",
        title="Contoh modul: Mengenali tanda perdagangan orang di desa",
        number="Contoh modul 1",
        summary="Pelatihan sehari bagi perangkat desa, kader, dan guru untuk mengenali tanda perdagangan orang dan"
        " meneruskan laporan dengan aman. Contoh.",
        audience="Perangkat desa dan kelurahan, kader PKK dan posyandu, guru, tokoh masyarakat",
        introduction="Orang pertama yang melihat tanda perdagangan orang biasanya tetangga, guru, atau perangkat desa."
        " Pelatihan ini membantu mereka mengenali tanda itu dan bertindak tanpa membahayakan siapa pun.",
        objectives=(
            "Menjelaskan perdagangan orang dengan kata-kata sendiri",
            "Menyebut paling sedikit enam tanda yang patut diwaspadai",
            "Memeriksa tawaran kerja bersama warga yang akan berangkat",
            "Meneruskan laporan tanpa membuka identitas siapa pun",
        ),
        sessions=(
            _Session(
                "Apa itu perdagangan orang",
                75,
                "Curah pendapat dan paparan singkat",
                "Proses, cara, dan tujuan. Beda perdagangan orang, penyelundupan manusia, dan sengketa kerja biasa.",
            ),
            _Session(
                "Tanda-tanda di sekitar kita",
                90,
                "Diskusi kelompok dengan kartu cerita",
                "Kartu memuat cerita rekaan: perekrut yang mendesak, utang yang tidak pernah lunas, anak yang berhenti"
                " sekolah, dokumen yang ditahan.",
            ),
            _Session(
                "Memeriksa tawaran kerja",
                75,
                "Latihan berpasangan",
                "Membaca contoh iklan lowongan, menyusun daftar pertanyaan, dan mencari tahu ke mana bertanya.",
            ),
            _Session(
                "Meneruskan laporan dengan aman",
                90,
                "Bermain peran",
                "Mendengar tanpa menyelidiki, menanyakan keselamatan lebih dulu, mencatat seperlunya, dan menghubungi"
                " layanan yang tepat.",
            ),
            _Session(
                "Rencana tindak lanjut desa",
                60,
                "Kerja kelompok per desa",
                "Siapa melakukan apa dalam tiga bulan: papan informasi, pertemuan dusun, daftar nomor bantuan.",
            ),
        ),
        trainer_notes="Sampaikan di awal bahwa tidak seorang pun harus menceritakan pengalaman sendiri.\n\nSiapkan satu"
        " pendamping yang dapat menemani peserta keluar ruangan. Pakai hanya cerita rekaan; hentikan dengan halus bila"
        " peserta menyebut kasus nyata di kampungnya.",
        topics=("pencegahan", "identifikasi"),
    ),
    _Module(
        name="contoh-modul-mendampingi-korban",
        title="Contoh modul: Mendampingi korban dari wawancara pertama sampai rujukan",
        number="Contoh modul 2",
        summary="Pelatihan dua hari bagi petugas layanan tentang wawancara yang aman, kerahasiaan, dan rujukan. Contoh.",
        audience="Petugas UPTD PPA, pekerja sosial, tenaga kesehatan, penyidik, dan paralegal",
        introduction="Korban menilai petugas dari beberapa menit pertama. Pelatihan ini melatih cara bertanya, cara"
        " menjaga rahasia, dan cara merujuk sehingga korban tidak harus mengulang ceritanya.",
        objectives=(
            "Melakukan wawancara pertama yang tidak menyudutkan",
            "Menjelaskan hak korban dan meminta persetujuannya dengan bahasa sederhana",
            "Menyimpan dan meneruskan data kasus tanpa membuka identitas",
            "Menyusun rujukan dan menilai keamanan pemulangan",
        ),
        sessions=(
            _Session(
                "Dampak kekerasan dan rasa aman",
                120,
                "Paparan dan diskusi",
                "Mengapa cerita korban bisa terputus atau berubah, dan mengapa itu bukan tanda berbohong.",
            ),
            _Session(
                "Wawancara pertama",
                180,
                "Peragaan dan latihan bertiga",
                "Membuka percakapan, pertanyaan terbuka, jeda, dan penutup. Wawancara dengan anak dan dengan juru bahasa.",
            ),
            _Session(
                "Kerahasiaan dan data",
                120,
                "Studi kasus rekaan",
                "Apa yang dicatat, di mana disimpan, siapa yang boleh membaca, dan apa yang tidak pernah ditulis dalam"
                " pesan singkat.",
            ),
            _Session(
                "Rujukan dan rencana layanan",
                120,
                "Kerja kelompok lintas lembaga",
                "Menyusun rencana layanan untuk satu kasus rekaan dengan memakai contoh SOP di portal ini.",
            ),
            _Session(
                "Menilai keamanan pemulangan",
                120,
                "Latihan dengan formulir",
                "Keluarga, lingkungan, ancaman, perjalanan, dan apa yang dilakukan bila pulang belum aman.",
            ),
            _Session(
                "Merawat diri sendiri",
                60,
                "Refleksi",
                "Tanda kelelahan pada petugas dan dukungan antarteman sekerja.",
            ),
        ),
        trainer_notes="Latihan wawancara memakai peran rekaan yang dibagikan fasilitator, bukan kasus yang sedang"
        " ditangani peserta.\n\nTutup setiap hari dengan putaran pendek: satu hal yang dibawa pulang, satu hal yang"
        " masih berat.",
        topics=("identifikasi", "rehabilitasi-sosial", "bantuan-hukum", "pemulangan"),
    ),
)


def load_training(builder: Builder, index: ResourceIndexPage) -> None:
    """Put the modules below ``index``."""
    for module in _MODULES:
        page = TrainingModulePage(
            title=module.title,
            number=module.number,
            issued_on=builder.today,
            summary=module.summary,
            target_audience=module.audience,
            provider_agency=builder.agencies["ICJ"],
            licence=Licence.CC_BY_SA,
            introduction=module.blocks,
            trainer_notes=plain(module.trainer_notes),
            objectives=[TrainingObjective(text=text) for text in module.objectives],
            sessions=[
                TrainingSession(
                    title=session.title,
                    minutes=session.minutes,
                    method=session.method,
                    content=plain(session.content),
                    facilitator="Fasilitator (contoh)",
                )
                for session in module.sessions
            ],
        )
        builder.page(module.name, index, page, topics=module.topics)
