"""Files from before there were versions: moved one by one, and back."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from publishing.files import intake
from publishing.files.store import digest_in
from publishing.models import DocumentVersion, PortalDocument
from tests.factories import files
from tests.integration.publishing.filing import (
    ONE,
    TWO,
    again,
    from_before,
    numbers,
    publish,
    replace,
    sha,
    stored,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


def test_files_from_before_are_moved_one_by_one_and_their_addresses_stay(client: Client) -> None:
    document = from_before("lama.pdf", ONE)
    publish(document)
    # It works before, too.
    assert client.get(document.url).status_code == 200
    address, former = document.url, document.file.name
    document.title = "Judul baru"
    document.save()
    assert again(document).file.name == former
    assert (intake.take_in_existing(), intake.take_in_existing()) == (1, 0)
    document = again(document)
    (version,) = document.versions.all()
    assert (document.url, version.created_at, version.digest) == (address, document.created_at, sha(ONE))
    assert stored() == {version.file.name}
    assert client.get(address).status_code == 200


def test_a_crash_in_the_middle_of_moving_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [from_before(f"{n}.pdf", files.pdf(str(n))) for n in range(3)]
    settle, done = intake.settle, []

    def crash(document: PortalDocument, incoming: intake.Incoming, **kwargs: Any) -> Any:
        if len(done) == 1:
            raise RuntimeError
        done.append(document)
        return settle(document, incoming, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(intake, "settle", crash)
        with pytest.raises(RuntimeError):
            intake.take_in_existing()
    assert [again(document).file.read() for document in documents] == [files.pdf(str(n)) for n in range(3)]
    assert intake.take_in_existing() == 2
    assert stored() == {version.file.name for version in DocumentVersion.objects.all()}


def test_a_file_from_before_that_is_missing_stops_nobody() -> None:
    lost, other = from_before("hilang.pdf", ONE), from_before("ada.pdf", TWO)
    lost.file.storage.delete(lost.file.name)
    assert intake.take_in_existing() == 1
    assert (numbers(lost), numbers(other)) == ([], [1])


@pytest.mark.django_db(transaction=True)
def test_the_migration_gives_each_document_its_own_file_again() -> None:
    first, second = upload("Naskah akhir.pdf", ONE), replace(upload("b.pdf", TWO), ONE)
    try:
        MigrationExecutor(connection).migrate([("publishing", "0013_document_versions")])
        names = [again(document).file.name for document in (first, second)]
        assert len(set(names)) == 2
        assert not any(map(digest_in, names))
        assert [again(document).file.read() for document in (first, second)] == [ONE, ONE]
    finally:
        call_command("migrate", verbosity=0)
