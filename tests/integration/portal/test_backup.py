"""Backup and restore by command: everything comes back as it was, and what does not fit touches nothing."""

import gzip
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from portal.backup import BackupError, read_manifest, verify
from portal.backup.archive import Manifest
from tests.integration.portal.conftest import FirstStart, copy_of
from tests.support.instance import Instance, scratch_database

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installation"), pytest.mark.django_db]

_DIGESTS = """
import hashlib
from portal.backup import tables
changed_by_a_restore = {"search_ledgercounter", "publishing_sitegeneration"}
for model in tables.saved_models():
    if model._meta.db_table not in changed_by_a_restore:
        print(model._meta.db_table, hashlib.sha256(b"".join(tables.dump(model, "default"))).hexdigest())
"""
_PAGES = """
import hashlib, re
from django.test import Client
from wagtail.models import Page
client = Client(headers={"host": "localhost"})
for page in Page.objects.live().filter(depth__gt=1).order_by("path").specific():
    body = client.get(page.search_url()).content
    print(page.url_path, hashlib.sha256(re.sub(rb'<svg.*?</svg>', b'', body, flags=re.S)).hexdigest())
"""
_EDIT = """
from wagtail.models import Page
from search.follower import catch_up_now
page = Page.objects.get(slug="tentang").specific
page.title = "Tentang sesudah cadangan"
page.save_revision().publish()
catch_up_now()
"""

_REPLACE = """
from django.core.files.base import ContentFile
from publishing.models import PortalDocument
document = PortalDocument.objects.order_by("pk").first()
document.file = ContentFile(b"%PDF-1.7 baru", name="baru.pdf")
document.save()
"""
_VERSIONS = """
from publishing.models import DocumentVersion
newest = DocumentVersion.objects.get(number=2)
print(*newest.document.versions.order_by("number").values_list("file", flat=True))
"""
_COUNT = """
from django.contrib.auth import get_user_model
from wagtail.models import Page
print(Page.objects.count(), get_user_model().objects.count())
"""


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory,
    first_start: FirstStart,
    databases: Callable[[str], str],
    django_db_setup: None,
    django_db_blocker: object,
) -> Iterator[object]:
    """The portal with its sample content, its backup, and a function that makes an empty portal."""
    folder = tmp_path_factory.mktemp("backup")
    with ExitStack() as stack, django_db_blocker.unblock():  # type: ignore[attr-defined]

        def instance(name: str) -> Instance:
            database = stack.enter_context(scratch_database(f"backup_{os.getpid()}_{name}"))
            return Instance(folder / name, **database)

        copied = copy_of(first_start.installation, folder / "source", databases)
        source = Instance(copied.folder, **copied.environment)
        source.shell(_REPLACE)
        source.manage("backup", str(folder / "portal.tar.gz"))
        yield source, folder / "portal.tar.gz", instance


Made = tuple[Instance, Path, Callable[[str], Instance]]


def test_a_restored_portal_is_equal_page_by_page_and_digest_by_digest(made: Made) -> None:
    source, backup, instance = made
    target = instance("equal")
    assert "telah dipulihkan" in target.manage("restore", str(backup))
    assert target.shell(_DIGESTS) == source.shell(_DIGESTS)
    source.manage("collectstatic", "--noinput", "--verbosity", "0")
    target.manage("collectstatic", "--noinput", "--verbosity", "0")
    assert target.shell(_PAGES) == source.shell(_PAGES)
    files = {name.removeprefix("files/") for name in read_manifest(backup).members if name.startswith("files/")}
    assert files
    for name in files:
        assert (target.folder / name).read_bytes() == (source.folder / name).read_bytes()
    # Every digest can be made again from what was restored.
    assert target.manage("verify_editions") == source.manage("verify_editions")
    # Former versions too, as read-only as they were.
    former, current = target.shell(_VERSIONS).split()
    assert {f"private/{former}", f"private/{current}"} <= files
    assert {(target.folder / "private" / name).stat().st_mode & 0o777 for name in (former, current)} == {0o440}
    target.manage("verify_files")
    # It is alive: what is published now gets keys of its own and is found.
    target.shell(_EDIT)
    target.manage("search_status")
    # A second time there is something to lose.
    assert "tidak kosong" in target.manage("restore", str(backup), ok=False)


@pytest.mark.postgres
def test_what_one_database_saved_fits_the_other(made: Made, tmp_path: Path) -> None:
    source, backup, instance = made
    sqlite = Instance(tmp_path / "sqlite")
    sqlite.manage("restore", str(backup))
    again = tmp_path / "again.tar.gz"
    sqlite.manage("backup", str(again))
    target = instance("again")
    target.manage("restore", str(again))
    assert target.shell(_DIGESTS) == sqlite.shell(_DIGESTS) == source.shell(_DIGESTS)


