"""The kinds of legal instrument with their official names, and how one is cited.

Names and abbreviations are those of the national legal documentation network (JDIH). They are names, not interface
text, so they read the same in every language and are not translated.
"""

import re
from dataclasses import dataclass
from typing import Final

__all__ = [
    "INSTRUMENTS",
    "OTHER_DECREE",
    "OTHER_REGULATION",
    "Citation",
    "Instrument",
    "bare_number",
    "identity",
    "instrument",
    "parse_title",
]

_PRESIDENT: Final = "Presiden Republik Indonesia"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A kind of legal instrument.

    ``heading`` is how it opens, with ``{issuer}`` where the office or region stands; ``issuer`` is who always issues it
    (or, here in the regency, nearly always); ``decree`` parts decisions (Keputusan) from what regulates.
    """

    value: str
    name: str
    short: str
    heading: str
    issuer: str = ""
    decree: bool = False

    def headed(self, issuer: str) -> str:
        """The opening line without capitals, e.g. ``Keputusan Bupati Sinjai``; the plain name where nobody is named."""
        if "{issuer}" not in self.heading:
            return self.heading
        return self.heading.format(issuer=issuer) if issuer else self.name

    def formal_number(self, number: str, year: int | None) -> str:
        """``Nomor 21 Tahun 2007``; a number that carries its year already is left as it is; empty without a number."""
        if not number:
            return ""
        if year is None or _carries_year(number, year):
            return f"Nomor {number}"
        return f"Nomor {number} Tahun {year}"

    def short_citation(self, number: str, year: int | None, short: str = "") -> str:
        """``UU 21/2007``; ``short`` replaces the abbreviation (Permen PPPA). Empty without a number."""
        if not number:
            return ""
        name = short or self.short or self.name
        return f"{name} {number}" if year is None or _carries_year(number, year) else f"{name} {number}/{year}"


def _carries_year(number: str, year: int) -> bool:
    """Whether the number of a letter ends in its year (``188.45/215/2023``)."""
    return bool(re.search(rf"[/\s.-]{year}$", number))


INSTRUMENTS: Final = (
    Instrument("uu", "Undang-Undang", "UU", "Undang-Undang Republik Indonesia", _PRESIDENT),
    Instrument("uudrt", "Undang-Undang Darurat", "UUDrt", "Undang-Undang Darurat Republik Indonesia", _PRESIDENT),
    Instrument(
        "perppu",
        "Peraturan Pemerintah Pengganti Undang-Undang",
        "Perppu",
        "Peraturan Pemerintah Pengganti Undang-Undang Republik Indonesia",
        _PRESIDENT,
    ),
    Instrument("pp", "Peraturan Pemerintah", "PP", "Peraturan Pemerintah Republik Indonesia", _PRESIDENT),
    Instrument("perpres", "Peraturan Presiden", "Perpres", "Peraturan Presiden Republik Indonesia", _PRESIDENT),
    Instrument(
        "keppres", "Keputusan Presiden", "Keppres", "Keputusan Presiden Republik Indonesia", _PRESIDENT, decree=True
    ),
    Instrument("inpres", "Instruksi Presiden", "Inpres", "Instruksi Presiden Republik Indonesia", _PRESIDENT),
    Instrument("permen", "Peraturan Menteri", "Permen", "Peraturan {issuer}"),
    Instrument("kepmen", "Keputusan Menteri", "Kepmen", "Keputusan {issuer}", decree=True),
    Instrument("perban", "Peraturan Badan/Lembaga", "Perban", "Peraturan {issuer}"),
    Instrument(
        "perda_provinsi", "Peraturan Daerah Provinsi", "Perda", "Peraturan Daerah {issuer}", "Provinsi Sulawesi Selatan"
    ),
    Instrument("pergub", "Peraturan Gubernur", "Pergub", "Peraturan {issuer}", "Gubernur Sulawesi Selatan"),
    Instrument(
        "kepgub", "Keputusan Gubernur", "Kepgub", "Keputusan {issuer}", "Gubernur Sulawesi Selatan", decree=True
    ),
    Instrument(
        "perda_kabupaten", "Peraturan Daerah Kabupaten", "Perda", "Peraturan Daerah {issuer}", "Kabupaten Sinjai"
    ),
    Instrument("perbup", "Peraturan Bupati", "Perbup", "Peraturan {issuer}", "Bupati Sinjai"),
    Instrument("kepbup", "Keputusan Bupati", "Kepbup", "Keputusan {issuer}", "Bupati Sinjai", decree=True),
    Instrument("keputusan", "Keputusan lain", "Keputusan", "Keputusan {issuer}", decree=True),
    Instrument("instruksi", "Instruksi", "Instruksi", "Instruksi {issuer}"),
    Instrument("se", "Surat Edaran", "SE", "Surat Edaran {issuer}"),
    Instrument("mou", "Nota Kesepahaman", "MoU", "Nota Kesepahaman"),
    Instrument("pks", "Perjanjian Kerja Sama", "PKS", "Perjanjian Kerja Sama"),
    Instrument("lain", "Peraturan lain", "", "Peraturan {issuer}"),
)
_BY_VALUE: Final = {kind.value: kind for kind in INSTRUMENTS}
OTHER_REGULATION: Final = _BY_VALUE["lain"]
OTHER_DECREE: Final = _BY_VALUE["keputusan"]

# The ways in which a title begins, the longest first. A name that is the start of another one must come after it.
_BEGINNINGS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), _BY_VALUE[value])
    for pattern, value in (
        (r"peraturan pemerintah pengganti undang[- ]{1,2}undang\b|perp?pu\b", "perppu"),
        (r"undang[- ]{1,2}undang darurat\b|uu ?drt\b", "uudrt"),
        (r"undang[- ]{1,2}undang\b|uu\b", "uu"),
        (r"peraturan pemerintah\b|pp\b", "pp"),
        (r"peraturan presiden\b|perpres\b", "perpres"),
        (r"keputusan presiden\b|keppres\b", "keppres"),
        (r"instruksi presiden\b|inpres\b", "inpres"),
        (r"peraturan (?P<issuer>menteri\b.*)|permen\w*", "permen"),
        (r"keputusan (?P<issuer>menteri\b.*)|kepmen\w*", "kepmen"),
        (r"peraturan daerah (?P<issuer>provinsi\b.*)", "perda_provinsi"),
        (r"peraturan daerah (?P<issuer>kabupaten\b.*)|peraturan daerah\b|perda\b", "perda_kabupaten"),
        (r"peraturan (?P<issuer>gubernur\b.*)|pergub\b", "pergub"),
        (r"keputusan (?P<issuer>gubernur\b.*)|kepgub\b", "kepgub"),
        (r"peraturan (?P<issuer>bupati\b.*)|perbup\b", "perbup"),
        (r"(?:surat )?keputusan (?P<issuer>bupati\b.*)|sk bupati\b|kepbup\b", "kepbup"),
        (r"peraturan (?P<issuer>(?:badan|lembaga|komisi|kepala)\b.*)", "perban"),
        (r"(?:surat )?keputusan (?P<issuer>.+)|(?:surat )?keputusan\b|sk\b", "keputusan"),
        (r"instruksi (?P<issuer>.+)|instruksi\b", "instruksi"),
        (r"surat edaran (?P<issuer>.+)|surat edaran\b|se\b", "se"),
        (r"nota kesepahaman\b|mou\b", "mou"),
        (r"perjanjian kerja ?sama\b|pks\b", "pks"),
    )
)
_TITLE: Final = re.compile(
    r"(?P<head>[^\d]{2,160}?)\s+(?:(?:nomor|no\.?)\s*:?\s*)?"
    r"(?P<number>[\w.\-]*\d[\w.\-]*(?:/[\w.\-]+)*?)\s*(?P<joint>tahun|thn\.?|th\.?|/)\s*(?P<year>\d{4})\b"
    r"(?:\s*,?\s*tentang\s+(?P<about>.+))?",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_WORD: Final = re.compile(r"^(?:nomor\b|no\b\.?)\s*:?\s*", re.IGNORECASE)
_YEAR_WORD: Final = re.compile(r"\s+(?:tahun|thn\.?|th\.?)\s*(?P<year>\d{4})$", re.IGNORECASE)
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a title says of the instrument; ``about`` is the title without the citation. Empty where it says nothing."""

    instrument: Instrument | None
    issuer: str
    number: str
    year: int | None
    about: str


