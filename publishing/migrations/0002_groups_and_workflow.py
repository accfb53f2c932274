"""The four groups and the workflow draft → review → approval.

Wagtail's own groups "Editors" and "Moderators" become "Editor" and "Sekretariat", and its one-step workflow gives way to
ours; the reverse gives the names back and links the old workflow again.
"""

from django.db import migrations

RENAMED = {"Editors": "Editor", "Moderators": "Sekretariat"}
ADDED = ("Pimpinan", "Anggota Gugus Tugas")
WORKFLOW = "Tinjauan dan persetujuan"
TASKS = (("Tinjauan sekretariat", "Sekretariat"), ("Persetujuan pimpinan", "Pimpinan"))
# Page permissions on the whole tree; "publish" lets a group take down a page and set its privacy.
PAGES = {
    "Editor": ("add", "change"),
    "Sekretariat": ("add", "change", "publish", "lock", "unlock"),
    "Pimpinan": ("change", "publish", "lock", "unlock"),
}
FILES = {"Editor": ("add", "choose"), "Sekretariat": ("add", "change", "choose"), "Pimpinan": ("choose",)}
MEMBERS = ("Editor", "Sekretariat", "Pimpinan", "Anggota Gugus Tugas")
ADMIN = ("Editor", "Sekretariat", "Pimpinan")


def permission(apps, label, model, codename, name):
    """The permission row, made here where ``post_migrate`` has not run yet."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=label, model=model)
    row, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return row


def make_groups(apps):
    model = apps.get_model("auth", "Group")
    for old, new in RENAMED.items():
        if not model.objects.filter(name=new).exists():
            model.objects.filter(name=old).update(name=new)
    return {name: model.objects.get_or_create(name=name)[0] for name in (*RENAMED.values(), *ADDED)}


def grant(apps, groups):
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    page_permissions = apps.get_model("wagtailcore", "GroupPagePermission")
    for name, actions in PAGES.items():
        for action in actions:
            page_permissions.objects.get_or_create(
                group=groups[name],
                page=root,
                permission=permission(apps, "wagtailcore", "page", f"{action}_page", f"Can {action} page"),
            )
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    collection_permissions = apps.get_model("wagtailcore", "GroupCollectionPermission")
    for name, actions in FILES.items():
        for model in ("portaldocument", "portalimage"):
            for action in actions:
                collection_permissions.objects.get_or_create(
                    group=groups[name],
                    collection=collection,
                    permission=permission(apps, "publishing", model, f"{action}_{model}", f"Can {action} {model}"),
                )
    members = permission(apps, "search", "searchentry", "view_members_content", "Can view members-only content")
    admin = permission(apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
    for name in MEMBERS:
        groups[name].permissions.add(members)
    for name in ADMIN:
        groups[name].permissions.add(admin)
        for action in ("add", "change", "view"):
            groups[name].permissions.add(
                permission(apps, "publishing", "topic", f"{action}_topic", f"Can {action} topic")
            )


def make_workflow(apps, groups):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="publishing", model="separateapprovaltask"
    )
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=WORKFLOW, active=True)
    task_model = apps.get_model("publishing", "SeparateApprovalTask")
    link = apps.get_model("wagtailcore", "WorkflowTask")
    for order, (name, group) in enumerate(TASKS):
        task = task_model.objects.create(name=name, active=True, content_type=content_type)
        task.groups.add(groups[group])
        link.objects.create(workflow=workflow, task_id=task.pk, sort_order=order)
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    place = apps.get_model("wagtailcore", "WorkflowPage")
    place.objects.filter(page=root).delete()
    place.objects.create(page=root, workflow=workflow)


def forwards(apps, schema_editor):
    groups = make_groups(apps)
    grant(apps, groups)
    make_workflow(apps, groups)


def backwards(apps, schema_editor):
    workflows = apps.get_model("wagtailcore", "Workflow").objects
    place = apps.get_model("wagtailcore", "WorkflowPage")
    place.objects.filter(workflow__name=WORKFLOW).delete()
    apps.get_model("publishing", "SeparateApprovalTask").objects.filter(name__in=[name for name, _ in TASKS]).delete()
    workflows.filter(name=WORKFLOW).delete()
    old = workflows.filter(active=True).order_by("pk").first()
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    if old is not None and root is not None:
        place.objects.get_or_create(page=root, defaults={"workflow": old})
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name__in=ADDED).delete()
    permissions = apps.get_model("auth", "Permission").objects
    for group in groups.filter(name__in=RENAMED.values()):
        group.permissions.remove(
            *permissions.filter(content_type__app_label__in=["publishing", "search"], codename__in=[
                "view_members_content", "add_topic", "change_topic", "view_topic",
            ])
        )
    for old_name, new_name in RENAMED.items():
        groups.filter(name=new_name).update(name=old_name)


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_initial"),
        ("search", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
