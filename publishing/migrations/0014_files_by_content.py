"""Files lie at an address made from their content.

Forward there is nothing to do here: ``manage.py prepare`` and the worker take in what lies elsewhere, one document at a
time, so that hours of copying need no transaction and can be interrupted. Backward each document gets a file of its own
again, because the code before deletes a file with its document. Former versions stay in the folder; their rows go.
"""

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, storages
from django.db import migrations

from publishing.files.store import digest_in


def give_each_its_own(apps: Any, schema_editor: Any) -> None:
    plain = FileSystemStorage(location=storages["private"].location)
    documents = apps.get_model("publishing", "PortalDocument").objects.using(schema_editor.connection.alias)
    for document in documents.exclude(file="").order_by("pk"):
        if digest_in(document.file.name) and plain.exists(document.file.name):
            name = plain.get_valid_name(document.file_name or Path(document.file.name).name)
            with plain.open(document.file.name, "rb") as content:
                path = f"documents/{document.created_at:%Y}/{name}"
                documents.filter(pk=document.pk).update(file=plain.save(path, content, max_length=100))


class Migration(migrations.Migration):
    dependencies = [("publishing", "0013_document_versions")]

    operations = [migrations.RunPython(migrations.RunPython.noop, give_each_its_own)]
