"""The roots of pages and collections have Indonesian names: every editor sees them above the first level.

A name that somebody has chosen stays; the reverse gives Wagtail's own back.
"""

from django.db import migrations

OLD = "Root"
PAGES = "Semua halaman"
COLLECTIONS = "Semua koleksi"


def rename(apps, page_names, collection_names):
    pages = apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title=page_names[0])
    pages.update(title=page_names[1], draft_title=page_names[1])
    collections = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name=collection_names[0])
    collections.update(name=collection_names[1])


def forwards(apps, schema_editor):
    rename(apps, (OLD, PAGES), (OLD, COLLECTIONS))


def backwards(apps, schema_editor):
    rename(apps, (PAGES, OLD), (COLLECTIONS, OLD))


class Migration(migrations.Migration):
    dependencies = [("publishing", "0005_retire_one_step_workflow")]
    operations = [migrations.RunPython(forwards, backwards)]
