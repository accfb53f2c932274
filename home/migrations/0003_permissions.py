"""Which group may keep agencies and help lines.

Help lines are called by people in danger and are shown as soon as they are saved, so the secretariat keeps them;
editors see which of them need a check.
"""

from django.db import migrations

GRANTS = {
    "Editor": {"agency": ("add", "change", "view"), "helpline": ("view",)},
    "Sekretariat": {"agency": ("add", "change", "delete", "view"), "helpline": ("add", "change", "delete", "view")},
    "Pimpinan": {"agency": ("change", "view"), "helpline": ("change", "view")},
}


def permission(apps, model, action):
    """The permission row, made here where ``post_migrate`` has not run yet."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="home", model=model)
    name = apps.get_model("home", model)._meta.verbose_name
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {name}"}
    )[0]


def forwards(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for group, models in GRANTS.items():
        rows = [permission(apps, model, action) for model, actions in models.items() for action in actions]
        groups.get(name=group).permissions.add(*rows)


def backwards(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects
    ours = permissions.filter(content_type__app_label="home", content_type__model__in=["agency", "helpline"])
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTS):
        group.permissions.remove(*ours)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_site"),
        ("publishing", "0002_groups_and_workflow"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
