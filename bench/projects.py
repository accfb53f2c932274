"""The two projects that are compared, each in a scratch folder with the same text: the portal and a stock Wagtail."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.text import PAGES, paragraphs, slug, title

__all__ = ["Project", "empty_portal", "portal", "stock"]

_BASE = Path(__file__).resolve().parent.parent

_STOCK_SETTINGS = """
from .base import *

DEBUG = False
SECRET_KEY = "only for a measurement"
ALLOWED_HOSTS = ["localhost"]
INSTALLED_APPS += ["documents_app"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""
_STOCK_MODELS = """
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


class TextPage(Page):
    body = RichTextField()
    search_fields = [*Page.search_fields, index.SearchField("body")]
    content_panels = [*Page.content_panels, FieldPanel("body")]
"""
# What a Wagtail tutorial teaches: menu, breadcrumb and siblings from the page tree.
_STOCK_TEMPLATE = """
{% extends "base.html" %}{% load wagtailcore_tags %}
{% block content %}
<nav><ul>{% for item in page.get_site.root_page.get_children.live.in_menu %}
<li><a href="{% pageurl item %}">{{ item.title }}</a></li>{% endfor %}</ul></nav>
<nav><ol>{% for item in page.get_ancestors %}{% if not item.is_root %}
<li><a href="{% pageurl item %}">{{ item.title }}</a></li>{% endif %}{% endfor %}</ol></nav>
<h1>{{ page.title }}</h1>
{{ page.body|richtext }}
<ul>{% for item in page.get_siblings.live|slice:":5" %}
<li><a href="{% pageurl item %}">{{ item.title }}</a></li>{% endfor %}</ul>
{% endblock %}
"""
_STOCK_CONTENT = """
from bench.text import PAGES, paragraphs, slug, title
from documents_app.models import TextPage
from wagtail.models import Site

home = Site.objects.get(is_default_site=True).root_page.specific
for number in range(6):
    section = TextPage(title=f"Bagian {number}", slug=f"bagian-{number}", body="<p>Isi</p>", show_in_menus=True)
    home.add_child(instance=section)
for number in range(PAGES):
    body = "".join(f"<p>{text}</p>" for text in paragraphs(number))
    section.add_child(instance=TextPage(title=title(number), slug=slug(number), body=body))
"""
# Pages by the thousand: rows are made as treebeard would make them, without a signal for each; then Wagtail indexes all.
_STOCK_LAWS = """
from pathlib import Path
from bench.archive import law_parts
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from documents_app.models import TextPage
from wagtail.models import Locale, Page, Site

home = Site.objects.get(is_default_site=True).root_page
kind = ContentType.objects.get_for_model(TextPage)
locale = Locale.get_default()
first = home.numchild + 1
pages, texts = [], []
for part in law_parts(Path({folder!r}), {count}):
    slug = f"uji-{{part.number}}"
    path = Page._get_path(home.path, home.depth + 1, first + part.number)
    pages.append(Page(title=part.title[:255], draft_title=part.title[:255], slug=slug, path=path, depth=home.depth + 1,
                      url_path=f"{{home.url_path}}{{slug}}/", content_type=kind, live=True, locale=locale))
    texts.append(part.text)
made = Page.objects.bulk_create(pages, batch_size=500)
with connection.cursor() as cursor:
    cursor.executemany("INSERT INTO documents_app_textpage (page_ptr_id, body) VALUES (%s, %s)",
                       [(page.pk, text) for page, text in zip(made, texts)])
Page.objects.filter(pk=home.pk).update(numchild=home.numchild + len(made))
call_command("update_index", verbosity=0)
"""
_ADDRESS = "from wagtail.models import Page; print(Page.objects.get(slug='{slug}').get_url())"


@dataclass(frozen=True, slots=True)
class Project:
    """A project in its folder, ready to be served and measured."""

    folder: Path
    environment: Mapping[str, str]
    application: str

    def run(self, *arguments: str) -> str:
        """Run Python with these arguments in the project; returns what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=os.environ | dict(self.environment),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)[:200]} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def shell(self, code: str) -> str:
        """Run code in the project's Django."""
        return self.run("manage.py", "shell", "--verbosity", "0", "--command", code)

    def inside_search(self, step: str, *arguments: str) -> dict[str, float]:
        """A step of ``bench.inside_search``."""
        result: dict[str, float] = json.loads(self.run("-m", "bench.inside_search", step, *arguments).splitlines()[-1])
        return result

    def inside_quality(self, step: str, folder: Path) -> Any:
        """A step of ``bench.inside_quality``."""
        return json.loads(self.run("-m", "bench.inside_quality", step, str(folder)).splitlines()[-1])

    def inside(self, kind: str, argument: str) -> dict[str, float]:
        """A measurement of ``bench.inside``."""
        result: dict[str, float] = json.loads(self.run("-m", "bench.inside", kind, argument).splitlines()[-1])
        return result

    def inside_growth(self) -> dict[str, dict[str, float]]:
        """The costs that ``bench.inside_growth`` measures."""
        result: dict[str, dict[str, float]] = json.loads(
            self.run("-m", "bench.inside_growth", "measure").splitlines()[-1]
        )
        return result

    def address_of(self, page_slug: str) -> str:
        """The path of a page."""
        return self.shell(_ADDRESS.format(slug=page_slug)).strip()


def empty_portal(folder: Path, settings: Mapping[str, str] | None = None) -> Project:
    """The portal with its sample content; ``settings`` are variables of its environment."""
    environment = dict(settings or {}) | {
        "DATA_DIR": str(folder / "data"),
        "SECRET_KEY": "only for a measurement " * 3,
        "PORTAL_HTTPS": "0",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    project = Project(_BASE, environment, "portal.wsgi:application")
    project.run("manage.py", "prepare", "--verbosity", "0")
    project.run("manage.py", "load_demo")
    return project


def portal(folder: Path) -> Project:
    """The portal with its sample content and the measured pages beside it."""
    project = empty_portal(folder)
    records = folder / "records.jsonl"
    with records.open("w") as file:
        for number in range(PAGES):
            html = "".join(f"<p>{text}</p>" for text in paragraphs(number))
            record = {"id": slug(number), "kind": "information", "title": title(number), "html": html}
            file.write(json.dumps(record) + "\n")
    project.run("manage.py", "import_archive", str(records))
    return project


def stock(folder: Path, *, laws: tuple[Path, int] | None = None) -> Project:
    """A project made by ``wagtail start`` with one page type, on SQLite, as its template leaves it.

    It has the measured pages of ``portal``, or so many parts of laws from a folder.
    """
    environment = {"PYTHONPATH": f"{folder}:{_BASE}", "DJANGO_SETTINGS_MODULE": "stock.settings.measured"}
    project = Project(folder, environment, "stock.wsgi:application")
    folder.mkdir()
    project.run("-m", "django", "--version")
    subprocess.run(
        [Path(sys.executable).with_name("wagtail"), "start", "stock", str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    app = folder / "documents_app"
    (app / "templates" / "documents_app").mkdir(parents=True)
    (app / "__init__.py").touch()
    (app / "models.py").write_text(_STOCK_MODELS)
    (app / "templates" / "documents_app" / "text_page.html").write_text(_STOCK_TEMPLATE)
    (folder / "stock" / "settings" / "measured.py").write_text(_STOCK_SETTINGS)
    project.run("manage.py", "makemigrations", "documents_app")
    project.run("manage.py", "migrate", "--verbosity", "0")
    project.shell(_STOCK_LAWS.format(folder=str(laws[0]), count=laws[1]) if laws else _STOCK_CONTENT)
    return project
