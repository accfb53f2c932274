"""Citations of laws and the numbers of letters, each as one key.

"UU No. 21/2007", "Undang-Undang Nomor 21 Tahun 2007" and "uu 21 th 2007" are the same law: all give the key
``uux21x2007``. Letter numbers ("400.2.3/015/DP3AP2KB/2025") are kept whole, never validated: every office has its own
form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# The kinds of legal instrument by their short name, with the ways in which they are written out in full.
_KINDS = {
    "uu": r"uu|undang[-‐ ]{1,2}undang",
    "perppu": r"perp?pu|peraturan pemerintah pengganti undang[-‐ ]{1,2}undang",
    "pp": r"pp|peraturan pemerintah",
    "perpres": r"perpres|peraturan presiden",
    "keppres": r"keppres|keputusan presiden",
    "inpres": r"inpres|instruksi presiden",
    "permen": r"permen\w*|peraturan menteri",
    "kepmen": r"kepmen\w*|keputusan menteri",
    "perda": r"perda|peraturan daerah",
    "pergub": r"pergub|peraturan gubernur",
    "perbup": r"perbup|peraturan bupati",
    "kepbup": r"kepbup|keputusan bupati|sk bupati",
    "perki": r"perki|peraturan komisi informasi",
}
_KIND = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{name}>{form})" for name, form in sorted(_KINDS.items(), key=lambda kind: -len(kind[1])))
    + r")\b"
)
# Number and year, with whatever joins them. What stands before decides whether it is a citation, and of which kind. (What
# must not stand before is looked at behind the first digit: the pattern then begins with what is searched for quickly.)
_NUMBER_AND_YEAR = re.compile(
    r"(?P<number>\d(?<![\d/]\d)(?<!\d\.\d)\d{0,3})[a-z]?\s{0,3}(?P<joint>/|(?:tahun|thn|th)\b\.?)?\s{0,3}(?P<year>1[89]\d\d|20\d\d)(?![\w/])"
)
_MARK = re.compile(r"\b(?:nomor|no)\b[.:\s]*$")
# Between the kind and the number stands whose instrument it is ("kabupaten sinjai", "pppa"): a few words without
# digits.
_OWNER = re.compile(r"(?:\s+[^\W\d_]+){0,8}\s*")
_REACH = 140
_LONGEST_NUMBER = 100
# The second slash of a letter number is what sets it apart, so the search starts from the first one.
_REST_OF_LETTER_NUMBER = re.compile(r"/ ?[^\W_][\w.\-]*(?: ?/ ?[^\W_][\w.\-]*)+")
_START_OF_LETTER_NUMBER = re.compile(r"[^\W_][\w.\-]* ?$")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class KeySpan:
    """A citation or number at ``start:end``; the most exact of its ``keys`` comes first, then a wider one."""

    start: int
    end: int
    keys: tuple[str, ...]


def _citations(folded: str) -> list[KeySpan]:
    spans = []
    for core in _NUMBER_AND_YEAR.finditer(folded):
        reach = max(0, core.start() - _REACH)
        before = folded[reach : core.start()]
        mark = _MARK.search(before)
        before = before[: mark.start()] if mark else before
        kind, begins, ends = _kind_before(before)
        if not mark and before[-1:].isalnum() and ends != len(before):
            continue  # The number is a part of a word, and that word is no kind (as it is in "UU21/2007").
        if not kind and not mark and not core["joint"]:
            continue  # "12 2021" alone is two numbers, not a citation.
        wide = f"x{int(core['number'])}x{core['year']}"
        spans.append(KeySpan(reach + begins, core.end(), (kind + wide, wide) if kind else (wide,)))
    return spans


def _kind_before(before: str) -> tuple[str, int, int]:
    """The last kind named before a number with nothing but its owner in between, and where it begins and ends."""
    found = ("", len(before), -1)
    for named in _KIND.finditer(before):
        if _OWNER.fullmatch(before, named.end()):
            found = (str(named.lastgroup), named.start(), named.end())
    return found


def _letter_numbers(folded: str) -> list[KeySpan]:
    spans = []
    for rest in _REST_OF_LETTER_NUMBER.finditer(folded):
        reach = max(0, rest.start() - _REACH)
        start = _START_OF_LETTER_NUMBER.search(folded[reach : rest.start()])
        if start:
            number = (start[0] + rest[0]).rstrip(".-")
            if _DIGIT.search(number) and len(number) <= _LONGEST_NUMBER:
                first = reach + start.start()
                spans.append(KeySpan(first, first + len(number), ("nr:" + number.replace(" ", ""),)))
    return spans


def key_spans(folded: str) -> list[KeySpan]:
    """The citations and letter numbers of a folded text, in order of appearance."""
    return sorted(_citations(folded) + _letter_numbers(folded), key=lambda span: (span.start, span.end))