def test_a_backup_is_for_its_owner_alone_and_is_not_overwritten_by_mistake(made: Made) -> None:
    source, backup, _ = made
    assert backup.stat().st_mode & 0o777 == 0o600
    before = backup.read_bytes()
    assert "sudah ada" in source.manage("backup", str(backup), ok=False)
    assert backup.read_bytes() == before
    assert "utuh" in source.manage("restore", "--check", str(backup))


def test_nothing_is_left_behind_where_the_file_can_not_be_written(made: Made, tmp_path: Path) -> None:
    source, _, _ = made
    assert "tidak dapat ditulis" in source.manage("backup", str(tmp_path / "tidak" / "ada.tar.gz"), ok=False)
    assert list(tmp_path.iterdir()) == []


def _rewritten(backup: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of a backup in which ``change`` gave every member a new content, or took it out."""
    with tarfile.open(backup, "r:gz") as old, tarfile.open(target, "w:gz") as new:
        for info in old:
            stream = old.extractfile(info)
            assert stream
            content = change(info.name, stream.read())
            if content is not None:
                info.size = len(content)
                new.addfile(info, io.BytesIO(content))
    return target


def _manifest(change: Callable[[dict[str, object]], None]) -> Callable[[str, bytes], bytes]:
    def apply(name: str, content: bytes) -> bytes:
        if name != "manifest.json":
            return content
        data = json.loads(content)
        change(data)
        return json.dumps(data).encode()

    return apply


def _future(data: dict[str, object]) -> None:
    data["format"] = 99


def _foreign(data: dict[str, object]) -> None:
    data["migrations"] = [["wagtailcore", "9999_from_the_future"]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda name, content: content + b" " if "wagtailcore_page." in name else content, "rusak"),
        (lambda name, content: None if "auth_user." in name else content, "tidak lengkap"),
        (lambda name, content: None if name == "manifest.json" else content, "bukan cadangan"),
        (_manifest(_future), "format"),
    ],
)
def test_what_is_broken_is_refused(
    made: Made, tmp_path: Path, change: Callable[[str, bytes], bytes | None], message: str
) -> None:
    _, backup, _ = made
    with pytest.raises(BackupError, match=message):
        verify(_rewritten(backup, tmp_path / "broken.tar.gz", change))


def test_what_is_foreign_is_refused_before_anything_is_touched(made: Made, tmp_path: Path) -> None:
    _, backup, instance = made
    foreign = _rewritten(backup, tmp_path / "foreign.tar.gz", _manifest(_foreign))
    target = instance("foreign")
    assert "versi lain" in target.manage("restore", str(foreign), ok=False)
    assert target.shell(_COUNT) == "2 0"
    assert not (target.folder / "private").exists()
    assert not (target.folder / "media").exists()


@pytest.mark.parametrize("cut", [0, 1, 1000, -1, -500])
def test_a_file_that_was_cut_short_is_refused(made: Made, tmp_path: Path, cut: int) -> None:
    _, backup, _ = made
    short = tmp_path / "short.tar.gz"
    short.write_bytes(backup.read_bytes()[:cut])
    with pytest.raises(BackupError):
        verify(short)


def test_any_other_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    for content in (b"", b"Halo", gzip.compress(b"Halo"), b"\x1f\x8b" + b"\0" * 50):
        other.write_bytes(content)
        with pytest.raises(BackupError):
            verify(other)
    with pytest.raises(BackupError):
        verify(tmp_path / "missing")


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "files/../../outside", "files\\outside"])
def test_no_file_leaves_the_folders_of_the_portal(tmp_path: Path, name: str) -> None:
    hostile = tmp_path / "hostile.tar.gz"
    with tarfile.open(hostile, "w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = 1
        archive.addfile(info, io.BytesIO(b"x"))
        manifest = Manifest("2026-01-01", "sqlite", (), {}).to_json()
        info = tarfile.TarInfo("manifest.json")
        info.size = len(manifest)
        archive.addfile(info, io.BytesIO(manifest))
    with pytest.raises(BackupError):
        verify(hostile)


def test_links_do_not_belong_into_a_backup(tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.tar.gz"
    with tarfile.open(hostile, "w:gz") as archive:
        info = tarfile.TarInfo("files/media/link")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    with pytest.raises(BackupError):
        verify(hostile)
