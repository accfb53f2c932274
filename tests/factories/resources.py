"""Makes lists of resources and resources of every type, plain or with all their rows.

Titles and texts are invented. Each function writes through the models' own doors, so that what it makes is in the
ledger as on the real site.
"""

from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Page

from publishing.models import PortalDocument, PortalImage, Topic
from resources.models import (
    Consideration,
    Copy,
    Dictum,
    GuidanceBasis,
    GuidanceFile,
    LegalBasis,
    LegalDocumentPage,
    LegalFile,
    LegalGuidancePage,
    LegalRelation,
    Membership,
    ResourceIndexPage,
    SopActor,
    SopFile,
    SopListRow,
    SopPage,
    SopStep,
    TrainingMaterial,
    TrainingModulePage,
    TrainingObjective,
    TrainingSession,
)
from tests.factories.home import agency, child, publish

__all__ = [
    "SECRET_NOTE",
    "document",
    "full_decree",
    "full_guidance",
    "full_sop",
    "full_training",
    "guidance",
    "image",
    "index_page",
    "law",
    "regulation",
    "sop",
    "topic",
    "training",
]

SECRET_NOTE = "Catatan rahasia pelatih: siapkan ruang tenang."

_numbers = count(1)


def document(title: str = "Naskah lengkap", **fields: Any) -> PortalDocument:
    """A small file."""
    content = ContentFile(b"%PDF-1.4 contoh", name=f"naskah-{next(_numbers)}.pdf")
    return PortalDocument.objects.create(title=title, file=content, file_size=15, **fields)


def image(title: str = "Lambang", **fields: Any) -> PortalImage:
    """A small picture."""
    data = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(data, "PNG")
    content = ContentFile(data.getvalue(), name=f"lambang-{next(_numbers)}.png")
    return PortalImage.objects.create(title=title, file=content, **fields)


def topic(name: str = "Pemulangan", slug: str = "pemulangan") -> Topic:
    """A topic, the same one for the same short name."""
    return Topic.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def index_page(parent: Page | None = None, **fields: Any) -> ResourceIndexPage:
    """A list of resources, below the home page unless a parent is given."""
    fields.setdefault("title", "Dokumen")
    return child(parent, ResourceIndexPage, **fields)


def _below(parent: Page | None) -> Page:
    return parent or ResourceIndexPage.objects.first() or index_page(slug="dokumen")


def regulation(parent: Page | None = None, **fields: Any) -> LegalDocumentPage:
    """A regulation of the Bupati with a number of its own and no rows."""
    number = next(_numbers)
    defaults = {"title": f"Peraturan contoh {number}", "kind": "perbup", "number": str(number), "year": 2024}
    return child(_below(parent), LegalDocumentPage, **{**defaults, **fields})


def law(parent: Page | None = None, **fields: Any) -> LegalDocumentPage:
    """UU 21/2007, which decrees and SOPs stand on."""
    defaults = {
        "title": "Undang-Undang Nomor 21 Tahun 2007 tentang Pemberantasan Tindak Pidana Perdagangan Orang",
        "slug": "uu-21-2007",
        "kind": "uu",
        "number": "21",
        "year": 2007,
        "enacted_on": date(2007, 4, 19),
        "promulgated_on": date(2007, 4, 19),
        "source": "LN 2007/NO. 58, TLN NO. 4720",
    }
    return child(_below(parent), LegalDocumentPage, **{**defaults, **fields})


