"""The topics that pages are filed under."""

from portal.demo.builder import Builder
from publishing.models import Topic

__all__ = ["load_topics"]

_TOPICS = {
    "pencegahan": "Pencegahan",
    "pengaduan": "Pengaduan",
    "identifikasi": "Identifikasi korban",
    "rehabilitasi-kesehatan": "Rehabilitasi kesehatan",
    "rehabilitasi-sosial": "Rehabilitasi sosial",
    "bantuan-hukum": "Bantuan hukum",
    "pemulangan": "Pemulangan",
    "reintegrasi-sosial": "Reintegrasi sosial",
    "pelindungan-pmi": "Pelindungan pekerja migran",
    "perlindungan-anak": "Perlindungan anak",
    "kelembagaan": "Kelembagaan gugus tugas",
}


def load_topics(builder: Builder) -> None:
    """Make the topics that are missing; one is known by its short name or by its name."""
    for slug, name in _TOPICS.items():
        known = Topic.objects.filter(slug=slug).first() or Topic.objects.filter(name=name).first()
        builder.record(Topic(name=name, slug=slug), known)
