"""The secretariat keeps the synonyms; editors and the leadership see them. The reverse takes that away."""

from django.db import migrations

GRANTS = {"Sekretariat": ("add", "change", "delete", "view"), "Editor": ("view",), "Pimpinan": ("view",)}


def permission(apps, action):
    """The permission row, made here where ``post_migrate`` has not run yet."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="publishing", model="synonymgroup"
    )
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_synonymgroup",
        defaults={"name": f"Can {action} group of synonyms"},
    )[0]


def grant(apps, schema_editor):
    for name, actions in GRANTS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.add(*(permission(apps, action) for action in actions))


def withdraw(apps, schema_editor):
    for name, actions in GRANTS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.remove(*(permission(apps, action) for action in actions))


class Migration(migrations.Migration):
    dependencies = [("publishing", "0009_synonym_groups")]

    operations = [migrations.RunPython(grant, withdraw)]
