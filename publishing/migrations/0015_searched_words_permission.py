"""Editors, the secretariat and the leadership see what the public searches with. The reverse takes that away."""

from django.db import migrations

GROUPS = ("Editor", "Sekretariat", "Pimpinan")


def permission(apps):
    """The permission row, made here where ``post_migrate`` has not run yet."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="search", model="searchedword"
    )
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="view_searchedword", defaults={"name": "Can view searched word"}
    )[0]


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(permission(apps))


def withdraw(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(permission(apps))


class Migration(migrations.Migration):
    dependencies = [("publishing", "0014_files_by_content"), ("search", "0006_searched_words")]

    operations = [migrations.RunPython(grant, withdraw)]
