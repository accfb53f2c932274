"""A SHA-256 as people write it down. Knows no database."""

import re

__all__ = ["LONGEST", "digest_of", "in_parts"]

LONGEST = 500
"""More characters than anybody needs to write a digest, with blanks, breaks and a name before it."""

_BEFORE = re.compile(r"^sha-?256\s*[:=]?", re.IGNORECASE)
# What stands between the groups of a printed or copied digest.
_BETWEEN = re.compile(r"[\s:\u00ad\u200b\u2011-]+")
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PART = 8


def digest_of(text: str) -> str | None:
    """The 64 hexadecimal digits in lower case, or None for anything that is no SHA-256.

    Capitals, blanks, line breaks, colons and hyphens between the groups don't matter, nor does ``sha256:`` before it.
    """
    if len(text) > LONGEST:
        return None
    bare = _BETWEEN.sub("", _BEFORE.sub("", text.strip())).lower()
    return bare if _DIGEST.fullmatch(bare) else None


def in_parts(digest: str) -> list[str]:
    """The digest in pieces between which a line may be broken."""
    return [digest[start : start + _PART] for start in range(0, len(digest), _PART)]