def instrument(value: str) -> Instrument:
    """The instrument of a stored value; an unknown value is "Peraturan lain"."""
    return _BY_VALUE.get(value, OTHER_REGULATION)


def parse_title(title: str) -> Citation:
    """Take apart ``Keputusan Bupati Sinjai Nomor 12 Tahun 2022 tentang Gugus Tugas``; never raises."""
    clean = _SPACES.sub(" ", title).strip()
    found = _TITLE.match(clean)
    head = found["head"] if found else clean
    for pattern, kind in _BEGINNINGS:
        begins = pattern.match(head)
        if begins is None:
            continue
        if not found:
            return Citation(kind, "", "", None, clean)
        issuer = (begins.groupdict().get("issuer") or "").strip()
        number = found["number"]
        if "/" in number and found["joint"] == "/":
            number = f"{number}/{found['year']}"  # The number of a letter, of which the year is a part.
        return Citation(kind, issuer, number, int(found["year"]), (found["about"] or "").strip() or clean)
    return Citation(None, "", "", None, clean)


def bare_number(number: str, year: int | None) -> str:
    """The number alone, from whatever was typed: ``Nomor 21 Tahun 2007`` (of 2007) → ``21``."""
    plain = _NUMBER_WORD.sub("", _SPACES.sub(" ", number).strip())
    named = _YEAR_WORD.search(plain)
    return plain[: named.start()] if named and int(named["year"]) == year else plain


def identity(kind: str, issuer: str, number: str, year: int | None) -> str | None:
    """One key for the same kind, issuer, number and year, however they are written; None where one is unknown.

    Case, spaces and a leading "Nomor" make no difference.
    """
    plain = _SPACES.sub("", bare_number(number, year)).casefold()
    office = _SPACES.sub(" ", issuer).strip().casefold()
    if not (kind and office and plain and year):
        return None
    return f"{kind}|{office}|{plain}|{year}"
