"""Where files lie: at an address made from their content, whole or not at all, once."""

import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from publishing.files.store import ContentStorage, clean_name, digest_in, fingerprints


@pytest.fixture
def storage(tmp_path: Path) -> ContentStorage:
    return ContentStorage(location=tmp_path / "private")


def names(storage: ContentStorage) -> list[str]:
    return [file.name for file in storage.walk()]


def test_a_content_lies_once_under_its_digest_and_is_read_only(storage: ContentStorage) -> None:
    digest = hashlib.sha256(b"Isi").hexdigest()
    name = storage.save("Notulen Rapat.PDF", ContentFile(b"Isi"))
    assert name == f"documents/{digest[:2]}/{digest[2:4]}/{digest}.pdf"
    assert digest_in(name) == digest
    assert storage.save("lain.txt", ContentFile(b"Isi")) == name
    assert names(storage) == [name]
    assert Path(storage.path(name)).stat().st_mode & 0o777 == 0o440
    assert storage.open(name).read() == b"Isi"


def test_what_others_delete_stays(storage: ContentStorage) -> None:
    name = storage.save("a.pdf", ContentFile(b"Isi"))
    storage.delete(name)
    assert names(storage) == [name]
    storage.discard(name)
    storage.discard(name)
    assert names(storage) == []


def test_a_file_that_is_no_content_is_deleted_as_anywhere(storage: ContentStorage) -> None:
    path = Path(storage.path("documents/2024/a.pdf"))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"Isi")
    storage.delete("documents/2024/a.pdf")
    assert not path.exists()


@pytest.mark.parametrize("damage", [b"", b"Is", b"Asi", b"Isi lain"])
def test_the_same_content_again_heals_what_was_damaged(storage: ContentStorage, damage: bytes) -> None:
    name = storage.save("a.pdf", ContentFile(b"Isi"))
    path = Path(storage.path(name))
    path.unlink()
    path.write_bytes(damage)
    assert storage.save("a.pdf", ContentFile(b"Isi")) == name
    assert path.read_bytes() == b"Isi"


def test_a_full_disk_leaves_nothing_under_the_digest(storage: ContentStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="space"):
            storage.save("a.pdf", ContentFile(b"Isi"))
    assert names(storage) == []
    assert storage.save("a.pdf", ContentFile(b"Isi"))


class _Changing(io.BytesIO):
    """A file that somebody writes to while it is read."""

    def seek(self, place: int, whence: int = 0) -> int:
        self.getbuffer()[0] += 1
        return super().seek(place, whence)


def test_what_changes_under_our_hands_is_not_stored(storage: ContentStorage) -> None:
    with pytest.raises(OSError, match="changed"):
        storage.keep(_Changing(b"Isi"), "a.pdf")
    assert names(storage) == []


def test_fingerprints_leave_the_file_at_its_start() -> None:
    file = io.BytesIO(b"Isi")
    file.read()
    found = fingerprints(file)
    assert (found.digest, found.size) == (hashlib.sha256(b"Isi").hexdigest(), 3)
    assert file.read() == b"Isi"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Notulen Rapat (3 Mei).pdf", "Notulen Rapat (3 Mei).pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ani\\SK Bupati.docx", "SK Bupati.docx"),
        ("surat\r\nSet-Cookie: a=b.pdf", "surat Set-Cookie_ a=b.pdf"),
        ("faktur\u202efdp.exe", "fakturfdp.exe"),
        ('"kutip".pdf', "_kutip_.pdf"),
        ("..", "file"),
        (".pdf", "file.pdf"),
        ("", "file"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
        ("ᨔᨗᨍᨕᨗ.pdf", "ᨔᨗᨍᨕᨗ.pdf"),
    ],
)
def test_a_name_keeps_what_people_gave_it_and_loses_what_harms(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@given(st.text())
def test_any_name_becomes_one_that_fits_an_address_and_a_header(name: str) -> None:
    kept = clean_name(name)
    assert 0 < len(kept) <= 150
    assert clean_name(kept) == kept
    assert kept.isprintable()
    assert not set(kept) & set('/\\"<>:|?*')
    assert kept not in {".", ".."}


@pytest.mark.parametrize(
    "name",
    ["", None, "documents/2024/a.pdf", "documents/ab/cd/" + "e" * 64, "documents/ee/ee/" + "e" * 64 + "/a", "e" * 64],
)
def test_other_names_say_nothing_of_a_content(name: Any) -> None:
    assert digest_in(name) == ""
