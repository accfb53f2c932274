"""The help lines. Numbers from a source that was read are public; the others wait for the secretariat's check."""

from dataclasses import dataclass

from home.models import HelpLine
from portal.demo.builder import Builder

__all__ = ["load_help_lines"]

_PHONE, _WHATSAPP = HelpLine.Channel.PHONE, HelpLine.Channel.WHATSAPP


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it was found; ``sure`` where its number was read in a source."""

    name: str
    number: str
    note: str = ""
    channel: str = _PHONE
    abroad: bool = False
    sure: bool = True


_LINES = (
    _Line("Polisi", "110", "Bila Anda atau orang lain dalam bahaya sekarang."),
    _Line(
        "SAPA 129 – Kementerian PPPA",
        "129",
        "Untuk perempuan dan anak yang mengalami kekerasan atau perdagangan orang.",
    ),
    _Line("SAPA 129 – Kementerian PPPA", "08111-129-129", "Bila lebih aman menulis daripada menelepon.", _WHATSAPP),
    _Line("LPSK – perlindungan saksi dan korban", "148", "Untuk saksi dan korban yang memerlukan perlindungan."),
    _Line(
        "Pusat krisis KP2MI (di dalam negeri)", "0800-1000", "Untuk pekerja migran, calon pekerja migran, dan keluarga."
    ),
    _Line("Pusat krisis KP2MI", "0811-8080-141", "Untuk pekerja migran dan keluarga.", _WHATSAPP),
    _Line(
        "Pusat krisis KP2MI (dari luar negeri)", "+62 21 29244800", "Untuk pekerja migran di luar negeri.", abroad=True
    ),
    _Line("KBRI Kuala Lumpur", "+60 17-668 8032", "Untuk warga negara Indonesia di Malaysia.", abroad=True, sure=False),
    _Line("Konsulat RI Tawau", "", "Untuk warga negara Indonesia di Tawau, Sabah.", abroad=True, sure=False),
    _Line("KJRI Kota Kinabalu", "", "Untuk warga negara Indonesia di Sabah.", abroad=True, sure=False),
    _Line("UPTD PPA Kabupaten Sinjai", "", "Layanan pengaduan dan pendampingan di Sinjai.", sure=False),
)


def load_help_lines(builder: Builder) -> None:
    """Make the lines that are missing; one is known by its name and channel."""
    for line in _LINES:
        wanted = HelpLine(
            name=line.name,
            number=line.number,
            note=line.note,
            channel=line.channel,
            abroad=line.abroad,
            checked_on=builder.today if line.sure else None,
            checked_by="Data awal portal" if line.sure else "",
        )
        builder.record(wanted, HelpLine.objects.filter(name=line.name, channel=line.channel).first())
