"""Uploads from two processes that are killed at any moment: nothing half-done, nothing lost, no number twice."""

import json
import os
import signal
import time

import pytest

from tests.support.processes import kill
from tests.support.running import Installation, RunningProgram

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installation"), pytest.mark.linux]

PREPARE = """
from django.core.files.base import ContentFile
from publishing.models import PortalDocument
for number in range(3):
    document = PortalDocument(title=f"Uji {number}", file=ContentFile(b"%PDF-1.7 awal", name="awal.pdf"))
    document.save()
    print(document.pk)
"""
# Replaces files of the same documents as the other process does, makes documents and deletes some of them.
UPLOAD = """
import os, random
from django.core.files.base import ContentFile
from publishing.models import PortalDocument
from publishing.tasks import discard_files
who, first = os.environ["WHO"], int(os.environ["FIRST"])
chance = random.Random(who + str(first))
keys = list(map(int, os.environ["KEYS"].split()))
for number in range(first, first + 1000):
    data = b"%PDF-1.7 " + f"{who} {number} ".encode() * chance.randint(1, 200_000)
    document = PortalDocument.objects.get(pk=chance.choice(keys))
    document.file = ContentFile(data, name=f"{who}-{number}.pdf")
    document.save()
    made = PortalDocument(title="Sekejap", file=ContentFile(data, name=f"{who}-{number}.pdf"))
    made.save()
    if number % 2:
        name = made.file.name
        made.delete()
        discard_files.call([name])
    print(f"uploaded {number}", flush=True)
"""
STATE = """
import hashlib, json
from publishing.files.store import digest_in
from publishing.models import DocumentVersion, PortalDocument
wrong, count = [], 0
for document in PortalDocument.objects.all():
    versions = list(document.versions.order_by("number"))
    count += len(versions)
    if [version.number for version in versions] != list(range(1, len(versions) + 1)):
        wrong.append(f"numbers of {document.pk}")
    if (document.file.name, document.content_digest) != (versions[-1].file.name, versions[-1].digest):
        wrong.append(f"current of {document.pk}")
storage = PortalDocument._meta.get_field("file").storage
for file in storage.walk():
    expected = digest_in(file.name)
    if expected and hashlib.sha256(storage.open(file.name).read()).hexdigest() != expected:
        wrong.append(file.name)
print(json.dumps({"wrong": wrong, "versions": count, "all": DocumentVersion.objects.count()}))
"""


def test_uploads_that_are_killed_leave_all_of_a_file_or_nothing(installation: Installation) -> None:
    keys = installation.python(PREPARE)

    def start(who: str, first: int) -> RunningProgram:
        command = ("shell", "--verbosity", "0", "--command", UPLOAD)
        return installation.start(*command, WHO=who, FIRST=str(first), KEYS=keys.strip().replace("\n", " "))

    for turn in range(3):
        both = [start(who, turn * 1000) for who in ("satu", "dua")]
        for place, program in enumerate(both):
            program.wait_for(f"uploaded {turn * 1000 + 3 + place}\n")
        for program in both:
            kill(program.process.pid)
            assert program.wait() == -signal.SIGKILL
    state = json.loads(installation.python(STATE))
    assert state["wrong"] == []
    assert state["versions"] == state["all"] > 3 * 2 * 4
    # What a crash left is young; a day later it belongs to nothing, and nothing else is wrong.
    assert installation.run("verify_files").returncode == 0
    a_day_ago = time.time() - 90_000
    for path in (installation.folder / "private").rglob("*"):
        if path.is_file():
            os.utime(path, (a_day_ago, a_day_ago))
    found = json.loads(installation.run("verify_files", "--json").stdout)
    assert (found["missing"], found["changed"]) == (0, 0)
    assert installation.run("verify_files", "--remove-orphans").returncode == 0
    assert json.loads(installation.python(STATE)) == state
    assert list((installation.folder / "private" / "incoming").iterdir()) == []
