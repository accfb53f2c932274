"""Turns Wagtail's welcome page into the portal's home page, and names the site.

The page stays where it is in the tree and keeps its primary key, so the site needs no new root and whatever stands
below it stays. The reverse makes it Wagtail's plain page again, without losing what stands below it.
"""

from django.db import migrations
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat, Substr

SITE_NAME = "Gugus Tugas TPPO Kabupaten Sinjai"
WELCOME = ("Welcome to your new Wagtail site!", "home")
HOME = ("Beranda", "beranda")
TEXTS = {
    "hero_title": "Bersama mencegah perdagangan orang di Sinjai",
    "hero_lead": "Cari prosedur, keputusan, notulen rapat, dan informasi pencegahan dari Gugus Tugas TPPO.",
    "summary": "Portal dokumen dan pengetahuan Gugus Tugas Pencegahan dan Penanganan Tindak Pidana Perdagangan Orang"
    " (TPPO) Kabupaten Sinjai.",
}


def content_type(apps, label, model):
    """The row of a model, made here where ``post_migrate`` has not run yet."""
    return apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=label, model=model)[0]


def rename(apps, page, title, slug):
    """Give the page another title and slug; the addresses of everything below it follow."""
    pages = apps.get_model("wagtailcore", "Page").objects
    old, new = page.url_path, f"/{slug}/"
    page.title = page.draft_title = title
    page.slug, page.url_path = slug, new
    page.save()
    below = pages.filter(path__startswith=page.path, depth__gt=page.depth, url_path__startswith=old)
    below.update(
        url_path=Concat(Value(new), Substr(F("url_path"), len(old) + 1), output_field=CharField(max_length=255))
    )


def forwards(apps, schema_editor):
    site = apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).first()
    plain = content_type(apps, "wagtailcore", "page")
    page = apps.get_model("wagtailcore", "Page").objects.filter(pk=site.root_page_id).first() if site else None
    if page is None or page.content_type_id != plain.pk or page.depth != 2:
        # Somebody has made a site already; its root is not ours to change.
        return
    page.content_type = content_type(apps, "home", "homepage")
    rename(apps, page, *HOME)
    home = apps.get_model("home", "HomePage")(page_ptr_id=page.pk, **TEXTS)
    # Only the row of the home page itself: the page it extends is there already.
    home.save_base(raw=True)
    site.site_name = site.site_name or SITE_NAME
    site.save()


def backwards(apps, schema_editor):
    home_model = apps.get_model("home", "HomePage")
    plain = content_type(apps, "wagtailcore", "page")
    for key in list(home_model.objects.values_list("pk", flat=True)):
        page = apps.get_model("wagtailcore", "Page").objects.get(pk=key)
        page.content_type = plain
        # The drafts are a home page's and can't be read as a plain page.
        page.latest_revision = page.live_revision = None
        page.latest_revision_created_at = None
        page.has_unpublished_changes = False
        rename(apps, page, *WELCOME)
        apps.get_model("wagtailcore", "Revision").objects.filter(
            base_content_type=plain, object_id=str(key), content_type__app_label="home"
        ).delete()
        home_model.topics.through.objects.filter(homepage_id=key).delete()
        # The ordinary deletion would take the page with it.
        home_model.objects.filter(pk=key)._raw_delete(schema_editor.connection.alias)
    apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True, site_name=SITE_NAME).update(site_name="")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
