"""The check of stored files: what is missing, changed or belongs to nothing, and nothing else."""

import json
import os
import time
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publishing.files import fixity
from publishing.files.fixity import Checked, Finding, Kind, check_files
from publishing.models import FileCheck, PortalDocument
from tests.integration.publishing.filing import ONE, TWO, from_before, replace, stored, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


def found(checked: Checked | None = None) -> list[Finding]:
    return list(check_files(checked or Checked()))


def path_of(document: PortalDocument) -> Path:
    return Path(document.file.path)


def change(path: Path, data: bytes) -> None:
    path.unlink()
    path.write_bytes(data)


def orphan(folder: Path, name: str, age: float) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"Isi")
    os.utime(path, (time.time() - age,) * 2)
    return path


def verify(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    """The exit status of the command, and what it printed."""
    try:
        call_command("verify_files", *options)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    return status, capsys.readouterr().out


def test_all_is_well_and_each_content_is_read_once(capsys: pytest.CaptureFixture[str]) -> None:
    replace(upload("a.pdf", ONE), TWO)
    upload("b.pdf", ONE)
    checked = Checked()
    assert found(checked) == []
    assert (checked.files, checked.size) == (2, len(ONE) + len(TWO))
    status, printed = verify(capsys)
    assert status == 0
    assert printed.startswith("2 ")


def test_what_is_missing_or_changed_is_named_former_versions_too() -> None:
    first = upload("a.pdf", ONE)
    second = replace(first, TWO)
    former, current = path_of(first), path_of(second)
    former.unlink()
    change(current, TWO + b" ")
    assert [(finding.kind, finding.owner) for finding in found()] == [
        (Kind.MISSING, f"{first.pk}/1 a.pdf"),
        (Kind.CHANGED, f"{first.pk}/2 baru.pdf"),
    ]


def test_the_same_content_uploaded_again_heals_both() -> None:
    document = upload("a.pdf", ONE)
    change(path_of(document), b"rusak")
    replace(document, ONE)
    assert found() == []
    path_of(document).unlink()
    upload("b.pdf", ONE)
    assert found() == []


def test_a_document_from_before_whose_file_is_gone_is_named() -> None:
    document = from_before("lama.pdf", ONE)
    assert found() == []
    path_of(document).unlink()
    assert [(finding.kind, finding.owner) for finding in found()] == [(Kind.MISSING, f"{document.pk} lama.pdf")]


def test_what_belongs_to_nothing_is_named_after_a_day(private_folder: Path) -> None:
    upload("a.pdf", ONE)
    for age in (60, 90_000):
        for name in ("documents/ab/cd/x.pdf", "incoming/0123", "documents/2024/lama.pdf", "documents/.x.part"):
            orphan(private_folder, f"{name}{age}", age)
    orphan(private_folder, "pending/abc", 90_000)
    assert sorted(finding.name for finding in found()) == [
        "documents/.x.part90000",
        "documents/2024/lama.pdf90000",
        "documents/ab/cd/x.pdf90000",
        "incoming/012390000",
    ]


def test_orphans_go_when_told_to_and_nothing_else(private_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = upload("a.pdf", ONE)
    os.utime(path_of(document), (time.time() - 90_000,) * 2)
    young, old = orphan(private_folder, "documents/muda", 60), orphan(private_folder, "documents/tua", 90_000)
    assert verify(capsys)[0] == 1
    assert old.exists()
    status, printed = verify(capsys, "--remove-orphans")
    assert status == 0
    assert "tua" not in printed
    assert (old.exists(), young.exists(), path_of(document).exists()) == (False, True, True)
    assert FileCheck.objects.get().orphaned == 0


def test_an_orphan_that_is_uploaded_again_meanwhile_stays(private_folder: Path) -> None:
    document = upload("a.pdf", ONE)
    path, name = path_of(document), document.file.name
    PortalDocument.objects.all().delete()
    os.utime(path, (time.time() - 90_000,) * 2)
    (finding,) = found()
    assert (finding.kind, finding.name) == (Kind.ORPHANED, name)
    upload("b.pdf", ONE)
    assert not fixity.remove_orphan(finding)
    os.utime(path, (time.time() - 90_000,) * 2)
    assert not fixity.remove_orphan(finding)
    assert name in stored()


def test_what_is_deleted_meanwhile_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    document = upload("a.pdf", ONE)
    compare = fixity._compare

    def meanwhile(path: Path, digest: str, checked: Checked) -> Any:
        PortalDocument.objects.all().delete()
        path.unlink()
        return compare(path, digest, checked)

    monkeypatch.setattr(fixity, "_compare", meanwhile)
    assert found() == []
    assert document.pk


def test_the_command_says_it_in_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    document = upload("a.pdf", ONE)
    path_of(document).unlink()
    status, printed = verify(capsys, "--json")
    assert status == 1
    assert json.loads(printed) == {
        "files": 0,
        "bytes": 0,
        "missing": 1,
        "changed": 0,
        "orphaned": 0,
        "findings": [{"kind": "missing", "name": document.file.name, "owner": f"{document.pk}/1 a.pdf"}],
    }


def test_the_worker_checks_once_a_week_one_of_several_and_after_a_death(monkeypatch: pytest.MonkeyPatch) -> None:
    upload("a.pdf", ONE)
    stopped = Event()
    stopped.set()
    assert fixity.check_when_due(stopped) is None
    assert fixity.last_check() is None
    first = fixity.check_when_due(Event())
    assert first is not None
    assert first.files == 1
    assert fixity.check_when_due(Event()) is None
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        # Another worker is at it; if that dies, it is taken up on the next day.
        FileCheck.objects.update(claimed_until=timezone.now() + timedelta(hours=1))
        assert fixity.check_when_due(Event()) is None
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        assert fixity.check_when_due(Event()) is not None


def test_administrators_read_it_on_the_first_page_and_monitors_get_a_word(client: Client, admin_client: Client) -> None:
    document = upload("a.pdf", ONE)
    home = reverse("wagtailadmin_home")
    fixity.check_when_due(Event())
    assert "file-check" not in admin_client.get(home).content.decode()
    assert "files" not in client.get("/healthz").json()
    path_of(document).unlink()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        fixity.check_when_due(Event())
    html = admin_client.get(home).content.decode()
    assert "file-check" in html
    assert document.file.name in html
    assert client.get("/healthz").json()["files"] == "damaged"
    assert document.content_digest not in client.get("/healthz").content.decode()
