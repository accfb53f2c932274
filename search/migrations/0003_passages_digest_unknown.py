"""Entries from before have passages without a digest: a mark that no digest equals makes the next record write them."""

from django.db import migrations


def mark(apps, schema_editor):
    apps.get_model("search", "SearchEntry").objects.filter(deleted=False, passages_digest="").update(passages_digest="?")


def unmark(apps, schema_editor):
    apps.get_model("search", "SearchEntry").objects.filter(passages_digest="?").update(passages_digest="")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_passages_digest")]

    operations = [migrations.RunPython(mark, unmark)]