def full_decree(parent: Page | None = None, **fields: Any) -> LegalDocumentPage:
    """A decree with all its rows: parts, members, copies, a relation and files."""
    basis = LegalDocumentPage.objects.filter(kind="uu").first() or law(parent)
    defaults = {
        "title": "Pembentukan Gugus Tugas Pencegahan dan Penanganan Tindak Pidana Perdagangan Orang",
        "slug": "keputusan-gugus-tugas",
        "kind": "kepbup",
        "number": "120",
        "year": 2022,
        "enacted_on": date(2022, 3, 1),
        "place": "Sinjai",
        "signatory": "Andi Seto Asapa",
        "signatory_position": "Bupati Sinjai",
        "corporate_author": "Sulawesi Selatan. Kabupaten Sinjai",
        "subject": "GUGUS TUGAS",
        "abstract": "Keputusan contoh ini membentuk gugus tugas dan sekretariatnya.",
        "summary": "Siapa yang duduk dalam gugus tugas dan apa tugasnya (contoh).",
        "topics": [topic()],
        "body": [("paragraph", "<p>Naskah tambahan.</p>")],
    }
    page = child(_below(parent), LegalDocumentPage, **{**defaults, **fields})
    page.considerations = [
        Consideration(text="bahwa perdagangan orang melanggar harkat dan martabat manusia;", sort_order=0),
        Consideration(text="bahwa untuk itu perlu dibentuk gugus tugas;", sort_order=1),
    ]
    page.legal_bases = [
        LegalBasis(text="Undang-Undang Nomor 21 Tahun 2007", legal_document=basis, sort_order=0),
        LegalBasis(text="Undang-Undang Nomor 23 Tahun 2014", sort_order=1),
    ]
    page.dictums = [Dictum(text=f"Ketentuan contoh ke-{place}.", sort_order=place) for place in range(1, 13)]
    page.copies = [Copy(text="Gubernur Sulawesi Selatan", sort_order=0)]
    page.memberships = [
        Membership(institution="Pemerintah Kabupaten Sinjai", position="Bupati", role="Pembina", sort_order=0),
        Membership(
            agency=agency(name="Dinas Pemberdayaan Contoh", short_name="DPC"),
            position="Kepala Dinas",
            role="Ketua",
            sub_task_force="Bidang Pencegahan",
            sort_order=1,
        ),
    ]
    page.relations = [LegalRelation(kind="implements", target=basis, note="Pasal 58", sort_order=0)]
    page.files = [
        LegalFile(document=document("Naskah keputusan"), sort_order=0),
        LegalFile(document=document("Lampiran keputusan"), part="annex", label="Lampiran I", sort_order=1),
    ]
    return publish(page)


def sop(parent: Page | None = None, **fields: Any) -> SopPage:
    """An SOP without rows."""
    number = next(_numbers)
    return child(_below(parent), SopPage, **{"title": f"SOP contoh {number}", "unit_name": "DP3AP2KB", **fields})


def full_sop(parent: Page | None = None, **fields: Any) -> SopPage:
    """An SOP with lists, two actors, five steps with a decision, and a file."""
    basis = LegalDocumentPage.objects.filter(kind="uu").first() or law(parent)
    other = sop(parent, title="SOP Pemulangan contoh")
    defaults = {
        "title": "Penerimaan Pengaduan dan Identifikasi",
        "slug": "sop-pengaduan",
        "unit_name": "DP3AP2KB Kabupaten Sinjai",
        "number": "400.2/SOP-01/DP3AP2KB/2025",
        "stage": "complaint",
        "created_on": date(2025, 1, 15),
        "revised_on": date(2025, 6, 2),
        "effective_on": date(2025, 7, 1),
        "approved_position": "Kepala Dinas",
        "approved_name": "Contoh Nama, M.Si.",
        "approved_nip": "197503122000032001",
        "topics": [topic()],
        "body": [("paragraph", "<p>Keterangan tambahan.</p>")],
    }
    page = child(_below(parent), SopPage, **{**defaults, **fields})
    page.list_rows = [
        SopListRow(section="legal_basis", text="UU Nomor 21 Tahun 2007", legal_document=basis, sort_order=0),
        SopListRow(section="qualification", text="Memahami penanganan korban", sort_order=1),
        SopListRow(section="related_sop", text="SOP Pemulangan", sop=other, sort_order=2),
        SopListRow(section="equipment", text="Komputer dan telepon", sort_order=3),
        SopListRow(section="warning", text="Identitas korban wajib dirahasiakan", sort_order=4),
        SopListRow(section="record", text="Buku register", sort_order=5),
    ]
    page.actors = [
        SopActor(
            code="A", name="Petugas penerima laporan", agency=agency(name="Unit Contoh", short_name="UC"), sort_order=0
        ),
        SopActor(code="B", name="Kepala unit", sort_order=1),
    ]
    page.steps = [
        SopStep(activity="Menerima laporan", actor="A", symbol="start_end", minutes=15, output="Laporan", sort_order=0),
        SopStep(
            activity="Memeriksa kelengkapan",
            actor="A",
            symbol="decision",
            minutes=30,
            yes_step=3,
            no_step=1,
            requirements="Formulir",
            sort_order=1,
        ),
        SopStep(activity="Mengesahkan", actor="B", minutes=60, note="Paling lambat 1 x 24 jam", sort_order=2),
        SopStep(activity="Merujuk ke layanan lain", actor="A", symbol="connector", minutes=1440, sort_order=3),
        SopStep(activity="Mencatat hasil", actor="A", symbol="start_end", output="Register", sort_order=4),
    ]
    page.files = [SopFile(document=document("Formulir SOP"), sort_order=0)]
    return publish(page)


