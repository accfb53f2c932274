"""Editors and the secretariat may set promoted search results; the reverse takes that away."""

from django.db import migrations

GROUPS = ("Editor", "Sekretariat")
ACTIONS = ("add", "change", "delete")


def permissions(apps):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailsearchpromotions", model="searchpromotion"
    )
    model = apps.get_model("auth", "Permission")
    # Made here where ``post_migrate`` has not run yet.
    return [
        model.objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_searchpromotion",
            defaults={"name": f"Can {action} search promotion"},
        )[0]
        for action in ACTIONS
    ]


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions(apps))


def withdraw(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*permissions(apps))


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0006_name_the_roots"),
        ("wagtailsearchpromotions", "0008_query_verbose_name"),
    ]

    operations = [migrations.RunPython(grant, withdraw)]
