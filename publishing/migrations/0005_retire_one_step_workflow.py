"""Wagtail's own workflow rests: it lets one person approve what they wrote, and its name is English.

Only where it stands on nothing and nothing waits in it; a portal that uses it decides by itself. The reverse gives name
and state back.
"""

from django.db import migrations

OLD = "Moderators approval"
NEW = "Persetujuan satu langkah (bawaan Wagtail)"


def forwards(apps, schema_editor):
    workflows = apps.get_model("wagtailcore", "Workflow").objects
    tasks = apps.get_model("wagtailcore", "Task").objects
    states = apps.get_model("wagtailcore", "WorkflowState").objects
    waiting = states.filter(status__in=["in_progress", "needs_changes"]).values("workflow")
    unused = workflows.filter(name=OLD, workflow_pages=None, workflow_content_types=None).exclude(pk__in=waiting)
    for workflow in list(unused):
        workflows.filter(pk=workflow.pk).update(name=NEW, active=False)
        own = tasks.filter(name=OLD, workflow_tasks__workflow=workflow)
        shared = tasks.filter(workflow_tasks__workflow__in=workflows.exclude(pk=workflow.pk))
        tasks.filter(pk__in=list(own.difference(shared).values_list("pk", flat=True))).update(name=NEW, active=False)


def backwards(apps, schema_editor):
    for model in ("Workflow", "Task"):
        apps.get_model("wagtailcore", model).objects.filter(name=NEW).update(name=OLD, active=True)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0004_file_use")]
    operations = [migrations.RunPython(forwards, backwards)]