def guidance(parent: Page | None = None, **fields: Any) -> LegalGuidancePage:
    """Guidance without rows."""
    number = next(_numbers)
    defaults = {"title": f"Panduan contoh {number}", "question": "Apakah korban boleh didampingi?"}
    return child(_below(parent), LegalGuidancePage, **{**defaults, **fields})


def full_guidance(parent: Page | None = None, **fields: Any) -> LegalGuidancePage:
    """Guidance with an answer, legal bases and a file."""
    basis = LegalDocumentPage.objects.filter(kind="uu").first() or law(parent)
    defaults = {
        "title": "Pendampingan korban saat pemeriksaan",
        "slug": "pendampingan-korban",
        "short_answer": "Ya, sejak laporan pertama.",
        "answer": [
            ("heading", {"text": "Hak korban", "level": "h2"}),
            ("paragraph", "<p>Korban berhak atas pendampingan.</p>"),
            ("heading", {"text": "Caranya", "level": "h2"}),
            ("paragraph", "<p>Hubungi unit layanan.</p>"),
        ],
        "answering_agency": agency(name="Kejaksaan Contoh"),
        "answered_on": date(2025, 3, 12),
        "number": "B-125/P.4.31/2025",
        "topics": [topic()],
    }
    page = guidance(parent, **{**defaults, **fields})
    page.legal_bases = [GuidanceBasis(text="Pasal 44 UU Nomor 21 Tahun 2007", legal_document=basis, sort_order=0)]
    page.files = [GuidanceFile(document=document("Surat jawaban"), sort_order=0)]
    return publish(page)


def training(parent: Page | None = None, **fields: Any) -> TrainingModulePage:
    """A training module without rows."""
    return child(_below(parent), TrainingModulePage, **{"title": f"Modul contoh {next(_numbers)}", **fields})


def full_training(parent: Page | None = None, **fields: Any) -> TrainingModulePage:
    """A training module with objectives, sessions, materials, and notes for members alone."""
    defaults = {
        "title": "Pencegahan dari desa",
        "slug": "modul-pencegahan",
        "target_audience": "Kepala desa dan kader",
        "provider_agency": agency(name="Lembaga Pelatihan Contoh"),
        "licence": "cc-by-sa",
        "issued_on": date(2024, 8, 5),
        "number": "Modul 3",
        "introduction": [("paragraph", "<p>Mengapa pelatihan ini.</p>")],
        "trainer_notes": f"<p>{SECRET_NOTE}</p>",
        "topics": [topic()],
    }
    page = training(parent, **{**defaults, **fields})
    page.objectives = [TrainingObjective(text="Mengenali tanda-tanda", sort_order=0)]
    page.sessions = [
        TrainingSession(
            title="Pengenalan", minutes=90, method="Diskusi", content="<p>Ciri lowongan palsu.</p>", sort_order=0
        ),
        TrainingSession(title="Praktik", minutes=120, facilitator="Lembaga Contoh", sort_order=1),
    ]
    page.materials = [
        TrainingMaterial(title="Lembar kerja", document=document("Lembar kerja"), sort_order=0),
        TrainingMaterial(title="Video", url="https://example.org/video", sort_order=1),
    ]
    return publish(page)
