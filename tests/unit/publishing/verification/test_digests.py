"""A SHA-256 as people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.verification.digests import digest_of, in_parts

DIGEST = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "text",
    [
        DIGEST,
        DIGEST.upper(),
        f"  {DIGEST}\n",
        f"sha256:{DIGEST}",
        f"SHA-256 {DIGEST}",
        f"SHA256 = {DIGEST}",
        " ".join(in_parts(DIGEST)),
        "\r\n".join(in_parts(DIGEST)),
        ":".join(DIGEST[start : start + 2] for start in range(0, 64, 2)).upper(),
        "\u00ad".join(in_parts(DIGEST)),
    ],
)
def test_a_digest_is_read_however_it_is_written(text: str) -> None:
    assert digest_of(text) == DIGEST


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "sha256:", DIGEST[:-1], DIGEST + "0", "g" + DIGEST[1:], DIGEST + DIGEST, "\0" + DIGEST),
        DIGEST + " " * 500,
        # Digits of other scripts.
        *("\u0661" * 64, "\uff11" * 64),
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert digest_of(text) is None


@given(st.text())
def test_whatever_is_typed_has_an_answer(text: str) -> None:
    found = digest_of(text)
    assert found is None or (len(found) == 64 and int(found, 16) >= 0)


@given(st.binary(min_size=32, max_size=32))
def test_the_parts_are_the_digest(data: bytes) -> None:
    assert "".join(in_parts(data.hex())) == data.hex()
    assert digest_of(" ".join(in_parts(data.hex()))) == data.hex()
